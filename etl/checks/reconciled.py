"""A year held against its months: what adds up must, and a year has no fewer people than one month of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.check_rules import Year

MONTHS = 12


class Differs(NamedTuple):
    """A report (its place) whose year does not go with its months: how many were reported, and what they come to."""

    report: int
    months: int
    total: float


def differing(year: NDArray[np.float64], months: NDArray[np.float64], rules: Year) -> list[Differs]:
    """Return the reports whose year (one figure each) is not the sum of all its twelve months (reports x months)."""
    how_many, total = _added(months)
    apart = np.abs(year - total) > rules.tolerance * np.maximum(np.abs(year), total)
    return _told((how_many == MONTHS) & apart, how_many, total)


def below_months(year: NDArray[np.float64], months: NDArray[np.float64], rules: Year) -> list[Differs]:
    """Return the reports whose year is less than the sum of the months known, some of which are missing."""
    how_many, total = _added(months)
    less = total - year > rules.tolerance * total
    return _told((how_many > 0) & (how_many < MONTHS) & less, how_many, total)


def below_a_month(year: NDArray[np.float64], months: NDArray[np.float64]) -> list[Differs]:
    """Return the reports with fewer people in the year than in its fullest month; `total` is that month's number."""
    how_many, _total = _added(months)
    fullest = np.where(np.isnan(months), -1.0, months).max(axis=1)
    return _told((how_many > 0) & (year < fullest), how_many, fullest)


def _added(months: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    return (~np.isnan(months)).sum(axis=1), np.nan_to_num(months).sum(axis=1)


def _told(which: NDArray[np.bool_], how_many: NDArray[np.int64], total: NDArray[np.float64]) -> list[Differs]:
    return [Differs(report, int(how_many[report]), float(total[report])) for report in np.flatnonzero(which).tolist()]
