"""Network libraries against libraries outside it, on the annual form that all of them fill in.

A year holds more than a stage: its months outside the stage dilute what the stage did. The year before may hold
another stage; then the nearest earlier year that holds none is the base.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.campaign.designs.comparison import Comparison, Mask, NotEnough
from data.campaign.effect_ids import Design
from data.campaign.estimate.contrasts import ratio_of_ratios
from data.campaign.estimate.effect import Effect
from data.campaign.estimate.jackknife import Array
from data.campaign.windows import Spoiled, Window, stage_months
from data.periods import Month

_BACK = 3  # years looked back for a base without a stage


@dataclass
class Outside(Comparison):
    """The year of the stage against an earlier one; a month of the window stands for its whole year."""

    design: Design = "outside"

    @property
    def least_months(self) -> int:
        return 1

    def sides(self) -> tuple[Mask, Mask]:
        """Return the libraries in the network since before the base year, and those never in it by the stage's end."""
        libraries, last = self.material.libraries, self.material.months[-1]
        early = (self.base(last.year) or last.year) * 100 + 1
        return libraries.in_network(early, last.period), (libraries.joined == 0) | (libraries.joined > last.period)

    def months(self) -> tuple[Month, ...]:
        if self.base(self.material.months[-1].year) is None:
            raise NotEnough("no-annual")
        return super().months()

    def window(self, shift: int = 0) -> Window:
        year = self.material.months[-1].year + shift // 12
        base = self.base(year)
        if base is None:
            spoiled = (Spoiled(Month(year, 1), Month(year - 1, 1), "stage", str(year - 1), True),)
            return Window((Month(year, 1),), 12, spoiled)
        return Window((Month(year, 1),), 12 * (year - base), ())

    def base(self, year: int) -> int | None:
        """Return the nearest year before, with annual reports, that holds no month of a stage; None without one."""
        stages = [stage for campaign in self.material.catalogue.campaigns.values() for stage in campaign.stages]
        touched = {month.year for stage in stages for month in stage_months(stage)}
        there = self.material.annual(self.outcome).periods
        return next((one for one in range(year - 1, year - 1 - _BACK, -1) if one not in touched and one in there), None)

    def effect(self, months: Sequence[Month], keep: Mask) -> Effect:
        before, after = self._years(months)
        inside, outside = (side & ~np.isnan(before) & ~np.isnan(after) & keep for side in self.sides())
        self.enough(inside, outside)
        used = inside | outside
        return ratio_of_ratios(before[used], after[used], inside[used], self.clusters(used))

    def size(self, months: Sequence[Month]) -> Array:
        before, after = self._years(months)
        sizes: Array = np.nan_to_num(before) + np.nan_to_num(after)
        return sizes

    def _years(self, months: Sequence[Month]) -> tuple[Array, Array]:
        figures, year = self.material.annual(self.outcome), months[0].year
        base = self.base(year)
        if base is None or year not in figures.periods:
            raise NotEnough("no-annual")
        return figures.of(base), figures.of(year)
