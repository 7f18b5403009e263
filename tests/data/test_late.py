"""Late months: reports that weigh much and are missing neither vanish from a change nor from what is said of it."""

from __future__ import annotations

import pytest

from data.late import LateMonth, late_rule
from data.late_words import late_in_words
from data.panel import compare, compare_by_territory
from data.periods import Month
from data.selection import Selection
from data.states import State
from data.wording import text

SPRING = Selection(Month(2016, 3), Month(2016, 5))
BIG, SMALL, OTHER = "MD-OR-0001", "MD-OR-0002", "MD-BA-0001"
BEFORE = {BIG: 500.0, SMALL: 300.0, OTHER: 200.0}
GROWTH = {BIG: 1.2, SMALL: 1.0, OTHER: 1.0}
MAY = 1.1  # what was particular about May


@pytest.fixture
def spring(reports):
    """Three libraries in March, April and May of 2015 and 2016; the largest has not sent its May yet."""
    for code in BEFORE:
        reports.library(code)
    for month in (3, 4, 5):
        reports.report("V01", 201500 + month, BEFORE)
        factor = MAY if month == 5 else 1.0
        sent = {code: value * GROWTH[code] * factor for code, value in BEFORE.items() if month < 5 or code != BIG}
        reports.report("V01", 201600 + month, sent)
    return reports


def ask(reports, catalogue, selection=SPRING, code="V01"):
    with reports.session() as session:
        return compare(session, catalogue, code, selection)


def test_the_late_library_counts_as_in_its_other_months_and_as_the_month_did_elsewhere(spring, catalogue):
    found = ask(spring, catalogue)
    missing = LateMonth(201605, libraries=1, weight=50.0, now=pytest.approx(500 * 1.2 * MAY), before=500.0)
    assert found.late == (missing,)
    spring.report("V01", 201605, {BIG: 500 * 1.2 * MAY})
    assert found.change_pct == pytest.approx(ask(spring, catalogue).change_pct)
    assert ask(spring, catalogue).late == ()


def test_the_sums_stay_those_of_reports_and_so_does_the_change_shown_beside(spring, catalogue):
    found = ask(spring, catalogue)
    assert (found.value, found.before) == (2 * 1100 + 550, 2 * 1000 + 500)
    assert found.as_reported_pct == pytest.approx(100 * (2750 / 2500 - 1))


@pytest.mark.parametrize("answer", [State.CLOSED, State.NOT_APPLICABLE])
def test_a_library_that_says_it_has_no_figure_is_not_late(spring, catalogue, answer):
    spring.report("V01", 201605, {BIG: answer})
    assert ask(spring, catalogue).late == ()


@pytest.mark.parametrize("answer", [State.BLANK, State.ERROR])
def test_a_figure_that_is_owed_and_not_readable_is_missing(spring, catalogue, answer):
    spring.report("V01", 201605, {BIG: answer})
    assert [month.libraries for month in ask(spring, catalogue).late] == [1]


def test_a_library_that_left_the_network_is_not_late(reports, catalogue):
    for code, left in ((BIG, 201604), (SMALL, None), (OTHER, None)):
        reports.library(code, in_network_to=left)
    for month in (3, 4, 5):
        reports.report("V01", 201500 + month, BEFORE)
        reports.report("V01", 201600 + month, {code: 1.0 for code in BEFORE if month < 5 or code != BIG})
    assert ask(reports, catalogue).late == ()


def test_a_month_of_which_nearly_nothing_came_is_named_and_not_carried_forward(spring, catalogue):
    spring.library("MD-BA-0002")
    for period, value in ((201503, 1e4), (201504, 1e4), (201505, 1e4), (201603, 1e4), (201604, 1e4)):
        spring.report("V01", period, {"MD-BA-0002": value})
    found = ask(spring, catalogue)
    assert [(month.libraries, month.before) for month in found.late] == [(2, 0.0)]
    assert 100 - found.late[0].weight < 100 * late_rule().least
    assert found.change_pct == found.as_reported_pct
    assert late_in_words(found, text("en"))[0].endswith("of what was reported for May 2015).")


def test_a_single_month_and_a_library_without_its_month_have_nothing_to_carry_from(spring, catalogue):
    may = ask(spring, catalogue, Selection(Month(2016, 5), Month(2016, 5)))
    assert [(month.weight, month.before) for month in may.late] == [(50.0, 0.0)]
    assert may.change_pct == pytest.approx(10)
    assert ask(spring, catalogue, Selection(SPRING.start, SPRING.end, library=BIG)).late == ()


def test_a_territory_is_compared_as_when_it_is_asked_for_alone(spring, catalogue):
    with spring.session() as session:
        rows = compare_by_territory(session, catalogue, "V01", SPRING).set_index("territory")
        for territory in ("MD-OR", "MD-BA"):
            alone = compare(session, catalogue, "V01", Selection(SPRING.start, SPRING.end, territories=(territory,)))
            assert rows.loc[territory, "change_pct"] == pytest.approx(alone.change_pct)
            assert rows.loc[territory, "late"] == len(alone.late)
    assert rows["late"].to_dict() == {"MD-OR": 1, "MD-BA": 0}


def test_services_by_category_are_weighed_over_all_categories(spring, catalogue):
    for month in (3, 4, 5):
        spring.report("S02", 201500 + month, BEFORE, category_code="DI.ITL")
        sent = {code: value for code, value in BEFORE.items() if month < 5 or code != BIG}
        spring.report("S02", 201600 + month, sent, category_code="DI.ITL")
    found = ask(spring, catalogue, code="S02")
    assert [(month.period, month.weight, month.now) for month in found.late] == [(201605, 50.0, 500.0)]


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_the_sentence_names_month_libraries_weight_and_what_came_alone(spring, catalogue, language):
    (said,) = late_in_words(ask(spring, catalogue), text(language))
    assert all(part in said for part in ("2016", "2015", "1 ", "50", "10")), said


def test_months_that_are_carried_and_those_that_cannot_be_are_told_apart(spring, catalogue):
    spring.report("V01", 201506, {BIG: 900.0, SMALL: 50.0, OTHER: 50.0})
    spring.report("V01", 201606, {SMALL: 50.0, OTHER: 50.0})
    found = ask(spring, catalogue, Selection(Month(2016, 3), Month(2016, 6)))
    assert [(month.period, month.before > 0) for month in found.late] == [(201605, True), (201606, False)]
    (said,) = late_in_words(found, text("en"))
    carried, few = said.split("Too little came for ")
    assert "May 2016 (1 library, 50% of what was reported for May 2015)." in carried and "June" not in carried
    assert few.startswith("June 2016 (1 library, 90% of what was reported for June 2015)")
