"""What is usual: the same months of earlier years, scaled by the territory; quiet where counts are small."""

from __future__ import annotations

import numpy as np
import pytest

from data.catalogue import load_catalogue
from etl.checks.past import Past, step_of
from etl.checks.usual import Surprise, Usualness, surprises

RULES = load_catalogue().check_rules.usual
INDICATORS = [figure.indicator for figure in RULES.figure]
USUAL = Usualness.of(RULES)
LIBRARIES = np.arange(6)


def past(figures: dict[int, list[float]], indicator: str = "V01") -> Past:
    """Return a past of six libraries of one territory: period -> a figure of each."""
    found = Past(len(INDICATORS), {f"L{number}": "T" for number in LIBRARIES.tolist()})
    for period, values in figures.items():
        table = np.full((len(values), len(INDICATORS)), np.nan)
        table[:, INDICATORS.index(indicator)] = values
        found.learn(LIBRARIES, period, table)
    return found


def judged(figures: dict[int, list[float]], period: int, indicator: str = "V01") -> tuple[list[float], list[Surprise]]:
    """Return what is expected of the six libraries, and the surprises."""
    known = past(figures, indicator)
    expected = USUAL.expected(known.monthly, step_of(period), LIBRARIES, LIBRARIES, year=12)
    found = known.earlier(LIBRARIES, period, 0)
    at = INDICATORS.index(indicator)
    return expected.figures[at].tolist(), surprises(found, expected, USUAL, (0.1, 10.0))


def test_the_same_month_of_earlier_years_is_expected_not_the_month_before() -> None:
    summer, autumn = [50.0] * 6, [100.0] * 6
    expected, found = judged({201606: summer, 201609: autumn, 201708: summer, 201709: autumn}, 201709)
    assert expected == pytest.approx([100] * 6, rel=0.05)
    assert found == []


def test_what_is_expected_follows_the_change_of_the_others_of_the_territory() -> None:
    before, now = [400.0] * 6, [800.0] * 6
    expected, _ = judged({201609: before, 201709: now}, 201709)
    assert expected == pytest.approx([800] * 6, rel=0.05)


def test_a_library_s_own_slip_does_not_change_what_is_expected_of_it_or_of_the_others() -> None:
    before = [400.0] * 6
    expected, found = judged({201609: before, 201709: [4000.0, *before[1:]]}, 201709)
    assert expected[0] == pytest.approx(400, rel=0.05)
    assert found == [(INDICATORS.index("V01"), 0, 0.1)]
    assert max(expected[1:]) < 650


def test_a_digit_too_few_is_a_slip_too() -> None:
    before = [900.0] * 6
    _, found = judged({201509: before, 201609: before, 201709: [90.0, *before[1:]]}, 201709)
    assert found == [(INDICATORS.index("V01"), 0, 10.0)]


def test_something_beyond_any_slip_is_unusual() -> None:
    before = [400.0] * 6
    _, found = judged({201509: before, 201609: before, 201709: [70_000.0, *before[1:]]}, 201709)
    assert found == [(INDICATORS.index("V01"), 0, 1.0)]


def test_without_earlier_years_the_last_months_serve() -> None:
    months = [300.0] * 6
    expected, found = judged({201707: months, 201708: months, 201709: [3000.0, *months[1:]]}, 201709)
    assert expected[0] == pytest.approx(300, rel=0.1)
    assert found == [(INDICATORS.index("V01"), 0, 0.1)]


def test_of_a_library_that_never_reported_nothing_is_expected() -> None:
    expected, found = judged({201709: [3000.0] * 6}, 201709)
    assert np.isnan(expected).all()
    assert found == []


@pytest.mark.parametrize("figure", [0.0, 1.0, 7.0, 15.0])
def test_a_quiet_village_may_have_a_busy_month(figure: float) -> None:
    months = {201506: [0.0] * 6, 201606: [0.0] * 6, 201706: [1.0] * 6, 201806: [figure, *[0.0] * 5]}
    assert judged(months, 201806)[1] == []


@pytest.mark.parametrize("indicator", ["E02", "T02", "K02"])
def test_a_village_s_first_event_in_years_is_no_surprise(indicator: str) -> None:
    months = {201506: [0.0] * 6, 201606: [0.0] * 6, 201706: [0.0] * 6, 201806: [45.0, *[0.0] * 5]}
    assert judged(months, 201806, indicator)[1] == []


@pytest.mark.parametrize("mean", [0.3, 1.0, 4.0, 30.0])
def test_false_alarms_stay_below_the_declared_rate(mean: float) -> None:
    """Six libraries, four Junes, drawn from the very spread that is declared: 3,000 such villages."""
    stream = np.random.default_rng(7)
    spread = RULES.figure[INDICATORS.index("L01")].spread
    villages = 500
    alarms = 0
    for _ in range(villages):
        wobble = stream.gamma(1 / spread**2, spread**2, size=(4, 6))
        junes = stream.poisson(mean * wobble).astype(float)
        months = {201506 + 100 * year: junes[year].tolist() for year in range(4)}
        alarms += len(judged(months, 201806, "L01")[1])
    assert alarms <= max(1, villages * 6 * RULES.slip_alarm)


def test_a_library_that_stays_closed_or_open_again_is_told_at_the_change_only() -> None:
    open_, others = 3000.0, [400.0] * 5
    closing = {201506: [open_, *others], 201507: [open_, *others], 201606: [0.0, *others], 201607: [0.0, *others]}
    assert [one.library for one in judged({**closing}, 201606)[1]] == [0]
    months = {201504: [open_, *others], 201602: [0.0, *others], 201603: [0.0, *others], 201604: [0.0, *others]}
    assert judged(months, 201604)[1] == []
    opened = {201504: [0.0, *others], 201602: [2600.0, *others], 201603: [3300.0, *others], 201604: [open_, *others]}
    assert judged(opened, 201604)[1] == []


def test_two_slips_in_a_row_are_both_told() -> None:
    before, others = [400.0] * 6, [400.0] * 5
    months = {201608: before, 201609: before, 201708: [4100.0, *others], 201709: [4050.0, *others]}
    assert judged(months, 201709)[1] == [(INDICATORS.index("V01"), 0, 0.1)]
