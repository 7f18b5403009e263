"""Every library's months of both years at once: the comparisons made of them are those that are asked one by one."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from data.measures import ForbiddenAggregation
from data.panel import compare, compare_by_month
from data.periods import Month
from data.queries.same_months import by_month, compared, late_by_territory, library_months_of_both_years
from data.selection import Selection

SUMMER = Selection(start=Month(2017, 6), end=Month(2017, 8))
LIBRARIES = ("MD-OR-0001", "MD-OR-0002", "MD-CR-0001")


@pytest.fixture
def summers(reports):
    """Two libraries of Orhei and one of Criuleni: gaps in either year, a newcomer, a category asked about once only."""
    for code in LIBRARIES[:2]:
        reports.library(code)
    reports.library(LIBRARIES[2], since=201704)
    reports.report("V01", 201606, {"MD-OR-0001": 100.0, "MD-OR-0002": 40.0})
    reports.report("V01", 201607, {"MD-OR-0001": 80.0})
    reports.report("V01", 201706, {"MD-OR-0001": 110.0, "MD-OR-0002": 44.0, "MD-CR-0001": 7.0})
    reports.report("V01", 201608, {"MD-OR-0001": 85.0, "MD-OR-0002": 45.0})
    reports.report("V01", 201707, {"MD-OR-0002": 50.0})
    reports.report("V01", 201708, {"MD-OR-0001": 90.0, "MD-CR-0001": 0.0})
    reports.report("S02", 201606, {"MD-OR-0001": 10.0, "MD-OR-0002": 20.0}, category_code="DI.ITL")
    reports.report("S02", 201706, {"MD-OR-0001": 12.0, "MD-OR-0002": 18.0}, category_code="DI.ITL")
    reports.report("S02", 201706, {"MD-OR-0001": 40.0}, category_code="EC.AGR")
    return reports


@pytest.mark.parametrize("indicator", ["V01", "S02"])
@pytest.mark.parametrize("by", ["library", "territory"])
def test_they_compare_as_the_panel_does(summers, catalogue, indicator, by) -> None:
    with summers.session() as session:
        every = library_months_of_both_years(session, catalogue, indicator, SUMMER)
        late = late_by_territory(session, catalogue, indicator, SUMMER, every) if by == "territory" else {}
        found = compared(every, by, {"MD-OR": 6, "MD-OR-0001": 3}, late)
        monthly_all = by_month(every, by)
        assert sorted(found) == sorted(every[by].unique())
        for place in found:
            over = {"library": place} if by == "library" else {"territories": (place,)}
            selection = Selection(SUMMER.start, SUMMER.end, **over)
            single, monthly = (ask(session, catalogue, indicator, selection) for ask in (compare, compare_by_month))
            assert replace(found[place], expected=single.expected) == single
            columns = ["period", "value", "before", "libraries", "naive_value", "naive_before", "reported"]
            mine = monthly_all[monthly_all["place"] == place]
            assert mine[columns].fillna(-1).values.tolist() == monthly[columns].fillna(-1).values.tolist()
    assert [month.libraries for month in found.get("MD-OR", found[min(found)]).late] == (
        [1] if (indicator, by) == ("V01", "territory") else []
    )
    assert found["MD-OR" if by == "territory" else "MD-OR-0001"].expected == (6 if by == "territory" else 3)


def test_a_month_of_one_year_only_is_there_with_a_gap(summers, catalogue) -> None:
    with summers.session() as session:
        rows = library_months_of_both_years(session, catalogue, "V01", SUMMER).to_dict("records")
    july = {row["library"]: (row["now"], row["then"]) for row in rows if row["period"] == 201707}
    assert july["MD-OR-0002"][0] == 50 and math.isnan(july["MD-OR-0002"][1])
    assert math.isnan(july["MD-OR-0001"][0]) and july["MD-OR-0001"][1] == 80


def test_people_are_not_added_over_months(summers, catalogue) -> None:
    with summers.session() as session, pytest.raises(ForbiddenAggregation):
        library_months_of_both_years(session, catalogue, "U01", SUMMER)
