"""Coverage: how many of the expected reports a figure stands on. It travels with every number."""

from __future__ import annotations

from dataclasses import dataclass

from data.measures import ratio

THRESHOLD = 0.8  # below this share a figure is shown as incomplete


@dataclass(frozen=True, slots=True)
class Coverage:
    """Reports in hand and reports owed. A report is one library in one period: in one month these are libraries."""

    reported: int
    expected: int

    @property
    def share(self) -> float | None:
        """Reported / expected, at most 1 (a library may report more than it owes); None when nothing was expected."""
        share = ratio(part=self.reported, whole=self.expected)
        return None if share is None else min(share, 1.0)

    @property
    def low(self) -> bool:
        """True when less than the threshold reported, so that the figure must be shown as incomplete."""
        return self.share is not None and self.share < THRESHOLD


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its coverage. `value` None: nobody reported; never 0 in its place."""

    value: float | None
    reported: int
    expected: int

    @property
    def coverage(self) -> Coverage:
        """How many of the expected reports the value stands on."""
        return Coverage(self.reported, self.expected)
