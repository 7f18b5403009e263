"""An effect with its uncertainty, on the scale it was estimated on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scipy import stats

LEVEL = 0.95  # of every interval


@dataclass(frozen=True, slots=True)
class Effect:
    """An estimate with its standard error. Of a multiplicative model both are natural logarithms of a ratio.

    `freedom`: degrees of freedom of the t distribution that intervals and p-values use (see jackknife.freedom).
    """

    estimate: float
    error: float
    freedom: float
    units: int  # libraries behind it
    clusters: int

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end at LEVEL, on the scale of the estimate."""
        reach = float(stats.t.ppf(0.5 + LEVEL / 2, self.freedom)) * self.error
        return self.estimate - reach, self.estimate + reach

    @property
    def percent(self) -> float:
        """A multiplicative effect in percent: 100 * (exp(estimate) - 1)."""
        return as_percent(self.estimate)

    @property
    def percent_interval(self) -> tuple[float, float]:
        """The interval of a multiplicative effect in percent."""
        low, high = self.interval
        return as_percent(low), as_percent(high)

    @property
    def p_value(self) -> float:
        """Two-sided p-value of no effect; 0 or 1 where the error is 0."""
        if self.error == 0:
            return float(self.estimate == 0)
        return float(2 * stats.t.sf(abs(self.estimate / self.error), self.freedom))

    @property
    def conclusive(self) -> bool:
        """True when the interval leaves out no effect."""
        low, high = self.interval
        return low > 0 or high < 0


def as_percent(log_ratio: float) -> float:
    """Return a log ratio as a change in percent."""
    return 100 * math.expm1(log_ratio)


def calibrated(effect: Effect, placebos: Sequence[Effect]) -> Effect:
    """Return the effect with its error widened where placebos scatter more than their errors say; never narrowed.

    The factor is the root mean square of the placebos' estimates over their errors, as genomic control does (Devlin and
    Roeder 1999, Biometrics 55): shocks that many libraries share do not show in errors clustered by library. It is used
    where a chi-squared test says that the scatter is more than chance: else chance alone would widen half of them.
    """
    ratios = [one.estimate / one.error for one in placebos if 0 < one.error < math.inf]
    if not ratios:
        return effect
    scatter = sum(ratio**2 for ratio in ratios)
    if float(stats.chi2.sf(scatter, len(ratios))) >= 1 - LEVEL:
        return effect
    return replace(effect, error=effect.error * math.sqrt(scatter / len(ratios)))
