"""Designs on a stage's months beside the same months a year before: description, participation, dose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from data.campaign.designs.comparison import Comparison, Mask, NotEnough
from data.campaign.effect_ids import Design
from data.campaign.estimate.contrasts import change, ratio_of_ratios
from data.campaign.estimate.dose import NoEstimate, dose_effect
from data.campaign.estimate.effect import Effect
from data.campaign.estimate.jackknife import Array
from data.campaign.pairs import Pairs
from data.campaign.windows import YEAR
from data.periods import Month

PER = 1_000  # inhabitants, in a dose


class Monthly(Comparison):
    """What the three share: pairs of months of a single outcome."""

    def pairs(self, months: Sequence[Month]) -> Pairs:
        """Return each library's sums over the months it reported in both years."""
        return self.material.pairs(self.outcome, months, YEAR)

    def size(self, months: Sequence[Month]) -> Array:
        found = self.pairs(months)
        return found.before + found.after


@dataclass
class SameMonths(Monthly):
    """The same libraries in the same months a year before: a description, and an effect of nothing."""

    design: Design = "same-months"

    def sides(self) -> tuple[Mask, Mask]:
        return self.material.members, np.zeros_like(self.material.members)

    def effect(self, months: Sequence[Month], keep: Mask) -> Effect:
        found = self.pairs(months)
        used = self.material.members & found.there & keep
        self.enough(used)
        return change(found.before[used], found.after[used], self.clusters(used))


@dataclass
class TakingPart(Monthly):
    """Libraries that took part against those that did not: a difference in differences, as a ratio of ratios."""

    design: Design = "participation"
    by_activity: ClassVar[bool] = True

    def sides(self) -> tuple[Mask, Mask]:
        return self.material.taking_part, self.material.staying_out

    def effect(self, months: Sequence[Month], keep: Mask) -> Effect:
        found = self.pairs(months)
        taking, staying = (side & found.there & keep for side in self.sides())
        if not staying.any():
            raise NotEnough("no-others")
        self.enough(taking, staying)
        used = taking | staying
        return ratio_of_ratios(found.before[used], found.after[used], taking[used], self.clusters(used))


@dataclass
class Dose(Monthly):
    """More activities per 1,000 inhabitants against fewer, among the libraries that took part.

    The effect is that of the median dose against none, so that it can be read beside the other designs.
    """

    design: Design = "dose"
    by_activity: ClassVar[bool] = True

    def sides(self) -> tuple[Mask, Mask]:
        return self.material.taking_part & ~np.isnan(self.doses()), np.zeros_like(self.material.taking_part)

    def doses(self) -> Array:
        """Return activities in the stage per 1,000 inhabitants; nan where either is not known."""
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Array = PER * self.material.activities / self.material.libraries.population
        found[~np.isfinite(found)] = np.nan
        return found

    def effect(self, months: Sequence[Month], keep: Mask) -> Effect:
        found, dose = self.pairs(months), self.doses()
        used = self.sides()[0] & found.there & keep
        self.enough(used)
        scaled = dose[used] / float(np.median(dose[used]))
        try:
            return dose_effect(found.before[used], found.after[used], scaled, self.clusters(used))
        except NoEstimate as error:
            raise NotEnough("same-dose") from error
