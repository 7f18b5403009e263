"""A month that says what the month before said: sent with last month's figures left standing."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.check_rules import Copied


class Copy(NamedTuple):
    """A report (its place) with as many figures, of those that could tell, as the month before has the same of."""

    report: int
    same: int
    given: int


def copies(now: NDArray[np.float64], before: NDArray[np.float64], rules: Copied) -> list[Copy]:
    """Return the reports (columns; indicators are rows) that repeat the month before too well for chance.

    That two counts around v are the same has the chance 1 / (2 sqrt(pi v)) if both vary by chance alone.
    """
    given = np.nan_to_num(np.maximum(now, before)) > 0  # what is not known at one time is not given
    same = given & (now == before)
    how_many, of = same.sum(axis=0), given.sum(axis=0)
    rarity = np.log10(2 * np.sqrt(np.pi * np.where(same, now, 1.0))) * same
    told = (how_many >= rules.figures) & (how_many >= rules.share * of) & (rarity.sum(axis=0) >= rules.rarity)
    return [Copy(report, int(how_many[report]), int(of[report])) for report in np.flatnonzero(told).tolist()]
