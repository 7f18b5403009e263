"""The comparable panel of an evaluation: what each library reported in a month and in the same month before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.campaign.estimate.jackknife import Array
from data.campaign.figures import Figures
from data.periods import Month


@dataclass(frozen=True, slots=True)
class Pairs:
    """Each library's sums over the months it reported both times; `count` is the number of those months."""

    before: Array
    after: Array
    count: NDArray[np.int64]

    @property
    def there(self) -> NDArray[np.bool_]:
        """Which libraries have a pair."""
        return self.count > 0


def pairs(figures: Figures, months: Iterable[Month], lag: int) -> Pairs:
    """Return the sums before and after over the pairs of months that a library reported; a gap in either drops both."""
    rows = len(figures.values)
    before, after, count = np.zeros(rows), np.zeros(rows), np.zeros(rows, dtype=np.int64)
    for month in months:
        now, then = figures.of(month.period), figures.of(month.plus(-lag).period)
        both = ~(np.isnan(now) | np.isnan(then))
        before[both] += then[both]
        after[both] += now[both]
        count += both
    return Pairs(before, after, count)


def pairs_of_categories(figures: Iterable[Figures], months: Iterable[Month], lag: int, *, libraries: int) -> Pairs:
    """Return the sums over several categories, of those only that a library reported both times in a month.

    A category that a form did not ask before would else make the rest look as if it had grown. `count`: months with at
    least one category.
    """
    single, wanted = list(figures), list(months)
    nothing = np.zeros(libraries)
    total = Pairs(nothing, nothing, np.zeros(libraries, dtype=np.int64))
    for month in wanted:
        found = [pairs(one, [month], lag) for one in single]
        any_there = np.any([one.there for one in found], axis=0) if found else np.zeros(libraries, dtype=bool)
        total = Pairs(
            total.before + sum((one.before for one in found), start=nothing),
            total.after + sum((one.after for one in found), start=nothing),
            total.count + any_there,
        )
    return total


def complete(found: Pairs) -> NDArray[np.bool_]:
    """Return which libraries have every pair that any library has."""
    every: NDArray[np.bool_] = (found.count > 0) & (found.count == found.count.max(initial=0))
    return every
