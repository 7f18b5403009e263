"""What there is to ask about, and what is asked when an address says nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from data import schema as tables
from data.periods import Month
from data.queries.scope import Available, Scope, available, members, resolve
from data.schema import source_file, territory_month
from data.selection import Selection


@pytest.fixture
def library(reports):
    """One library; the test says in which periods it reported."""
    reports.library("MD-OR-0001")
    return reports


def report_months(reports, *spans):
    for first, last in spans:
        for period in range(first, last + 1):
            reports.report("V01", period, {"MD-OR-0001": 1})


def test_an_empty_database_holds_nothing_and_keeps_its_months_unknown(reports, catalogue):
    with reports.session() as session:
        assert available(session) == Available(None, None, (), None, 0)
        assert resolve(session, catalogue, Selection()) == Selection()


def test_what_there_is_tells_months_from_years_and_says_as_of_when(library):
    report_months(library, (201511, 201512), (201602, 201602), (2014, 2015))
    with library.session() as session:
        refused = {"id": 2, "sha256": "b", "name": "b.xlsx", "size": 1, "sheets": "[]", "status": "refused"}
        session.execute(insert(source_file), {**refused, "received_at": datetime(2018, 3, 5, tzinfo=UTC)})
        there = available(session)
    assert (there.first, there.last, there.years) == (Month(2015, 11), Month(2016, 2), (2014, 2015))
    assert there.months == (Month(2015, 11), Month(2015, 12), Month(2016, 2))
    assert (there.as_of, there.files) == (datetime(2017, 3, 5, tzinfo=UTC), 1)


@pytest.mark.parametrize(
    ("spans", "start", "end"),
    [
        ([(201501, 201512), (201601, 201606)], Month(2015, 1), Month(2015, 12)),
        ([(201501, 201512), (201601, 201612)], Month(2016, 1), Month(2016, 12)),
        ([(201507, 201512), (201601, 201606)], Month(2015, 7), Month(2016, 6)),
        ([(2018, 2020)], Month(2020, 1), Month(2020, 12)),
    ],
)
def test_the_default_is_the_latest_full_year_else_all_there_is(library, catalogue, spans, start, end):
    report_months(library, *spans)
    with library.session() as session:
        assert resolve(session, catalogue, Selection()) == Selection(start, end)


def test_a_missing_end_is_the_last_month_and_a_missing_start_the_first(library, catalogue):
    report_months(library, (201501, 201512))
    with library.session() as session:
        assert resolve(session, catalogue, Selection(start=Month(2015, 4))).end == Month(2015, 12)
        assert resolve(session, catalogue, Selection(end=Month(2015, 4))).start == Month(2015, 1)
        assert resolve(session, catalogue, Selection(start=Month(2019, 4))).end == Month(2019, 4)
        assert resolve(session, catalogue, Selection(end=Month(2010, 4))).start == Month(2010, 4)


def test_values_the_network_does_not_know_are_left_out(library, catalogue):
    asked = Selection(Month(2015, 1), Month(2015, 2), ("MD-OR", "MD-XX"), "nowhere", ("sat", "castle"))
    with library.session() as session:
        known = resolve(session, catalogue, asked)
    assert known == Selection(Month(2015, 1), Month(2015, 2), ("MD-OR",), None, ("sat",))


@pytest.mark.parametrize(("month", "south"), [(Month(2017, 12), True), (Month(2018, 1), False)])
def test_membership_of_a_group_is_dated(catalogue, month, south):
    assert ("MD-GA" in members(catalogue.groups["sud"], month)) is south
    assert ("MD-GA" in members(catalogue.groups["utag"], month)) is not south


def test_one_library_is_asked_of_its_own_table_and_never_of_a_rollup():
    scope = Scope("monthly", 201701, 201712, library="MD-OR-0001")
    assert "MD-OR-0001" in str(scope.includes(tables.library.c.territory, tables.library.c.kind).compile().params)
    with pytest.raises(ValueError, match="territory_month does not know libraries"):
        scope.includes(territory_month.c.territory, territory_month.c.kind)
