"""A year held against its months: what adds up must; nobody counts fewer people in a year than in a month."""

from __future__ import annotations

import numpy as np
import pytest

from data.catalogue import load_catalogue
from etl.checks.reconciled import below_a_month, below_months, differing

RULES = load_catalogue().check_rules.year
NAN = float("nan")


def year(value: float) -> np.ndarray:
    """Return the year of one report."""
    return np.array([value])


def months(*values: float) -> np.ndarray:
    """Return the months of one report; those not given are not known."""
    return np.array([[*values, *[NAN] * (12 - len(values))]])


@pytest.mark.parametrize(
    ("annual", "given", "told"),
    [
        (1200, [100] * 12, False),
        (1212, [100] * 12, False),  # within the tolerance
        (1250, [100] * 12, True),
        (120, [100] * 12, True),
        (1250, [100] * 11, False),  # the missing month may hold the rest
        (0, [0] * 12, False),
        (5, [0] * 12, True),
        (NAN, [100] * 12, False),
    ],
)
def test_a_whole_year_is_the_sum_of_its_months(annual: float, given: list[float], told: bool) -> None:
    found = differing(year(annual), months(*given), RULES)
    assert bool(found) is told
    if told:
        assert (found[0].months, found[0].total) == (12, sum(given))


@pytest.mark.parametrize(
    ("annual", "given", "told"),
    [
        (1000, [100] * 9, False),
        (900, [100] * 9, False),
        (880, [100] * 9, True),
        (895, [100] * 9, False),  # within the tolerance
        (0, [100], True),
        (0, [], False),
        (1000, [100] * 12, False),  # a whole year is told as differing
    ],
)
def test_a_year_is_no_less_than_the_months_that_came(annual: float, given: list[float], told: bool) -> None:
    assert bool(below_months(year(annual), months(*given), RULES)) is told


@pytest.mark.parametrize(
    ("annual", "given", "told"),
    [(300, [100, 120, 90], False), (120, [100, 120, 90], False), (119, [100, 120, 90], True), (0, [], False)],
)
def test_a_year_has_no_fewer_people_than_its_fullest_month(annual: float, given: list[float], told: bool) -> None:
    found = below_a_month(year(annual), months(*given))
    assert bool(found) is told
    if told:
        assert found[0].total == 120
