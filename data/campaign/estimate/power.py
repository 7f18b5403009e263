"""The smallest effect a design could have told from none, said before its result is shown."""

from __future__ import annotations

from scipy import stats

POWER = 0.8


def minimum_detectable(error: float, freedom: float, *, level: float = 0.95, power: float = POWER) -> float:
    """Return the smallest log effect found with this power at this level: (t[1-a/2] + t[power]) * error.

    Bloom (1995, Evaluation Review 19). `error` must come from data that do not hold the result, e.g. a placebo run.
    """
    reach, chance = float(stats.t.ppf(0.5 + level / 2, freedom)), float(stats.t.ppf(power, freedom))
    return (reach + chance) * error
