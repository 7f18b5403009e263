"""Ratios of sums: the exact two-period form of a Poisson regression with library effects.

With counts y[i, before] and y[i, after], a fixed effect for each library and one effect for each group and period, the
Poisson likelihood conditional on each library's total leaves a binomial likelihood whose maximum is the ratio of sums
(Hausman, Hall and Griliches 1984, Econometrica 52; for the difference in differences Ciani and Fisher 2019, Journal of
Econometric Methods 8). So for participating (T) and other (C) libraries

    effect = log( (T after / T before) / (C after / C before) )

It needs no distribution, only that the expected ratio would have been the same: zeros stay zeros, and a library with
no activity in both periods weighs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from data.campaign.estimate.effect import Effect
from data.campaign.estimate.jackknife import Array, Estimated, freedom, jackknife

Clusters = NDArray[np.int64]


def contrast(sums: Array, signs: Sequence[float], clusters: Clusters) -> Effect:
    """Return the signed sum of the logarithms of the columns' sums, e.g. signs (1, -1, -1, 1) for a ratio of ratios.

    `sums` is units x columns: what each unit adds to each sum.
    """
    weights = np.asarray(signs, dtype=np.float64)

    def statistic(total: Array) -> Array:
        return (np.log(total) @ weights)[..., np.newaxis]

    found = jackknife(sums, clusters, statistic)
    return effect_of(found, 0, freedom=freedom(sums, clusters), units=_units(sums))


def change(before: Array, after: Array, clusters: Clusters) -> Effect:
    """Return log(sum of after / sum of before) over the units: a change, and no effect of anything."""
    return contrast(np.column_stack([after, before]), (1, -1), clusters)


def ratio_of_ratios(before: Array, after: Array, treated: NDArray[np.bool_], clusters: Clusters) -> Effect:
    """Return the multiplicative difference in differences of the treated against the other units."""
    return contrast(_four(before, after, treated), (1, -1, -1, 1), clusters)


def ratio_within(
    strata: Sequence[tuple[Array, Array, Array, Array]], clusters: Clusters, shares: Sequence[float] = ()
) -> Effect:
    """Return the change of promoted counts relative to that of other counts of the same units.

    A stratum is promoted before, promoted after, others before, others after. Several strata (months, each with its own
    base) are averaged by their promoted counts before: sums over strata that grew differently would compare their mix.
    `shares`: how much of its weight each stratum counts; all of it where none are given.
    """
    counted = np.asarray(shares or [1.0] * len(strata))
    columns = np.hstack([np.column_stack([after, before, rest, then]) for before, after, then, rest in strata])

    def statistic(total: Array) -> Array:
        parts = total.reshape(*total.shape[:-1], len(strata), 4)
        logs = np.log(parts)
        each = logs[..., 0] - logs[..., 1] - logs[..., 2] + logs[..., 3]
        weights = parts[..., 1] * counted
        weights /= weights.sum(axis=-1, keepdims=True)
        value: Array = (weights * each).sum(axis=-1)[..., np.newaxis]
        return value

    found = jackknife(columns, clusters, statistic)
    return effect_of(found, 0, freedom=freedom(columns, clusters), units=_units(columns))


def event_study(counts: Array, treated: NDArray[np.bool_], reference: Sequence[int], clusters: Clusters) -> Estimated:
    """Return, for each column of `counts` (units x periods), the log ratio of treated to others over the reference's.

    `reference`: the columns whose sums are the base; values there are relative to their common sum.
    """
    periods = counts.shape[1]
    columns = np.hstack([counts * treated[:, np.newaxis], counts * ~treated[:, np.newaxis]])
    base = list(reference)

    def statistic(total: Array) -> Array:
        first, second = total[..., :periods], total[..., periods:]
        level = np.log(first[..., base].sum(axis=-1)) - np.log(second[..., base].sum(axis=-1))
        value: Array = np.log(first) - np.log(second) - level[..., np.newaxis] + 0.0
        return value

    return jackknife(columns, clusters, statistic)


def effect_of(found: Estimated, place: int, *, freedom: float, units: int) -> Effect:
    """Return one value of an estimate as an effect."""
    variance = float(found.covariance[place, place])
    return Effect(float(found.values[place]), variance**0.5, freedom, units, found.clusters)


def _four(before: Array, after: Array, treated: NDArray[np.bool_]) -> Array:
    one, other = treated.astype(np.float64), (~treated).astype(np.float64)
    return np.column_stack([after * one, before * one, after * other, before * other])


def _units(sums: Array) -> int:
    return int((sums.sum(axis=1) > 0).sum())
