"""People added up over months: a year's users that equal the sum of its months count most of them several times."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.check_rules import People


class AddedUp(NamedTuple):
    """A report (its place) whose number of people is the sum of so many months."""

    report: int
    months: int


def added_up(year: NDArray[np.float64], months: NDArray[np.float64], rules: People) -> list[AddedUp]:
    """Return the reports whose year (one figure each) equals the sum of its months (reports x months)."""
    given = np.nan_to_num(months) > 0
    how_many, total = given.sum(axis=1), np.where(given, months, 0.0).sum(axis=1)
    told = (how_many >= rules.added_months) & (year >= rules.added_from) & (year == total)
    return [AddedUp(report, int(how_many[report])) for report in np.flatnonzero(told).tolist()]
