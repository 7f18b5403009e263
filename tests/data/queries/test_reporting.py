"""Reporting rates: what is expected, what came, what came on time, how full it was; and where each library stands."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert, update

from data import deadlines
from data.periods import Month
from data.queries.reporting import STATES, Rates, library_states, rates, rates_by, timeliness
from data.schema import library_status, refused_report, submission
from data.selection import Selection
from data.states import State
from data.store import writing

SPRING = Selection(Month(2016, 3), Month(2016, 4))
MARCH = Selection(Month(2016, 3), Month(2016, 3))
BEFORE_DUE = datetime(2016, 4, 9, tzinfo=UTC)


@pytest.fixture
def village(reports, catalogue):
    """Three libraries in Orhei, one in Bălți; reports of March and April 2016, due on the tenth of the next month."""
    with writing(reports.engine) as connection:
        deadlines.store(connection, catalogue)
    for code in ("MD-OR-0001", "MD-OR-0002", "MD-OR-0003"):
        reports.library(code)
    reports.library("MD-BA-0001", kind="municipal")
    reports.report("V01", 201603, {"MD-OR-0001": 10, "MD-OR-0002": 0, "MD-BA-0001": State.BLANK})
    reports.report("V01", 201604, {"MD-OR-0001": 12})
    received(reports, "MD-OR-0001", 201603, datetime(2016, 4, 10, 20, 59, tzinfo=UTC), asked=4, filled=3)
    received(reports, "MD-OR-0002", 201603, datetime(2016, 4, 10, 21, 0, tzinfo=UTC), asked=4, filled=4)
    received(reports, "MD-BA-0001", 201603, datetime(2016, 4, 2, 9, tzinfo=UTC), asked=1, filled=0)
    received(reports, "MD-OR-0001", 201604, datetime(2016, 5, 25, 9, tzinfo=UTC), asked=4, filled=4)
    return reports


def received(reports, code, period, moment, *, asked, filled):
    """Say when a report came and how full it is."""
    number = reports.sent[code, period]
    with writing(reports.engine) as connection:
        values = {"received_at": moment, "asked": asked, "filled": filled}
        connection.execute(update(submission).where(submission.c.id == number).values(values))


def states(frame):
    """Return the state of each library and period."""
    return {(row.library, row.period): row.state for row in frame.itertuples()}


def test_the_rates_of_a_month_are_those_of_dhis2(village, catalogue):
    with village.session() as session:
        found = rates(session, catalogue, MARCH)
    assert found == Rates(expected=4, actual=3, on_time=2, asked=9, filled=7)
    assert (found.rate, found.rate_on_time, found.content) == (0.75, 0.5, 7 / 9)


def test_the_matrix_of_territories_has_a_row_for_silence_too(village, catalogue):
    with village.session() as session:
        frame = rates_by(session, catalogue, SPRING, "territory", "period")
    assert [tuple(row)[:5] for row in frame.itertuples(index=False)] == [
        ("MD-BA", 201603, 1, 1, 1),
        ("MD-BA", 201604, 1, 0, 0),
        ("MD-OR", 201603, 3, 2, 1),
        ("MD-OR", 201604, 3, 1, 0),
    ]
    assert frame["rate_pct"].round(1).tolist() == [100, 0, 66.7, 33.3]
    assert frame["content_pct"].isna().tolist() == [False, True, False, False]


@pytest.mark.parametrize("by", [("period",), ("territory",), ("kind",), ("territory", "period"), ()])
def test_one_library_is_counted_from_its_reports_and_any_rows_add_up(village, catalogue, by):
    with village.session() as session:
        frame = rates_by(session, catalogue, SPRING, *by)
        alone = Selection(Month(2016, 3), Month(2016, 4), library="MD-OR-0001")
        one = rates_by(session, catalogue, alone, *by)
        assert rates(session, catalogue, alone) == Rates(2, 2, 1, 8, 7)
    assert frame[["expected", "actual", "on_time", "asked", "filled"]].sum().tolist() == [8, 4, 2, 13, 11]
    assert one[["expected", "actual", "on_time", "asked", "filled"]].sum().tolist() == [2, 2, 1, 8, 7]


def test_nothing_expected_has_no_rate(village, catalogue):
    with village.session() as session:
        nothing = rates(session, catalogue, Selection(Month(2010, 1), Month(2010, 2)))
        assert rates_by(session, catalogue, Selection(Month(2010, 1), Month(2010, 2)), "territory").empty
    assert (nothing.rate, nothing.rate_on_time, nothing.content) == (None, None, None)


def test_each_library_has_a_state_in_each_month(village, catalogue):
    row = {"library_id": village.libraries["MD-BA-0001"], "status": "closed", "first": 201604, "last": 201604}
    refused = {"form": "monthly", "period": 201604, "library_id": village.libraries["MD-OR-0002"], "source_file_id": 1}
    with writing(village.engine) as connection:
        connection.execute(insert(library_status), row)
        connection.execute(insert(refused_report), refused)
    with village.session() as session:
        frame = library_states(session, catalogue, SPRING)
    assert states(frame) == {
        ("MD-BA-0001", 201603): "on_time",
        ("MD-BA-0001", 201604): "not_owed",
        ("MD-OR-0001", 201603): "on_time",
        ("MD-OR-0001", 201604): "late",
        ("MD-OR-0002", 201603): "late",
        ("MD-OR-0002", 201604): "refused",
        ("MD-OR-0003", 201603): "missing",
        ("MD-OR-0003", 201604): "missing",
    }
    first = frame.set_index(["library", "period"]).loc[("MD-OR-0001", 201604)]
    assert (first["due_on"], first["days_late"], first["content_pct"]) == (date(2016, 5, 10), 15, 100)
    assert set(frame["state"]) <= set(STATES)


def test_a_report_that_is_not_due_yet_is_awaited_not_missing(village, catalogue):
    with village.session() as session:
        before = states(library_states(session, catalogue, MARCH, as_of=BEFORE_DUE))
        after = states(library_states(session, catalogue, MARCH, as_of=datetime(2016, 4, 11, tzinfo=UTC)))
    assert (before["MD-OR-0003", 201603], after["MD-OR-0003", 201603]) == ("awaited", "missing")


def test_an_annual_report_is_due_in_february_and_is_not_mixed_with_months(village, catalogue):
    village.report("V01", 2015, {"MD-OR-0001": 100, "MD-OR-0002": 90})
    received(village, "MD-OR-0001", 2015, datetime(2016, 2, 15, 12, tzinfo=UTC), asked=1, filled=1)
    received(village, "MD-OR-0002", 2015, datetime(2016, 2, 16, 12, tzinfo=UTC), asked=1, filled=1)
    year = Selection(Month(2015, 1), Month(2015, 12))
    with village.session() as session:
        assert rates(session, catalogue, year, annual=True) == Rates(4, 2, 1, 2, 2)
        assert rates(session, catalogue, year) == Rates(0, 0, None, 0, 0)


def test_timeliness_counts_reports_by_calendar_days_after_their_due_date(village, catalogue):
    with village.session() as session:
        frame = timeliness(session, catalogue, SPRING)
    assert [tuple(row) for row in frame.itertuples(index=False)] == [(-8, 1), (0, 1), (1, 1), (15, 1)]


def test_a_network_without_deadlines_has_rates_but_none_on_time(reports, catalogue):
    reports.library("MD-OR-0001")
    reports.report("V01", 201603, {"MD-OR-0001": 10})
    with reports.session() as session:
        found = rates(session, catalogue, MARCH)
        assert (found.rate, found.on_time, found.rate_on_time) == (1, None, None)
        assert states(library_states(session, catalogue, MARCH)) == {("MD-OR-0001", 201603): "received"}
        assert timeliness(session, catalogue, MARCH).empty
