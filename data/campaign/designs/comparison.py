"""What every design of pairs of months has in common: an effect over some months and some libraries."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from data.campaign.effect_ids import Design
from data.campaign.estimate.effect import Effect
from data.campaign.estimate.jackknife import Array
from data.campaign.material import Material
from data.campaign.results import Missing
from data.campaign.windows import YEAR, Window
from data.periods import Month

Mask = NDArray[np.bool_]


class NotEnough(Exception):
    """The data cannot carry the design; `missing` says what they lack."""

    def __init__(self, missing: Missing) -> None:
        self.missing: Missing = missing
        super().__init__(missing)


@dataclass
class Comparison(ABC):
    """One design on one outcome. The effect can be asked over other months and fewer libraries, to try to break it."""

    material: Material
    outcome: str
    theme: str = ""
    categories: tuple[str, ...] = ()
    by_activity: ClassVar[bool] = False  # its sides are told apart by the activities that libraries reported

    @property
    @abstractmethod
    def design(self) -> Design:
        """The code of the design."""

    @abstractmethod
    def sides(self) -> tuple[Mask, Mask]:
        """Return which libraries are looked at, and which they are compared with (the same, or none)."""

    @abstractmethod
    def effect(self, months: Sequence[Month], keep: Mask) -> Effect:
        """Return the effect over the months of the stage, or of an earlier year; raises NotEnough."""

    @abstractmethod
    def size(self, months: Sequence[Month]) -> Array:
        """Return what each library weighs in the estimate: its counts of both periods."""

    def window(self, shift: int = 0) -> Window:
        """Return the months compared; `shift` months from those of the stage for a placebo run."""
        return self.material.window(shift=shift)

    def months(self) -> tuple[Month, ...]:
        """Return the months of the stage that are left after the declared rule; raises NotEnough."""
        if self.by_activity and self.outcome in self.material.rules.circular:
            raise NotEnough("circular")
        kept = self.window().kept
        if len(kept) < self.least_months:
            raise NotEnough("few-months")
        return kept

    @property
    def least_months(self) -> int:
        """How many months the design needs."""
        return self.material.rules.least.months

    def everybody(self) -> Mask:
        """Return a mask that keeps every library."""
        return np.ones(len(self.material.libraries), dtype=bool)

    def enough(self, *sides: Mask) -> None:
        """Raise NotEnough where a side has too few libraries."""
        if any(int(side.sum()) < self.material.rules.least.libraries for side in sides):
            raise NotEnough("few-libraries")

    def clusters(self, used: Mask) -> NDArray[np.int64]:
        """Return the cluster of each library used: itself, since each decides for itself whether to take part."""
        return np.flatnonzero(used)


def earlier(months: Sequence[Month], years: int = 1) -> tuple[Month, ...]:
    """Return the same months so many years before."""
    return tuple(month.plus(-YEAR * years) for month in months)
