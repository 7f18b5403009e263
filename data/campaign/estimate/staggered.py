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
) -> Staggered:
    """Return the group-time effects of a panel (units x periods; nan where a unit gave no figure).

    `cohort`: the column in which each unit begins, NEVER for one that never does. The average weighs cohorts by their
    number of units ("mean") or by their counts in the period before they began ("ratio"). Two periods and one cohort
    are the plain difference in differences, of a repeated cross-section too.
    """
    cells = [
        (group, period)
        for group in np.unique(cohort[(cohort > 0) & (cohort < panel.shape[1])]).tolist()
        for period in range(1, panel.shape[1])
        if _others(cohort, group, period, comparison).any()
    ]
    if not cells:
        return Staggered((), None)
    both = scale == "ratio"
    columns = np.hstack([_columns(panel, cohort, cell, comparison, both=both) for cell in cells])
    single: Callable[[Array], Array] = _ratios if scale == "ratio" else _means
    after = np.array([period >= group for group, period in cells])

    def statistic(total: Array) -> Array:
        parts = total.reshape(*total.shape[:-1], len(cells), _SUMS)
        each = single(parts)
        weights = (parts[..., 1] if scale == "ratio" else parts[..., 4]) * after
        average = (each * weights).sum(axis=-1) / weights.sum(axis=-1)
        return np.concatenate([each, average[..., np.newaxis]], axis=-1)

    found = jackknife(columns, clusters, statistic)
    by_cohort = tuple(
        GroupTime(group, period, _effect(found, place, columns[:, _SUMS * place : _SUMS * (place + 1)], clusters))
        for place, (group, period) in enumerate(cells)
    )
    overall = _effect(found, len(cells), columns, clusters) if after.any() else None
    return Staggered(by_cohort, overall)


def _effect(found: Estimated, place: int, columns: Array, clusters: NDArray[np.int64]) -> Effect:
    units = int((columns != 0).any(axis=1).sum())
    return effect_of(found, place, freedom=freedom(np.abs(columns), clusters), units=units)


def _others(cohort: NDArray[np.int64], group: int, period: int, comparison: Comparison) -> NDArray[np.bool_]:
    begins_later: NDArray[np.bool_] = (cohort > max(period, group - 1)) & (cohort != group)
    return begins_later & (cohort == NEVER) if comparison == "never" else begins_later


def _columns(
    panel: Array, cohort: NDArray[np.int64], cell: tuple[int, int], comparison: Comparison, *, both: bool
) -> Array:
    """Return what each unit adds to the sums of a cell: four of figures, four of numbers of units.

    In each four: the cohort now and at its base, the others now and then. Before the start the base is the period
    before (a test of parallel change), from the start on the last one before it.
    """
    group, period = cell
    base = period - 1 if period < group else group - 1
    inside, outside = cohort == group, _others(cohort, group, period, comparison)
    there = ~np.isnan(panel[:, [period, base]])
    if both:
        there &= there.all(axis=1, keepdims=True)
    numbers = np.hstack([there & inside[:, np.newaxis], there & outside[:, np.newaxis]]).astype(np.float64)
    figures = np.nan_to_num(panel[:, [period, base, period, base]]) * numbers
    return np.hstack([figures, numbers])


def _ratios(parts: Array) -> Array:
    return _difference(np.log(parts[..., :4]))


def _means(parts: Array) -> Array:
    return _difference(parts[..., :4] / parts[..., 4:])


def _difference(parts: Array) -> Array:
    value: Array = parts[..., 0] - parts[..., 1] - parts[..., 2] + parts[..., 3]
    return value
