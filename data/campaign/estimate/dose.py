"""The effect of a unit more of dose: Poisson regression with library effects, two periods, in its conditional form.

Conditional on a library's total, its count after is binomial with log odds d + b * dose (Hausman, Hall and Griliches
1984), so that the library effects need not be estimated. Solved by Newton steps; errors are robust to clustering and
to any dispersion (sandwich with the small-sample factor G / (G - 1)).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from data.campaign.estimate.effect import Effect
from data.campaign.estimate.jackknife import Array, freedom

_STEPS = 50
_CLOSE = 1e-10


class NoEstimate(Exception):
    """The regression has no finite solution, e.g. because nobody's dose differs."""


def dose_effect(before: Array, after: Array, dose: Array, clusters: NDArray[np.int64]) -> Effect:
    """Return the log change of the ratio after / before for one unit more of dose; raises NoEstimate."""
    total = before + after
    used = total > 0
    design = np.column_stack([np.ones(int(used.sum())), dose[used]])
    if np.linalg.matrix_rank(design) < 2:
        raise NoEstimate("every library has the same dose")
    share, weight = after[used] / total[used], total[used]
    beta = _solve(design, share, weight)
    fitted = expit(design @ beta)
    bread = np.linalg.inv((design * (weight * fitted * (1 - fitted))[:, np.newaxis]).T @ design)
    scores = design * (weight * (share - fitted))[:, np.newaxis]
    _, number = np.unique(clusters[used], return_inverse=True)
    count = int(number.max()) + 1
    by_cluster = np.zeros((count, 2))
    np.add.at(by_cluster, number, scores)
    variance = count / max(1, count - 1) * bread @ (by_cluster.T @ by_cluster) @ bread
    sums = np.column_stack([before[used], after[used]])
    return Effect(float(beta[1]), float(variance[1, 1] ** 0.5), freedom(sums, clusters[used]), int(used.sum()), count)


def _solve(design: Array, share: Array, weight: Array) -> Array:
    beta: Array = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        fitted = expit(design @ beta)
        slope = design.T @ (weight * (share - fitted))
        curve = (design * (weight * fitted * (1 - fitted))[:, np.newaxis]).T @ design
        try:
            step = np.linalg.solve(curve, slope)
        except np.linalg.LinAlgError as error:
            raise NoEstimate("the counts leave the effect undetermined") from error
        beta += step
        if np.abs(step).max() < _CLOSE:
            return beta
    raise NoEstimate("the regression does not settle")
