"""What is to be expected of a library in a month, and how surprising what it reported is.

Expected is what the library reported in the same month of earlier years, each times the change of the other libraries
of its territory since then; where it has no earlier year, in its last months; where it has no past at all, its visits
are held against its users. Counts follow a negative binomial distribution whose spread has four sources: chance, the
library's own ups and downs, how little is known of it, and how little is known of the territory's change. For what
comes in groups (attendance), groups are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.check_rules import Usual
from etl.checks.chance import as_far
from etl.checks.past import Series

Array = NDArray[np.float64]
_AFAR = 3.0  # standard deviations: nearer figures are never surprising, and need no exact chance (below: half as many)
_MOST_CHANGE = 2.0  # what one library may add to its territory's change
_ENOUGH = 3  # libraries for a median
_LIKE = 2.0  # a month is like another that is at most so many times as large or as small


class Expected(NamedTuple):
    """What is expected of each indicator (rows) and library (columns), in groups of `clump`; NaN: nothing known."""

    mean: Array
    shape: Array
    clump: Array
    recent: Array  # the last months, each times its territory's change since: indicators x libraries x months

    @property
    def figures(self) -> Array:
        """The expected figures."""
        return self.mean * self.clump


@dataclass(frozen=True)
class Usualness:
    """The declared rules, as arrays in the order of the indicators watched."""

    rules: Usual
    spread: Array
    clump: Array
    pairs: tuple[tuple[int, int], ...]  # of rules.newcomer: places of the indicator and of what it is a multiple of

    @classmethod
    def of(cls, rules: Usual) -> Usualness:
        """Return the rules of the declared indicators."""
        place = {figure.indicator: number for number, figure in enumerate(rules.figure)}
        spread = np.array([figure.spread for figure in rules.figure])[:, None]
        clump = np.array([figure.clump for figure in rules.figure])[:, None]
        pairs = tuple((place[pair.indicator], place[pair.of]) for pair in rules.newcomer)
        return cls(rules, spread, clump, pairs)

    def expected(
        self, series: Series, step: int, libraries: NDArray[np.int64], members: NDArray[np.int64], *, year: int
    ) -> Expected:
        """Return what is expected of some libraries at a step, given the members of their territory (theirs too).

        `year` is the number of steps in a year: 12, or 1 for annual figures.
        """
        earlier = [step - year * back for back in range(1, self.rules.earlier_years + 1)]
        recent = [step - back for back in range(1, self.rules.recent_months + 1)] if year > 1 else []
        columns = [series.column(other) for other in (*earlier, *recent)]
        own = np.searchsorted(members, libraries)
        judged = series.values[: len(self.clump)]
        then = judged[:, members][:, :, columns] / self.clump[:, :, None]
        now = (judged[:, members, series.column(step)] / self.clump)[:, :, None]
        change, doubt = self._change(now, then)
        mine, change, doubt = then[:, own], change[:, own], doubt[:, own]
        known = ~np.isnan(mine)
        in_years: NDArray[np.bool_] = np.any(known[:, :, : len(earlier)], axis=2, keepdims=True)
        used = known & (~in_years | (np.arange(len(columns)) < len(earlier)))
        found = self._predicted(np.where(used, mine, 0.0), np.where(used, change, 1.0), doubt, used)
        found = found._replace(recent=(mine * change)[:, :, len(earlier) :])
        self._expect_of_newcomers(found, np.concatenate([now, then[:, :, len(earlier) :]], axis=2), own)
        return found

    def _predicted(self, mine: Array, change: Array, doubt: Array, used: NDArray[np.bool_]) -> Expected:
        """Return the predictive distribution: Jeffreys' prior, so that nothing yet is still something."""
        times = used.sum(axis=2)
        some = np.maximum(times, 1)
        counted = mine.sum(axis=2) + 0.5
        mean = counted / np.where(times > 0, (used / change).sum(axis=2), np.nan)
        spread = 1 / counted + self.spread**2 * (1 + 1 / some) + np.where(used, doubt, 0.0).sum(axis=2) / some
        return Expected(mean, 1 / spread, self.clump, mine[:, :, :0])

    def _expect_of_newcomers(self, found: Expected, figures: Array, own: NDArray[np.int64]) -> None:
        """Fill in what is expected where nothing is known of a library: its users times the visits per user of others.

        `figures` are those of the territory now and in its last months; a digit too many in one of them counts little,
        because the middle one of the ratios is taken.
        """
        for pair, (indicator, of) in zip(self.rules.newcomer, self.pairs, strict=True):
            basis = figures[of, :, 0][own]
            for place in np.flatnonzero(np.isnan(found.mean[indicator]) & (basis >= pair.least)).tolist():
                others = np.delete(figures[[indicator, of]], own[place], axis=1)
                ratios = (others[0] / others[1])[others[1] >= pair.least]
                ratios = ratios[~np.isnan(ratios)]
                if len(ratios) >= pair.ratios:
                    found.mean[indicator, place] = float(np.median(ratios)) * basis[place]
                    found.shape[indicator, place] = 1 / (pair.spread**2 + 1 / basis[place])

    def _change(self, now: Array, then: Array) -> tuple[Array, Array]:
        """Return, for each member, by how much the others changed since, and the square of its relative error.

        Only libraries known both times count. None counts for more than _MOST_CHANGE times what the middle one of the
        territory's libraries would make of its other figure: several slips in a table do not hide each other.
        """
        both = ~np.isnan(now) & ~np.isnan(then)
        after, before = np.where(both, now, 0.0), np.where(both, then, 0.0)
        middle = _middle(np.where(both & (after + before >= self.rules.lean), (after + 0.5) / (before + 0.5), np.nan))
        most = _MOST_CHANGE * middle
        after, before = np.minimum(after, most * (before + 1)), np.minimum(before, (after + 1) * _MOST_CHANGE / middle)
        lean = self.rules.lean
        others_after = after.sum(axis=1, keepdims=True) - after + lean
        others_before = before.sum(axis=1, keepdims=True) - before + lean
        squares = before**2
        weight = (squares.sum(axis=1, keepdims=True) - squares + lean**2) / others_before**2
        error = 1 / others_after + 1 / others_before + 2 * self.spread[:, :, None] ** 2 * weight
        return others_after / others_before, error


