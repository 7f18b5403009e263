"""Months of a comparison whose missing reports weigh much, and what they would have brought: the comparable panel
would else give such a month, and the libraries that are late, less weight than they have.

With H the libraries that reported a month m, G those that owe it and have not, O the other months, and r(L, M) the sum
of values now over those of a year before, of libraries L in months M: the libraries G are taken to have changed by
r(G, O) * r(H, m) / r(H, O) in m, that is as they did in the other months, times what was particular about the month.
R. J. A. Little and H.-L. Su, "Item nonresponse in panel surveys", in Panel Surveys (Wiley, 1989): imputation from row
and column effects, here of groups of libraries.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.loading_files import build, read_toml, table
from data.models import Declared

FILE = Path(__file__).parent / "definitions" / "panel.toml"
Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


class LateRule(Declared):
    """From which weight on a month is taken as it is, and below which its missing part cannot be told."""

    enough: float
    least: float


@cache
def late_rule(path: Path = FILE) -> LateRule:
    """Return the rule; raises DefinitionError naming file, key and remedy."""
    return build(LateRule, path, "late", table(path, "late", read_toml(path).get("late")))


@dataclass(frozen=True, slots=True)
class LateMonth:
    """A month (YYYYMM) with the libraries that owe its figure, and their weight in percent a year before.

    `now` and `before`: what is added to both sides of the change for them; 0 where it cannot be told.
    """

    period: int
    libraries: int
    weight: float
    now: float = 0.0
    before: float = 0.0


def late_months(rows: pd.DataFrame) -> tuple[LateMonth, ...]:
    """Return the late months of a comparison. Columns: library, period, value (missing: owed and not there), before."""
    libraries, row = np.unique(rows["library"].to_numpy(), return_inverse=True)
    periods, column = np.unique(rows["period"].to_numpy(), return_inverse=True)
    known, then = (np.full((len(libraries), len(periods)), np.nan) for _ in range(2))
    known[row, column], then[row, column] = rows["value"].to_numpy(), rows["before"].to_numpy()
    there = ~np.isnan(known) & ~np.isnan(then)
    whole, paired = np.nansum(then, axis=0), np.where(there, then, 0.0).sum(axis=0)
    rule = late_rule()
    late = (paired > 0) & (paired < rule.enough * whole)
    others = ~late & there.any(axis=0)
    found = []
    for number in np.flatnonzero(late).tolist():
        gone = ~np.isnan(then[:, number]) & ~there[:, number]
        missing = float(whole[number] - paired[number])
        month = LateMonth(int(periods[number]), int(gone.sum()), 100 * missing / float(whole[number]))
        if paired[number] >= rule.least * whole[number]:
            month = _carried(month, missing, _changed(known, then, there, gone, number, others))
        found.append(month)
    return tuple(found)


def _carried(month: LateMonth, missing: float, changed: float | None) -> LateMonth:
    if changed is None:
        return month
    return LateMonth(month.period, month.libraries, month.weight, now=missing * changed, before=missing)


def _changed(known: Array, then: Array, there: Mask, gone: Mask, month: int, others: Mask) -> float | None:
    """Return what the libraries that are late are taken to have changed by; None where a sum that it needs is 0."""

    def ratio(libraries: Mask, months: Mask) -> float:
        pairs = there & libraries[:, np.newaxis] & months[np.newaxis, :]
        return float(known[pairs].sum()) / float(then[pairs].sum()) if then[pairs].sum() > 0 else 0.0

    here, only = there[:, month], np.arange(len(others)) == month
    elsewhere = ratio(here, others)
    if elsewhere == 0 or not (changed := ratio(gone, others) * ratio(here, only) / elsewhere):
        return None
    return changed
