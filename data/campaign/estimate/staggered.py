"""Effects of something that begins at different times, without the bias of plain two-way fixed effects.

Each cohort (units that begin in the same period) is compared, period by period, with units that have not begun yet,
from the period before it began: the group-time effects of Callaway and Sant'Anna (2021, Journal of Econometrics 225).
A unit that has begun never serves as a comparison, which is what spoils the plain two-way regression (Goodman-Bacon
2021, Journal of Econometrics 225). For counts the comparison is a ratio of ratios (Wooldridge 2023, Econometrics
Journal 26) over units that reported both periods; for means a difference of differences over whoever is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from data.campaign.estimate.contrasts import effect_of
from data.campaign.estimate.effect import Effect
from data.campaign.estimate.jackknife import Array, Estimated, freedom, jackknife

_SUMS = 8  # of a cell: see _columns
NEVER = np.iinfo(np.int64).max  # cohort of a unit that never begins
Scale = Literal["ratio", "mean"]
Comparison = Literal["not-yet", "never"]


@dataclass(frozen=True, slots=True)
class GroupTime:
    """The effect on a cohort in a period (columns of the panel); before `cohort` it is a test, not an effect."""

    cohort: int
    period: int
    effect: Effect


@dataclass(frozen=True, slots=True)
class Staggered:
    """Every group-time effect that can be computed, and their average over cohorts and periods from the start on."""

    by_cohort: tuple[GroupTime, ...]
    overall: Effect | None  # None: no cohort has a comparison after it began


def staggered(
    panel: Array,
    cohort: NDArray[np.int64],
    clusters: NDArray[np.int64],
    *,
    scale: Scale = "ratio",
    comparison: Comparison = "not-yet",
    year_before: Array | None = None,
    least: int = 1,
) -> Staggered:
    """Return the group-time effects of a panel (units x periods; nan where a unit gave no figure).

    `cohort`: the column in which each unit begins, NEVER for one that never does. The average weighs cohorts by their
    number of units ("mean") or by their counts in the period before they began ("ratio"). Two periods and one cohort
    are the plain difference in differences, of a repeated cross-section too. With `year_before`, the same periods a
    year earlier, the effect is what the sides did differently beyond what they did then: a season of their own cancels.
    A cell with fewer than `least` units on a side is left out.
    """
    panels = (panel,) if year_before is None else (panel, year_before)
    cells, built = [], []
    for group in np.unique(cohort[(cohort > 0) & (cohort < panel.shape[1])]).tolist():
        for period in range(1, panel.shape[1]):
            columns = _columns(panels, cohort, (group, period), comparison, both=scale == "ratio")
            if columns.sum(axis=0).reshape(-1, _SUMS)[:, 4:].min() >= least:
                cells.append((group, period))
                built.append(columns)
    after = np.array([period >= group for group, period in cells], dtype=bool)
    if not cells:
        return Staggered((), None)
    single: Callable[[Array], Array] = _ratios if scale == "ratio" else _means

    def statistic(total: Array) -> Array:
        parts = total.reshape(*total.shape[:-1], len(cells), len(panels), _SUMS)
        sides = single(parts)
        each = sides[..., 0] if year_before is None else sides[..., 0] - sides[..., 1]
        weights = parts[..., 0, 1 if scale == "ratio" else 4] * after
        average = (each * weights).sum(axis=-1) / weights.sum(axis=-1)
        return np.concatenate([each, average[..., np.newaxis]], axis=-1)

    found = jackknife(np.hstack(built), clusters, statistic)
    by_cohort = tuple(
        GroupTime(group, period, _effect(found, place, built[place], clusters))
        for place, (group, period) in enumerate(cells)
    )
    overall = _effect(found, len(cells), np.hstack(built), clusters) if after.any() else None
    return Staggered(by_cohort, overall)


def _effect(found: Estimated, place: int, columns: Array, clusters: NDArray[np.int64]) -> Effect:
    units = int((columns != 0).any(axis=1).sum())
    return effect_of(found, place, freedom=freedom(np.abs(columns), clusters), units=units)


def _others(cohort: NDArray[np.int64], group: int, period: int, comparison: Comparison) -> NDArray[np.bool_]:
    begins_later: NDArray[np.bool_] = (cohort > max(period, group - 1)) & (cohort != group)
    return begins_later & (cohort == NEVER) if comparison == "never" else begins_later


def _columns(
    panels: tuple[Array, ...], cohort: NDArray[np.int64], cell: tuple[int, int], comparison: Comparison, *, both: bool
) -> Array:
    """Return what each unit adds to the sums of a cell: of each panel four of figures, then four of numbers of units.

    In each four: the cohort now and at its base, the others now and then. Before the start the base is the period
    before (a test of parallel change), from the start on the last one before it. `both`: only units that gave every
    figure of the cell count.
    """
    group, period = cell
    base = period - 1 if period < group else group - 1
    inside, outside = cohort == group, _others(cohort, group, period, comparison)
    there = [~np.isnan(panel[:, [period, base]]) for panel in panels]
    if both:
        every = np.hstack(there).all(axis=1, keepdims=True)
        there = [one & every for one in there]
    columns = []
    for panel, one in zip(panels, there, strict=True):
        numbers = np.hstack([one & inside[:, np.newaxis], one & outside[:, np.newaxis]]).astype(np.float64)
        columns += [np.nan_to_num(panel[:, [period, base, period, base]]) * numbers, numbers]
    return np.hstack(columns)


def _ratios(parts: Array) -> Array:
    return _difference(np.log(parts[..., :4]))


def _means(parts: Array) -> Array:
    return _difference(parts[..., :4] / parts[..., 4:])


def _difference(parts: Array) -> Array:
    value: Array = parts[..., 0] - parts[..., 1] - parts[..., 2] + parts[..., 3]
    return value
