"""Which versions a report has, what each says and where, what changed, what was sent again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from data.corrections import Correction
from data.periods import Month
from data.provenance import pack_cell
from data.queries.resubmissions import resubmissions
from data.queries.versions import changes, values, versions
from data.selection import Selection
from data.states import State
from etl.problems import Problem
from etl.reports import Reading, Report

LIBRARY = "MD-OR-0001"
JUNE = Selection(Month(2017, 6), Month(2017, 6))
UNKNOWN = Problem("unknown-library", "refuse", "b.xlsx", "Foaia 1", "B17", "Biblioteca Hirtop")
REASON = {"ro": "De zece ori prea mult.", "ru": "В десять раз больше.", "en": "Ten times too many."}


def day(number):
    """Return a moment of July 2017."""
    return datetime(2017, 7, number, 9, tzinfo=UTC)


@pytest.fixture
def corrected(loader):
    """A report sent, refused once, sent again corrected, and its first file's older brother that came last."""
    service = Reading("S02", "DI.ITL", 7, State.REPORTED, pack_cell(0, 4, 2))
    first = Report(LIBRARY, "monthly", 201706, [*loader.report(LIBRARY, 201706, V01=120, L01=None).readings, service])
    said = Reading("V01", "", 12, State.REPORTED, pack_cell(0, 6, 1), "12 (fără copii)")
    again = Report(LIBRARY, "monthly", 201706, [said, loader.reading("L01", 5, row=1), loader.reading("C01", 0, row=2)])
    again.readings.append(service)
    loader.load(
        loader.put("a.xlsx", first, received=day(5), role="library"),
        loader.put("b.xlsx", first, received=day(8), problems=[UNKNOWN]),
        loader.put("c.xlsx", again, received=day(12), role="library"),
        loader.put("d.xlsx", loader.report(LIBRARY, 201706, V01=1), received=day(1), role="library"),
    )
    return loader


def test_every_version_is_told_in_the_order_of_receipt_refused_ones_too(corrected):
    with Session(corrected.engine) as session:
        found = versions(session, LIBRARY, 201706)
    assert [(one.file, one.version, one.status) for one in found] == [
        ("d.xlsx", 3, "superseded"),
        ("a.xlsx", 1, "superseded"),
        ("b.xlsx", None, "refused"),
        ("c.xlsx", 2, "accepted"),
    ]
    assert [one.received_at.day for one in found] == [1, 5, 8, 12]
    in_force = next(one for one in found if one.status == "accepted")
    assert {one.superseded_by for one in found if one.status == "superseded"} == {in_force.submission_id}
    assert (in_force.asked, in_force.filled, in_force.role) == (4, 4, "library")


def test_what_changed_names_both_values_and_their_cells(corrected):
    with Session(corrected.engine) as session:
        found = {one.file: one.submission_id for one in versions(session, LIBRARY, 201706)}
        before, after = (values(session, found[file]) for file in ("a.xlsx", "c.xlsx"))
    changed = {one.indicator: one for one in changes(before, after)}
    assert set(changed) == {"V01", "L01", "C01"}
    visits = changed["V01"]
    assert (visits.before.value, visits.before.cell, visits.before.raw) == (120, "B1", None)
    assert (visits.after.value, visits.after.cell, visits.after.raw) == (12, "B7", "12 (fără copii)")
    assert (changed["L01"].before.state, changed["L01"].after.value) == (State.BLANK, 5)
    assert (changed["C01"].before, changed["C01"].after.value) == (None, 0)
    assert before["S02", "DI.ITL"] == after["S02", "DI.ITL"]
    assert before["S02", "DI.ITL"].sheet == "Foaia 1"


def test_a_declared_correction_stands_beside_what_the_file_says(loader):
    correction = Correction(
        library=LIBRARY, month=Month(2017, 6), indicator="V01", scale=0.1, expect_above=100, reason=REASON
    )
    loader.catalogue = replace(loader.catalogue, corrections={correction.key: correction})
    loader.load(loader.put("a.xlsx", loader.report(LIBRARY, 201706, V01=1200, L01=5)))
    with Session(loader.engine) as session:
        (only,) = versions(session, LIBRARY, 201706)
        found = values(session, only.submission_id)
    assert (found["V01", ""].value, found["V01", ""].source, found["V01", ""].reason) == (120, 1200, REASON)
    assert (found["L01", ""].source, found["L01", ""].reason) == (None, None)


def test_a_library_that_sent_nothing_has_no_versions(corrected):
    with Session(corrected.engine) as session:
        assert versions(session, LIBRARY, 201705) == []
        assert versions(session, "MD-XX-0001", 201706) == []


def test_what_was_sent_again_says_what_it_changed(corrected):
    with Session(corrected.engine) as session:
        frame = resubmissions(session, corrected.catalogue, JUNE)
        nobody = resubmissions(session, corrected.catalogue, replace(JUNE, library="MD-OR-0002"))
    (row,) = frame.itertuples()
    assert (row.library, row.period, row.version, row.file, row.replaced_file) == (
        LIBRARY,
        201706,
        2,
        "c.xlsx",
        "a.xlsx",
    )
    assert (row.answers, row.changed, row.before, row.after, row.in_force) == (3, 2, 120, 12, True)
    assert row.received_at == day(12)
    assert nobody.empty


def test_a_report_replaced_twice_is_two_resubmissions_of_which_one_is_in_force(corrected):
    last = corrected.report(LIBRARY, 201706, V01=None, L01=5)
    corrected.load(corrected.put("e.xlsx", last, received=day(20), role="library"))
    with Session(corrected.engine) as session:
        frame = resubmissions(session, corrected.catalogue, JUNE)
    assert frame[["file", "version", "in_force"]].to_numpy().tolist() == [["e.xlsx", 4, True], ["c.xlsx", 2, False]]
    assert frame["before"].tolist() == [12, 120]
    assert frame["after"].isna().tolist() == [True, False]
    assert frame["changed"].tolist() == [3, 2]  # of e.xlsx: visits left out, two questions no longer answered
