"""People added up over months: a year's users that equal the sum of its months count most of them several times.

Where a month or two are not here yet, a year that is more than the others together, by no more than such a month, is
nearly as telling: whoever used the library in the year used it in one of its months.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.check_rules import People

_MONTHS = 12
_LARGE_MONTH = 1.5  # times the largest month known


class AddedUp(NamedTuple):
    """A report (its place) whose number of people is the sum of so many months, `exact` or as far as can be known."""

    report: int
    months: int
    exact: bool = True


def added_up(year: NDArray[np.float64], months: NDArray[np.float64], rules: People) -> list[AddedUp]:
    """Return the reports whose year (one figure each) equals the sum of its months (reports x months)."""
    given = np.nan_to_num(months) > 0
    how_many, total = given.sum(axis=1), np.where(given, months, 0.0).sum(axis=1)
    large = (how_many >= rules.added_months) & (year >= rules.added_from)
    equal = large & (year == total)
    more = (_MONTHS - how_many) * _LARGE_MONTH * np.where(given, months, 0.0).max(axis=1)
    near = large & (how_many >= rules.added_known) & (year > total) & (year <= total + more)
    told = np.flatnonzero(equal | near).tolist()
    return [AddedUp(report, int(how_many[report]), bool(equal[report])) for report in told]