def _middle(ratios: Array) -> Array:
    """Return the median over the libraries (axis 1) of those that are known; 1 where there are fewer than three."""
    known = np.count_nonzero(~np.isnan(ratios), axis=1, keepdims=True)
    in_order = np.sort(ratios, axis=1)  # what is not known stands last
    at = np.take_along_axis(in_order, np.maximum(known - 1, 0) // 2, axis=1)
    return np.where(known >= _ENOUGH, at, 1.0)


class Surprise(NamedTuple):
    """A figure that does not fit: its indicator and library (places), and by which factor it would (1: by none)."""

    indicator: int
    library: int
    factor: float


def surprises(found: Array, expected: Expected, usual: Usualness, factors: Sequence[float]) -> list[Surprise]:
    """Return the figures (indicators x libraries) that are told, with the factor that would make each ordinary."""
    rules = usual.rules
    count = found / expected.clump
    large_enough = np.maximum(found, expected.figures) >= rules.least
    deviation = np.sqrt(expected.mean + expected.mean**2 / expected.shape)
    afar = (count > expected.mean + _AFAR * deviation) | (count < expected.mean - _AFAR / 2 * deviation)
    told = []
    for indicator, library in np.argwhere(large_enough & afar).tolist():
        at, mean, shape = (float(of[indicator, library]) for of in (count, expected.mean, expected.shape))
        chance = as_far(at, mean=mean, shape=shape)
        if chance >= rules.slip_alarm:
            continue
        if _settled(at, expected.recent[indicator, library], rules.settled):
            continue
        fitting = [factor for factor in factors if as_far(at * factor, mean=mean, shape=shape) >= rules.slip_fits]
        if fitting or chance < rules.false_alarm:
            told.append(Surprise(indicator, library, fitting[0] if fitting else 1.0))
    return told


def _settled(count: float, recent: Array, months: int) -> bool:
    """True when so many of the last months were like this one: that a library closed, or opened again, is told once."""
    change = (count + 1) / (recent + 1)
    return int(np.count_nonzero((change >= 1 / _LIKE) & (change <= _LIKE))) >= months
