"""Copies of last month, running sums, misplaced thousands and people added up: each rule by itself."""

from __future__ import annotations

import numpy as np
import pytest

from data.catalogue import load_catalogue
from etl.checks.added import added_up
from etl.checks.copies import copies
from etl.checks.money import misplaced
from etl.checks.running import runs

RULES = load_catalogue().check_rules
NAN = float("nan")
MONTH = [120.0, 12, 45, 430, 180, 61, 510, 24]


def column(values: list[float]) -> np.ndarray:
    """Return figures of one report: indicators x 1."""
    return np.array(values)[:, None]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (MONTH, True),
        ([*MONTH[:-1], NAN], True),  # one question not answered this time
        ([value + 1 for value in MONTH], False),
        ([*MONTH[:4], 1.0, 2, 3, 4], False),  # half of it
        ([0.0] * 8, False),
    ],
)
def test_a_month_is_a_copy_when_nearly_all_its_figures_are_those_before(now: list[float], told: bool) -> None:
    assert bool(copies(column(now), column(MONTH), RULES.copied)) is told


@pytest.mark.parametrize("months", [[0.0, 0, 1, 0, 2, 0, 0, 1], [1.0, 1, 1, 1, 1, 0, 0, 0]])
def test_small_figures_may_well_be_the_same_twice(months: list[float]) -> None:
    assert copies(column(months), column(months), RULES.copied) == []


def year_of(months: list[list[float]]) -> np.ndarray:
    """Return months of figures as indicators x 1 report x months."""
    return np.array(months).T[:, None, :]


OWN = [[100.0, 300, 40, 20], [90.0, 320, 35, 25], [110.0, 310, 50, 22], [95.0, 290, 45, 18], [105.0, 305, 42, 24]]


def test_figures_added_up_since_january_are_known() -> None:
    (run,) = runs(year_of(np.cumsum(OWN, axis=0).tolist()), RULES.running)
    assert (run.report, run.first, run.rising.tolist()) == (0, 4, [True] * 4)


def test_months_of_their_own_are_none() -> None:
    assert runs(year_of(OWN), RULES.running) == []


def test_a_good_spring_is_no_running_sum() -> None:
    growing = [[value * (1 + 0.1 * month) for value in OWN[0]] for month in range(5)]
    assert runs(year_of(growing), RULES.running) == []


def test_a_gap_ends_what_can_be_known() -> None:
    summed = np.cumsum(OWN, axis=0).tolist()
    summed[2] = [NAN] * 4
    assert runs(year_of(summed), RULES.running) == []


def test_a_library_that_began_in_march_counts_from_march() -> None:
    summed = [[NAN] * 4, [NAN] * 4, *np.cumsum(OWN, axis=0).tolist()]
    (run,) = runs(year_of(summed), RULES.running)
    assert run.first == 4


@pytest.mark.parametrize(
    ("amount", "others", "factor"),
    [
        (15, [12_000, 8_000, 5_500], 1000.0),
        (12_000_000, [12_000, 8_000, 5_500], 0.001),
        (150, [12_000, 8_000, 5_500], None),  # a small gift
        (15, [12_000], None),  # too few to tell
        (15, [12_000, 14, 13, 16], None),  # the other one is odd
        (0, [12_000, 8_000, 5_500], None),
    ],
)
def test_a_sum_in_thousands_is_known_among_sums_in_lei(
    amount: float, others: list[float], factor: float | None
) -> None:
    found = misplaced(np.array([amount], dtype=float), np.array([*others, amount], dtype=float), RULES.money)
    assert [one.factor for one in found] == ([] if factor is None else [factor])


MONTHS = [40.0, 38, 45, 30, 28, 20, 15, 16, 44, 50, 48, 41]


@pytest.mark.parametrize(
    ("year", "months", "told"),
    [
        (sum(MONTHS), MONTHS, True),
        (sum(MONTHS) - 1, MONTHS, False),
        (120, MONTHS, False),
        (sum(MONTHS[:3]), [*MONTHS[:3], *[NAN] * 9], False),  # so few months may be all there were
        (12, [1.0] * 12, False),  # twelve people, each once
    ],
)
def test_a_year_of_people_is_not_the_sum_of_its_months(year: float, months: list[float], told: bool) -> None:
    assert bool(added_up(np.array([float(year)]), np.array([months]), RULES.people)) is told


@pytest.mark.parametrize(
    ("year", "known", "told"),
    [
        (sum(MONTHS), 11, True),  # December is not here yet
        (sum(MONTHS), 9, True),
        (sum(MONTHS), 8, False),  # too few months to say
        (sum(MONTHS[:11]) - 1, 11, False),  # fewer people than months say: as it should be
        (sum(MONTHS[:11]) + 200, 11, False),  # no December is that large
    ],
)
def test_a_year_a_little_over_its_known_months_is_perhaps_their_sum(year: float, known: int, told: bool) -> None:
    months = [*MONTHS[:known], *[NAN] * (12 - known)]
    found = added_up(np.array([float(year)]), np.array([months]), RULES.people)
    assert [(one.months, one.exact) for one in found] == ([(known, False)] if told else [])
