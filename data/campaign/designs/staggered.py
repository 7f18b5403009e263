"""Libraries that began at different times, each compared with those that had not begun yet.

The start is the first month of the stage in which a library reported a campaign activity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from data.campaign.designs.comparison import Comparison, Mask, NotEnough, earlier
from data.campaign.effect_ids import Design
from data.campaign.estimate.effect import Effect
from data.campaign.estimate.jackknife import Array
from data.campaign.estimate.staggered import NEVER, staggered
from data.periods import Month


@dataclass
class Staggered(Comparison):
    """Group-time effects over the stage, averaged; the months before a start test that the sides moved alike."""

    design: Design = "staggered"
    by_activity: ClassVar[bool] = True

    def sides(self) -> tuple[Mask, Mask]:
        return self.material.taking_part, self.material.staying_out

    def starts(self) -> NDArray[np.int64]:
        """Return for each library the place of its first month of activity in the stage, counted from 1; or NEVER."""
        figures = self.material.monthly(self.material.rules.activity)
        active = np.column_stack([np.nan_to_num(figures.of(month.period)) > 0 for month in self.material.months])
        return np.where(active.any(axis=1), active.argmax(axis=1) + 1, NEVER)

    def effect(self, months: Sequence[Month], keep: Mask) -> Effect:
        panel, starts = self._panel(months), self.starts()
        year_before = self._panel(earlier(months))
        used = (self.material.taking_part | self.material.staying_out) & keep & ~np.isnan(panel).all(axis=1)
        self.enough(used)
        least = self.material.rules.least.cohort
        found = staggered(
            panel[used], starts[used], self.clusters(used), year_before=year_before[used], least=least
        ).overall
        if found is None or not np.isfinite(found.estimate):
            raise NotEnough("no-others")
        return found

    def size(self, months: Sequence[Month]) -> Array:
        total: Array = np.nan_to_num(self._panel(months)).sum(axis=1)
        return total

    def _panel(self, months: Sequence[Month]) -> Array:
        """Return the month before the first one, then the months; nan where a library gave no figure."""
        figures = self.material.monthly(self.outcome)
        columns: Array = np.column_stack([figures.of(month.period) for month in (months[0].plus(-1), *months)])
        return columns
