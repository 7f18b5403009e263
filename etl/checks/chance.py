"""How likely a count is where counts scatter more than chance alone: the negative binomial distribution.

Mean m and shape r give the variance m + m²/r. With p = m / (m + r), P(X >= k) = I_p(k, r): the regularised incomplete
beta function (NIST Digital Library of Mathematical Functions, 8.17).
"""

from __future__ import annotations

import math


def at_least(count: int, *, mean: float, shape: float) -> float:
    """Return the chance of `count` or more."""
    return _incomplete_beta(count, shape, mean / (mean + shape)) if count > 0 else 1.0


def at_most(count: int, *, mean: float, shape: float) -> float:
    """Return the chance of `count` or less."""
    return _incomplete_beta(shape, count + 1, shape / (mean + shape)) if count >= 0 else 0.0


def _incomplete_beta(a: float, b: float, x: float) -> float:
    from scipy.special import betainc  # here, because few files hold anything unlikely and loading it takes a while

    return float(betainc(a, b, x))


def as_far(count: float, *, mean: float, shape: float) -> float:
    """Return the chance of something at least as far from the mean, on the same side."""
    if count > mean:
        return at_least(math.ceil(count), mean=mean, shape=shape)
    return at_most(math.floor(count), mean=mean, shape=shape)


def quantile(chance: float, *, mean: float, shape: float) -> int:
    """Return the least count that is not exceeded with at least this chance."""
    low, high = -1, 1
    while at_most(high, mean=mean, shape=shape) < chance:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if at_most(middle, mean=mean, shape=shape) >= chance else (middle, high)
    return high
