"""Which version of a report is in force, what is kept, what is on time: on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from data import completeness
from data.store import writing
from etl.problems import Problem

if TYPE_CHECKING:
    from tests.etl.conftest import Loader

LIBRARY = "MD-OR-0001"
IN_FORCE = "SELECT value FROM observation"
KEPT = "SELECT submission_id, value FROM superseded_observation ORDER BY 1, 2"
VERSIONS = "SELECT version, status, supersedes_id, superseded_by_id FROM submission ORDER BY id"
RATES = "SELECT expected, received, on_time FROM completeness WHERE territory = 'MD-OR' AND kind = 'raional'"
UNKNOWN = Problem("unknown-library", "refuse", "iunie.xlsx", "Centralizator", "B17", "Biblioteca Hirtop")


def day(number: int, hour: int = 10) -> datetime:
    """Return a moment of July 2017, in UTC: three hours before the clocks of Chișinău."""
    return datetime(2017, 7, number, hour, tzinfo=UTC)


@pytest.mark.parametrize("together", [True, False])
def test_an_older_file_after_a_newer_one_is_kept_and_told_of_but_not_in_force(loader: Loader, together: bool) -> None:
    newer = loader.put("corectat.xlsx", loader.report(LIBRARY, 201706, V01=21), received=day(12))
    older = loader.put("iunie.xlsx", loader.report(LIBRARY, 201706, V01=12), received=day(5))
    if together:
        summary = loader.load(newer, older)
    else:
        loader.load(newer)
        summary = loader.load(older)
    assert loader.rows(IN_FORCE) == [(21,)]
    assert loader.rows(KEPT) == [(2, 12)]
    assert loader.rows(VERSIONS) == [(1, "accepted", None, None), (2, "superseded", None, 1)]
    assert summary.submissions["outranked"] == 1
    (told,) = summary.problems
    assert (told.kind, told.severity, told.file, told.found) == ("older-version", "warn", "iunie.xlsx", "corectat.xlsx")
    assert told.details == {"reports": 1, "library": LIBRARY, "month": "2017-06"}
    assert loader.rows("SELECT kind, found FROM problem") == [("older-version", "corectat.xlsx")]
    assert loader.rows("SELECT total, reported FROM territory_month") == [(21, 1)]


@pytest.mark.parametrize("together", [True, False])
def test_a_library_s_own_report_stays_in_force_whatever_its_raion_sends_later(loader: Loader, together: bool) -> None:
    others = [loader.report(f"MD-OR-000{number}", 201706, V01=number) for number in (1, 2)]
    own = loader.put("NVT-LUNAR.xlsx", loader.report(LIBRARY, 201706, V01=21), received=day(5), role="library")
    table = loader.put("Centralizator.xlsx", *others, received=day(9), role="territory")
    summary = loader.load(own, table) if together else [loader.load(own), loader.load(table)][1]
    assert sorted(loader.rows(IN_FORCE)) == [(2,), (21,)]
    assert (summary.submissions["accepted"], summary.submissions["outranked"]) == (1 + together, 1)
    assert [(problem.kind, problem.details["reports"]) for problem in summary.problems] == [("other-sender", 1)]


def test_a_library_s_own_report_takes_the_place_of_what_its_raion_sent_before(loader: Loader) -> None:
    loader.load(loader.put("tabel.xlsx", loader.report(LIBRARY, 201706, V01=1), received=day(9), role="territory"))
    own = loader.put("NVT-LUNAR.xlsx", loader.report(LIBRARY, 201706, V01=21), received=day(5), role="library")
    assert loader.load(own).submissions["superseding"] == 1
    assert loader.rows(IN_FORCE) == [(21,)]


def test_a_correction_after_an_older_file_gets_a_version_of_its_own(loader: Loader) -> None:
    for name, value, received in (("b.xlsx", 2, 10), ("a.xlsx", 1, 5), ("c.xlsx", 3, 15)):
        loader.load(loader.put(name, loader.report(LIBRARY, 201706, V01=value), received=day(received)))
    assert loader.rows(IN_FORCE) == [(3,)]
    assert loader.rows(VERSIONS) == [
        (1, "superseded", None, 3),
        (2, "superseded", None, 1),
        (3, "accepted", 1, None),
    ]
    assert loader.rows(KEPT) == [(1, 2), (2, 1)]


def test_a_report_is_on_time_when_it_first_came_by_the_end_of_its_day(loader: Loader) -> None:
    last_minute = datetime(2017, 7, 10, 20, 59, tzinfo=UTC)
    loader.load(loader.put("a.xlsx", loader.report(LIBRARY, 201706, V01=1), received=last_minute))
    assert loader.rows(RATES) == [(1, 1, 1)]
    loader.load(loader.put("b.xlsx", loader.report(LIBRARY, 201706, V01=2), received=day(25)))
    assert loader.rows(RATES) == [(1, 1, 1)]


def test_a_minute_after_midnight_is_late_and_an_earlier_file_found_later_makes_it_on_time(loader: Loader) -> None:
    too_late = datetime(2017, 7, 10, 21, 0, tzinfo=UTC)
    loader.load(loader.put("a.xlsx", loader.report(LIBRARY, 201706, V01=1), received=too_late))
    assert loader.rows(RATES) == [(1, 1, 0)]
    loader.load(loader.put("b.xlsx", loader.report(LIBRARY, 201706, V01=2), received=day(8)))
    assert loader.rows(RATES) == [(1, 1, 1)]


def test_a_report_of_zeros_is_a_report_and_one_of_empty_cells_answers_nothing(loader: Loader) -> None:
    zeros = loader.report(LIBRARY, 201706, V01=0, L01=0)
    half = loader.report("MD-BA-0001", 201706, V01=3, L01=None)
    loader.load(loader.put("a.xlsx", zeros, half, received=day(5)))
    question = "SELECT territory, received, on_time, asked, filled FROM completeness WHERE kind = 'raional' ORDER BY 1"
    assert loader.rows(question) == [("MD-BA", 1, 1, 2, 1), ("MD-CA", 0, 0, 0, 0), ("MD-OR", 1, 1, 2, 2)]


def test_counting_anew_says_the_same(loader: Loader) -> None:
    loader.load(
        loader.put("a.xlsx", loader.report(LIBRARY, 201706, V01=1, L01=None), received=day(5)),
        loader.put("b.xlsx", loader.report(LIBRARY, 201705, V01=1), received=day(5)),
        loader.put("c.xlsx", loader.report("MD-BA-0002", 201706, V01=1), received=day(15)),
    )
    kept = loader.rows("SELECT * FROM completeness ORDER BY form, period, territory, kind")
    with writing(loader.engine) as connection:
        completeness.rebuild(connection)
    assert loader.rows("SELECT * FROM completeness ORDER BY form, period, territory, kind") == kept


def test_a_refused_file_says_whose_reports_it_held_until_it_is_accepted(loader: Loader) -> None:
    sent = loader.report(LIBRARY, 201706, V01=12)
    question = "SELECT form, period, library_id FROM refused_report"
    loader.load(loader.put("iunie.xlsx", sent, problems=[UNKNOWN], received=day(5)))
    assert loader.rows(question) == [("monthly", 201706, 1)]
    loader.load(loader.put("iunie.xlsx", sent, received=day(5)))
    assert loader.rows(question) == []
