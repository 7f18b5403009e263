"""The delete-one-cluster jackknife for smooth functions of sums, which is what every estimator here but one is.

A cluster (a library, or a territory where treatment is given by territory) contributes one row of parts; a statistic
is computed from the sums of the rows. Leaving out one cluster is then a subtraction, so that a thousand re-estimations
cost one array operation. The variance is the CV3J of MacKinnon, Nielsen and Webb (2023, "Cluster-robust inference: a
guide to empirical practice", Journal of Econometrics 232), which errs on the safe side where few clusters weigh much.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_SCATTER = 1.5  # see freedom
Statistic = Callable[[Array], Array]  # sums of shape (..., parts) -> values of shape (..., statistics)


@dataclass(frozen=True, slots=True)
class Estimated:
    """Values of a statistic, shape (m,), and their covariance, shape (m, m)."""

    values: Array
    covariance: Array
    clusters: int


def jackknife(parts: Array, clusters: NDArray[np.int64], statistic: Statistic) -> Estimated:
    """Return the statistic of the sums of `parts` (units x parts) with its cluster-jackknife covariance.

    `clusters` numbers each unit's cluster. A cluster without which the statistic does not exist (a group would be
    empty) makes the covariance infinite: so few clusters cannot say how sure one may be.
    """
    _, number = np.unique(clusters, return_inverse=True)
    count = int(number.max()) + 1 if len(number) else 0
    by_cluster = np.zeros((count, parts.shape[1]))
    np.add.at(by_cluster, number, parts)
    total = by_cluster.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = statistic(total)
        without = statistic(total - by_cluster)
    if count < 2 or not np.isfinite(without).all():
        return Estimated(values, np.full((len(values), len(values)), np.inf), count)
    off = without - values
    return Estimated(values, (count - 1) / count * off.T @ off, count)


def freedom(parts: Array, clusters: NDArray[np.int64]) -> float:
    """Return the degrees of freedom for sums dominated by few clusters: the effective number of clusters less one.

    After Carter, Schnepel and Steigerwald (2017, Review of Economics and Statistics 99): a cluster's weight is what it
    adds to the variance, summed over the sums, and the effective number (sum of weights)^2 / sum of weights^2. With
    the share s of a cluster in a sum that would be s^2 if small and large libraries changed alike in percent, and s if
    they scattered as counts do; libraries lie between, and s^1.5 is taken (docs/campaign-evaluation.md has how often
    the intervals then hold). Equal clusters give their number.
    """
    _, number = np.unique(clusters, return_inverse=True)
    by_cluster = np.zeros((int(number.max()) + 1 if len(number) else 0, parts.shape[1]))
    np.add.at(by_cluster, number, parts)
    total = by_cluster.sum(axis=0)
    shares = by_cluster[:, total > 0] / total[total > 0]
    weights = (shares**_SCATTER).sum(axis=1)
    effective = float(weights.sum() ** 2 / (weights**2).sum()) if weights.any() else 0.0
    return max(1.0, effective - 1)
