"""Lei or thousands of lei: sums held against the other sums of the same kind in the territory."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.check_rules import Money


class Misplaced(NamedTuple):
    """A sum (its place) that would be ordinary times `factor`; `usual` is the middle one of the others."""

    report: int
    factor: float
    usual: float


def misplaced(sums: NDArray[np.float64], others: NDArray[np.float64], rules: Money) -> list[Misplaced]:
    """Return the sums that lie far from all the others, and among them when the point is moved.

    `others` are all sums known of that kind, the ones judged among them.
    """
    told = []
    given = others[others > 0]
    for report in np.flatnonzero(sums > 0).tolist():
        amount = sums[report]
        rest = given[(given < amount / rules.fits) | (given > amount * rules.fits)]
        if len(rest) < max(rules.figures, len(given) - len(rest)):
            continue  # too few to tell, or the others are the odd ones
        least, most = rest.min(), rest.max()
        less, more = amount * rules.apart < least, amount > most * rules.apart
        factor = rules.factor if less else 1 / rules.factor
        if (less or more) and least / rules.fits <= amount * factor <= most * rules.fits:
            told.append(Misplaced(report, factor, float(np.median(rest))))
    return told
