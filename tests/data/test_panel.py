"""The comparable panel: growth of the network is never growth of use."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.measures import ForbiddenAggregation
from data.panel import compare, compare_by_month, compare_by_territory
from data.periods import Month
from data.selection import Selection
from data.states import State

YEAR = Selection(Month(2016, 1), Month(2016, 12))
MARCH = Selection(Month(2016, 3), Month(2016, 3))
LIBRARIES = ("MD-OR-0001", "MD-OR-0002", "MD-BA-0001")


@pytest.fixture
def village(reports):
    """Two libraries in Orhei, one in Bălți."""
    for code in LIBRARIES:
        reports.library(code)
    return reports


def both_years(reports, values, *, growth=1.0, indicator="V01"):
    """Report the same months of 2015 and 2016; `values`: (library, month) -> value in 2015."""
    for (library, month), value in values.items():
        reports.report(indicator, 201500 + month, {library: value})
        reports.report(indicator, 201600 + month, {library: value * growth})


SAME = {(library, month): 10.0 * month for library in LIBRARIES for month in (1, 3, 7)}


def test_the_same_figures_a_year_later_are_no_change(village, catalogue):
    both_years(village, SAME)
    with village.session() as session:
        comparison = compare(session, catalogue, "V01", YEAR)
    assert (comparison.value, comparison.before, comparison.libraries, comparison.pairs) == (330, 330, 3, 9)
    assert (comparison.change_pct, comparison.naive_change_pct, comparison.differs) == (0, 0, False)


def test_a_library_that_joins_moves_the_naive_figure_and_not_the_panel(village, catalogue):
    both_years(village, SAME)
    village.library("MD-BA-0002", since=201601)
    village.report("V01", 201603, {"MD-BA-0002": 330})
    with village.session() as session:
        comparison = compare(session, catalogue, "V01", YEAR)
    assert (comparison.value, comparison.before, comparison.libraries) == (330, 330, 3)
    assert (comparison.naive_value, comparison.naive_before) == (660, 330)
    assert (comparison.change_pct, comparison.naive_change_pct, comparison.differs) == (0, 100, True)


@pytest.mark.parametrize("missing", [None, State.BLANK, State.CLOSED, State.ERROR])
def test_a_missing_month_drops_only_its_pair(village, catalogue, missing):
    both_years(village, SAME)
    village.report("V01", 201505, {"MD-OR-0001": 1000})
    if missing is not None:
        village.report("V01", 201605, {"MD-OR-0001": missing})
    with village.session() as session:
        comparison = compare(session, catalogue, "V01", YEAR)
    assert (comparison.value, comparison.before, comparison.pairs) == (330, 330, 9)
    assert comparison.naive_before == 1330


def test_a_change_is_the_ratio_of_sums_and_not_the_mean_of_changes(village, catalogue):
    village.report("V01", 201503, {"MD-OR-0001": 10, "MD-BA-0001": 990})
    village.report("V01", 201603, {"MD-OR-0001": 30, "MD-BA-0001": 990})
    with village.session() as session:
        assert compare(session, catalogue, "V01", YEAR).change_pct == pytest.approx(2)
        by_territory = compare_by_territory(session, catalogue, "V01", YEAR).set_index("territory")
    assert by_territory["change_pct"].to_dict() == pytest.approx({"MD-BA": 0, "MD-OR": 200})


def test_without_a_pair_there_is_no_change(village, catalogue):
    village.report("V01", 201603, {"MD-OR-0001": 10})
    with village.session() as session:
        comparison = compare(session, catalogue, "V01", YEAR)
        months = compare_by_month(session, catalogue, "V01", YEAR)
        territories = compare_by_territory(session, catalogue, "V01", YEAR)
    assert (comparison.value, comparison.before, comparison.libraries) == (None, None, 0)
    assert (comparison.change_pct, comparison.naive_change_pct, comparison.differs) == (None, None, False)
    assert (comparison.reported, comparison.expected) == (1, 3)
    assert months["period"].tolist() == [201603]
    assert months[["value", "before", "naive_before"]].isna().all(axis=None)
    assert (months["libraries"].tolist(), months["naive_value"].tolist()) == ([0], [10])
    assert territories["change_pct"].isna().all()
    assert territories["territory"].tolist() == ["MD-BA", "MD-OR"]


def test_an_empty_database_compares_nothing(village, catalogue):
    with village.session() as session:
        comparison = compare(session, catalogue, "V01", Selection())
        assert (comparison.value, comparison.naive_value, comparison.reported, comparison.expected) == (
            None,
            None,
            0,
            0,
        )
        assert compare_by_month(session, catalogue, "V01", Selection()).empty
        assert compare_by_territory(session, catalogue, "V01", Selection()).empty


def test_each_month_is_compared_with_its_own_month(village, catalogue):
    both_years(village, SAME, growth=2)
    village.report("V01", 201605, {"MD-OR-0001": 9})
    with village.session() as session:
        frame = compare_by_month(session, catalogue, "V01", YEAR).set_index("period")
    assert frame["value"].dropna().to_dict() == {201601: 60, 201603: 180, 201607: 420}
    assert frame["before"].dropna().to_dict() == {201601: 30, 201603: 90, 201607: 210}
    assert frame["libraries"].tolist() == [3, 3, 0, 3]
    assert frame.loc[201605, ["naive_value", "reported", "expected"]].tolist() == [9, 1, 3]


def test_a_period_longer_than_a_year_compares_each_month_once(village, catalogue):
    for year, value in ((2014, 1), (2015, 10), (2016, 100)):
        village.report("V01", year * 100 + 3, {"MD-OR-0001": value})
    with village.session() as session:
        comparison = compare(session, catalogue, "V01", Selection(Month(2015, 1), Month(2016, 12)))
    assert (comparison.value, comparison.before, comparison.pairs) == (110, 11, 2)


def test_a_library_month_with_categories_is_one_pair(village, catalogue):
    village.report("S02", 201503, {"MD-OR-0001": 5}, category_code="DI.ITL")
    village.report("S02", 201503, {"MD-OR-0001": 5, "MD-OR-0002": 3}, category_code="ED.FAM")
    village.report("S02", 201603, {"MD-OR-0001": 20}, category_code="EC.AGR")
    _asked_about(village, 201503, "EC.AGR")
    _asked_about(village, 201603, "DI.ITL", "ED.FAM")
    with village.session() as session:
        comparison = compare(session, catalogue, "S02", MARCH)
    assert (comparison.value, comparison.before, comparison.libraries, comparison.pairs) == (20, 10, 1, 1)
    assert (comparison.naive_value, comparison.naive_before, comparison.reported) == (20, 13, 2)


def _asked_about(village, period, *categories):
    """Let a library that is in no panel report nothing in these categories, so that the form is known to ask them."""
    village.library(f"MD-BA-{period}")
    for code in categories:
        village.report("S02", period, {f"MD-BA-{period}": 0}, category_code=code)


def test_a_category_that_the_form_began_to_ask_is_no_growth(village, catalogue):
    village.report("S02", 201503, {"MD-OR-0001": 10}, category_code="DI.ITL")
    village.report("S02", 201603, {"MD-OR-0001": 10}, category_code="DI.ITL")
    village.report("S02", 201603, {"MD-OR-0001": 90}, category_code="EC.AGR")
    with village.session() as session:
        comparison = compare(session, catalogue, "S02", MARCH)
    assert (comparison.value, comparison.before, comparison.change_pct) == (10, 10, 0)
    assert comparison.naive_value == 100


def test_a_stock_is_compared_at_the_latest_month_a_library_reported_both_times(village, catalogue):
    for period, value in ((201501, 4), (201506, 6), (201601, 8), (201606, 9), (201611, 50)):
        village.report("C03", period, {"MD-OR-0001": value})
    with village.session() as session:
        comparison = compare(session, catalogue, "C03", YEAR)
    assert (comparison.value, comparison.before, comparison.pairs) == (9, 6, 1)
    assert (comparison.naive_value, comparison.naive_before) == (50, 6)


def test_people_compare_within_a_month_only_and_ratios_not_at_all(village, catalogue):
    village.report("U01", 201503, {"MD-OR-0001": 10})
    village.report("U01", 201603, {"MD-OR-0001": 15})
    with village.session() as session:
        assert compare(session, catalogue, "U01", MARCH).change_pct == pytest.approx(50)
        assert compare_by_month(session, catalogue, "U01", YEAR)["value"].tolist() == [15]
        for question in (compare, compare_by_territory):
            with pytest.raises(ForbiddenAggregation):
                question(session, catalogue, "U01", YEAR)
        with pytest.raises(ForbiddenAggregation):
            compare(session, catalogue, "X04", MARCH)


def test_annual_reports_compare_with_the_year_before(village, catalogue):
    village.report("V01", 2015, {"MD-OR-0001": 100, "MD-OR-0002": 50})
    village.report("V01", 2016, {"MD-OR-0001": 110})
    with village.session() as session:
        comparison = compare(session, catalogue, "V01", YEAR, annual=True)
    assert (comparison.value, comparison.before, comparison.naive_before) == (110, 100, 150)


def test_filters_hold_on_both_sides(village, catalogue):
    both_years(village, SAME, growth=2)
    with village.session() as session:
        asked = Selection(YEAR.start, YEAR.end, group="nord")
        comparison = compare(session, catalogue, "V01", asked)
        assert compare_by_territory(session, catalogue, "V01", asked)["territory"].tolist() == ["MD-BA"]
        assert compare_by_month(session, catalogue, "V01", asked)["libraries"].tolist() == [1, 1, 1]
    assert (comparison.value, comparison.before, comparison.naive_before, comparison.libraries) == (220, 110, 110, 1)


months_reported = st.dictionaries(
    st.tuples(st.sampled_from(LIBRARIES), st.sampled_from([201503, 201504, 201603, 201604])),
    st.integers(0, 9).map(float),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(reported=months_reported, newcomer=st.integers(1, 999))
def test_the_panel_is_what_a_reader_would_count_by_hand(reports, catalogue, reported, newcomer):
    reports.clear()
    for library in LIBRARIES:
        reports.library(library)
    for (library, period), value in reported.items():
        reports.report("V01", period, {library: value})
    pairs = [
        (value, reported.get((name, period - 100))) for (name, period), value in reported.items() if period > 2016_00
    ]
    pairs = [(value, before) for value, before in pairs if before is not None]
    with reports.session() as session:
        alone = compare(session, catalogue, "V01", YEAR)
    assert alone.pairs == len(pairs)
    assert (alone.value or 0, alone.before or 0) == (sum(v for v, _ in pairs), sum(b for _, b in pairs))

    reports.library("MD-BA-0009", since=201601)
    reports.report("V01", 201603, {"MD-BA-0009": newcomer})
    with reports.session() as session:
        grown = compare(session, catalogue, "V01", YEAR)
        by_month = compare_by_month(session, catalogue, "V01", YEAR)
        by_territory = compare_by_territory(session, catalogue, "V01", YEAR)
    assert (grown.value, grown.before, grown.pairs) == (alone.value, alone.before, alone.pairs)
    assert grown.naive_value == (alone.naive_value or 0) + newcomer
    assert by_month["value"].sum() == by_territory["value"].sum() == (grown.value or 0)
    assert by_month["reported"].sum() == by_territory["reported"].sum() == grown.reported
