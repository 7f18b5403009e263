"""Permutation p-values: how often chance alone, dealing out who took part, gives an effect as large."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.campaign.estimate.jackknife import Array

RUNS = 1_999
_AT_ONCE = 256  # permutations held in memory together


def permutation_p(
    before: Array,
    after: Array,
    treated: NDArray[np.bool_],
    strata: NDArray[np.int64],
    *,
    runs: int = RUNS,
    seed: int = 0,
) -> float:
    """Return the two-sided p-value of a ratio of ratios when treatment is dealt out anew within strata.

    (1 + number of permutations at least as extreme) / (1 + runs), Phipson and Smyth (2010, Statistical Applications in
    Genetics and Molecular Biology 9). Permutations in which a sum is zero count as extreme. Same seed, same answer.
    """
    stream = np.random.default_rng(seed)
    sums = np.column_stack([after, before])
    total = sums.sum(axis=0)
    found = abs(_log_ratio(treated.astype(np.float64)[np.newaxis] @ sums, total)[0])
    extreme = 0
    for start in range(0, runs, _AT_ONCE):
        dealt = _deal(treated, strata, min(_AT_ONCE, runs - start), stream)
        values = np.abs(_log_ratio(dealt.astype(np.float64) @ sums, total))
        extreme += int((~(values < found - 1e-12)).sum())
    return (1 + extreme) / (1 + runs)


def _log_ratio(inside: Array, total: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        outside = total - inside
        value: Array = np.log(inside[:, 0] / inside[:, 1]) - np.log(outside[:, 0] / outside[:, 1])
    return value


def _deal(
    treated: NDArray[np.bool_], strata: NDArray[np.int64], runs: int, stream: np.random.Generator
) -> NDArray[np.bool_]:
    """Return `runs` rows of treatment, in each of which every stratum keeps its number of treated units."""
    order = np.argsort(strata, kind="stable")
    keys = strata[order] + stream.random((runs, len(strata)))  # a random order within each stratum
    dealt = np.empty((runs, len(strata)), dtype=bool)
    shuffled = order[np.argsort(keys, axis=1)]
    np.put_along_axis(dealt, np.broadcast_to(order, dealt.shape), treated[shuffled], axis=1)
    return dealt
