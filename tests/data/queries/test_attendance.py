"""Totals say what was reported, by how many, of how many; and never what a rule forbids."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.coverage import Figure
from data.measures import ForbiddenAggregation
from data.models import Indicator
from data.periods import Month
from data.queries.attendance import library_totals, monthly_totals, territory_totals, total, yearly_totals
from data.selection import Selection
from data.states import State

YEAR = Selection(Month(2016, 1), Month(2016, 12))
MARCH = Selection(Month(2016, 3), Month(2016, 3))


@pytest.fixture
def village(reports):
    """Three libraries in Orhei, one in Bălți."""
    for code in ("MD-OR-0001", "MD-OR-0002", "MD-OR-0003"):
        reports.library(code)
    reports.library("MD-BA-0001", kind="municipal")
    return reports


def rows(frame):
    return [tuple(row) for row in frame.itertuples(index=False)]


def test_a_month_adds_the_libraries_that_reported_and_says_how_many_did_not(village, catalogue):
    village.report("V01", 201603, {"MD-OR-0001": 10, "MD-OR-0002": 0, "MD-BA-0001": State.BLANK})
    with village.session() as session:
        assert rows(monthly_totals(session, catalogue, "V01", YEAR)) == [(201603, 10, 2, 4)]


@pytest.mark.parametrize("state", [State.BLANK, State.NOT_APPLICABLE, State.CLOSED, State.ERROR])
def test_a_month_without_a_number_is_absent_and_never_zero(village, catalogue, state):
    village.report("V01", 201603, {"MD-OR-0001": state})
    with village.session() as session:
        assert rows(monthly_totals(session, catalogue, "V01", YEAR)) == []
        assert total(session, catalogue, "V01", YEAR) == Figure(None, 0, 4)


def test_a_month_of_true_zeros_is_zero(village, catalogue):
    village.report("V01", 201603, {"MD-OR-0001": 0})
    with village.session() as session:
        assert total(session, catalogue, "V01", MARCH) == Figure(0, 1, 4)


def test_a_library_that_filled_in_five_categories_is_one_library(village, catalogue):
    village.report("S02", 201603, {"MD-OR-0001": 5, "MD-OR-0002": 7}, category_code="DI.ITL")
    village.report("S02", 201603, {"MD-OR-0001": 6, "MD-OR-0003": State.BLANK}, category_code="EC.BIZ")
    village.report("S02", 201603, {"MD-BA-0001": 1}, category_code="EC.AGR")
    with village.session() as session:
        assert rows(monthly_totals(session, catalogue, "S02", YEAR)) == [(201603, 19, 3, 4)]
        assert total(session, catalogue, "S02", MARCH) == Figure(19, 3, 4)
        by_territory = rows(territory_totals(session, catalogue, "S02", MARCH))
        assert by_territory == [("MD-BA", 1, 1, 1), ("MD-OR", 18, 2, 3)]
        by_library = library_totals(session, catalogue, "S02", MARCH).set_index("library")
        assert by_library.loc["MD-OR-0001", ["value", "reported", "expected"]].tolist() == [11, 1, 1]


def test_territories_that_owe_reports_and_sent_none_are_shown_without_a_value(village, catalogue):
    village.report("V01", 201603, {"MD-OR-0001": 10})
    with village.session() as session:
        frame = territory_totals(session, catalogue, "V01", MARCH).set_index("territory")
    assert frame.loc["MD-OR"].tolist() == [10, 1, 3]
    assert frame["value"].isna()["MD-BA"]
    assert frame.loc["MD-BA", ["reported", "expected"]].tolist() == [0, 1]


def test_libraries_that_owe_reports_and_sent_none_are_shown_without_a_value(village, catalogue):
    village.library("MD-OR-0004", since=201604)
    village.library("MD-OR-0005", since=None)
    village.report("V01", 201603, {"MD-OR-0001": 10})
    village.report("V01", 201604, {"MD-OR-0001": 5})
    with village.session() as session:
        frame = library_totals(session, catalogue, "V01", YEAR).set_index("library")
    assert frame.loc["MD-OR-0001", ["name", "value", "reported", "expected"]].tolist() == [
        "Biblioteca MD-OR-0001",
        15,
        2,
        2,
    ]
    assert frame["value"].isna()["MD-OR-0002"]
    assert frame.loc["MD-OR-0004", "expected"] == 1  # joined the network in April
    assert "MD-OR-0005" not in frame.index  # outside the network: owes no monthly report


def test_people_are_never_added_over_months(village, catalogue):
    village.report("U01", 201603, {"MD-OR-0001": 10, "MD-OR-0002": 4})
    village.report("U01", 201604, {"MD-OR-0001": 10})
    with village.session() as session:
        assert total(session, catalogue, "U01", MARCH) == Figure(14, 2, 4)
        assert rows(monthly_totals(session, catalogue, "U01", YEAR)) == [(201603, 14, 2, 4), (201604, 10, 1, 4)]
        for question in (total, territory_totals, library_totals):
            with pytest.raises(ForbiddenAggregation, match="U01") as refused:
                question(session, catalogue, "U01", YEAR)
            assert refused.value.key == "forbidden.unique_months"


def test_the_people_of_a_year_come_from_the_annual_form(village, catalogue):
    village.report("U01", 201603, {"MD-OR-0001": 10})
    village.report("U01", 2016, {"MD-OR-0001": 60, "MD-OR-0002": 40})
    with village.session() as session:
        assert rows(yearly_totals(session, catalogue, "U01", YEAR)) == [(2016, 100, 2, 4)]
        assert total(session, catalogue, "U01", YEAR, annual=True) == Figure(100, 2, 4)


def test_annual_and_monthly_figures_are_never_added(village, catalogue):
    village.report("V01", 201603, {"MD-OR-0001": 10})
    village.report("V01", 2016, {"MD-OR-0001": 120, "MD-BA-0001": 80})
    with village.session() as session:
        assert total(session, catalogue, "V01", YEAR) == Figure(10, 1, 4)
        assert rows(yearly_totals(session, catalogue, "V01", YEAR)) == [(2016, 200, 2, 4)]
        assert rows(territory_totals(session, catalogue, "V01", YEAR, annual=True)) == [
            ("MD-BA", 80, 1, 1),
            ("MD-OR", 120, 1, 3),
        ]


def test_a_stock_is_the_last_reported_of_each_library_in_the_period(village, catalogue):
    village.report("C03", 201601, {"MD-OR-0001": 4, "MD-OR-0002": 9})
    village.report("C03", 201603, {"MD-OR-0001": 6, "MD-OR-0002": State.BLANK, "MD-BA-0001": 20})
    with village.session() as session:
        assert total(session, catalogue, "C03", YEAR) == Figure(35, 4, 12)
        assert rows(territory_totals(session, catalogue, "C03", YEAR)) == [("MD-BA", 20, 1, 3), ("MD-OR", 15, 3, 9)]
        assert rows(monthly_totals(session, catalogue, "C03", YEAR)) == [(201601, 13, 2, 4), (201603, 26, 2, 4)]


def test_a_ratio_is_recomputed_from_its_parts_and_never_averaged(village, catalogue):
    village.report("E02", 201603, {"MD-OR-0001": 100, "MD-OR-0002": 20, "MD-OR-0003": 500})
    village.report("E01", 201603, {"MD-OR-0001": 1, "MD-OR-0002": 2, "MD-BA-0001": 9})
    with village.session() as session:
        assert total(session, catalogue, "X04", MARCH) == Figure(40, 2, 4)  # (100 + 20) / (1 + 2), not (100 + 10) / 2
        assert rows(monthly_totals(session, catalogue, "X04", YEAR)) == [(201603, 40, 2, 4)]


def test_a_ratio_over_people_is_forbidden_over_months_and_scaled_over_one(village, catalogue):
    village.report("U01", 201603, {"MD-OR-0001": 20})
    village.report("N01", 201603, {"MD-OR-0001": 80})
    with village.session() as session:
        assert total(session, catalogue, "X01", MARCH).value == 25
        with pytest.raises(ForbiddenAggregation):
            total(session, catalogue, "X01", YEAR)


def test_a_ratio_to_nothing_is_unknown(village, catalogue):
    village.report("E02", 201603, {"MD-OR-0001": 7})
    village.report("E01", 201603, {"MD-OR-0001": 0})
    with village.session() as session:
        assert total(session, catalogue, "X04", MARCH) == Figure(None, 1, 4)


def test_a_weighted_mean_weighs_every_report_by_its_weight(village, catalogue):
    weighted = Indicator(code="D01", unit="percent", rule="weighted_mean", per="U02", whole=False)
    declared = replace(catalogue, indicators={**catalogue.indicators, "D01": weighted})
    village.report("D01", 201603, {"MD-OR-0001": 50, "MD-OR-0002": 80, "MD-OR-0003": 10})
    village.report("U02", 201603, {"MD-OR-0001": 10, "MD-OR-0002": 30})
    with village.session() as session:
        assert total(session, declared, "D01", YEAR) == Figure(72.5, 2, 4)


def test_a_weighted_mean_without_declared_weights_is_refused(village, catalogue):
    with village.session() as session, pytest.raises(ForbiddenAggregation):
        total(session, catalogue, "D01", MARCH)


def test_filters_leave_only_the_libraries_asked_for(village, catalogue):
    village.report("V01", 201603, {"MD-OR-0001": 10, "MD-OR-0002": 5, "MD-BA-0001": 80})
    with village.session() as session:

        def asked(**filters):
            return total(session, catalogue, "V01", replace(MARCH, **filters))

        assert asked(territories=("MD-OR",)) == Figure(15, 2, 3)
        assert asked(kinds=("municipal",)) == Figure(80, 1, 1)
        assert asked(territories=("MD-OR",), kinds=("municipal",)) == Figure(None, 0, 0)
        assert asked(group="nord") == Figure(80, 1, 1)
        assert asked(group="nord", territories=("MD-OR",)) == Figure(None, 0, 0)


def test_a_region_is_taken_as_composed_at_the_end_of_the_period(reports, catalogue):
    reports.library("MD-GA-0001")  # counted with the South until December 2017
    reports.library("MD-CA-0001")
    for period in (201712, 201801):
        reports.report("V01", period, {"MD-GA-0001": 100, "MD-CA-0001": 1})
    with reports.session() as session:

        def south(first, last):
            return total(session, catalogue, "V01", Selection(first, last, group="sud")).value

        assert south(Month(2017, 12), Month(2017, 12)) == 101
        assert south(Month(2018, 1), Month(2018, 1)) == 1
        assert south(Month(2017, 12), Month(2018, 1)) == 2


def test_an_indicator_that_was_never_loaded_and_an_empty_database_answer_with_nothing(reports, catalogue):
    with reports.session() as session:
        assert total(session, catalogue, "V01", Selection()) == Figure(None, 0, 0)
        assert list(monthly_totals(session, catalogue, "V01", YEAR)) == ["period", "value", "reported", "expected"]
        assert len(library_totals(session, catalogue, "V01", YEAR)) == 0


@pytest.mark.parametrize("code", ["V01", "S02"])
def test_months_territories_and_libraries_add_up_to_the_same_total(village, catalogue, code):
    place = "DI.ITL" if catalogue.indicators[code].by_category else "-"
    for month in range(1, 13):
        values = {name: month * number for name, number in village.libraries.items() if (month + number) % 3}
        village.report(code, 201600 + month, values, category_code=place)
    with village.session() as session:
        figure = total(session, catalogue, code, YEAR)
        for question in (monthly_totals, territory_totals, library_totals):
            frame = question(session, catalogue, code, YEAR)
            assert tuple(frame[["value", "reported", "expected"]].sum()) == (
                figure.value,
                figure.reported,
                figure.expected,
            )


def test_one_library_is_asked_by_itself_with_its_own_reports_owed(village, catalogue):
    village.library("MD-OR-0004", since=201602, closed=201604)
    for period in range(201601, 201607):
        village.report("V01", period, {"MD-OR-0001": 10, "MD-BA-0001": 90})
    village.report("V01", 201603, {"MD-OR-0004": 7})
    village.report("S02", 201603, {"MD-OR-0004": 3}, category_code="DI.ITL")
    village.report("S02", 201603, {"MD-OR-0004": 4}, category_code="EC.AGR")
    one = replace(YEAR, library="MD-OR-0004", territories=("MD-BA",))
    with village.session() as session:
        assert total(session, catalogue, "V01", one) == Figure(7, 1, 3)
        assert total(session, catalogue, "S02", one) == Figure(7, 1, 3)
        assert rows(monthly_totals(session, catalogue, "V01", one)) == [(201603, 7, 1, 1)]
        assert rows(territory_totals(session, catalogue, "V01", one)) == [("MD-OR", 7, 1, 3)]
        assert list(library_totals(session, catalogue, "V01", one)["library"]) == ["MD-OR-0004"]
        assert total(session, catalogue, "V01", replace(one, library="MD-OR-0001")) == Figure(60, 6, 6)


def test_one_library_owes_an_annual_report_for_every_year_it_was_open(village, catalogue):
    village.library("MD-OR-0004", since=None, opened=201512, closed=201601)
    for year in (2014, 2015, 2016, 2017):
        village.report("U01", year, {"MD-OR-0001": 10})
    one = Selection(Month(2014, 1), Month(2017, 12), library="MD-OR-0004")
    village.report("U01", 2015, {"MD-OR-0004": 5})
    with village.session() as session:
        assert rows(yearly_totals(session, catalogue, "U01", one)) == [(2015, 5, 1, 1)]
        years = [replace(one, start=Month(year, 1), end=Month(year, 12)) for year in (2014, 2015, 2016, 2017)]
        figures = [total(session, catalogue, "U01", year, annual=True) for year in years]
        assert [figure.expected for figure in figures] == [0, 1, 1, 0]
