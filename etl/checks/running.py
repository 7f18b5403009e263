"""Figures counted from January on that were sent as those of the month: month after month nothing ever falls."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.check_rules import Running


class Run(NamedTuple):
    """A report (its place) that continues a running sum; `first`: months since it began; `rising`: indicators."""

    report: int
    first: int
    rising: NDArray[np.bool_]


def runs(year: NDArray[np.float64], rules: Running) -> list[Run]:
    """Return the reports that seem to count since the year's first month.

    `year` is indicators x reports x months, January to the month reported, of quantities that add up over months.
    """
    months = year.shape[2]
    if months < rules.months:
        return []
    large = year[:, :, -1] >= rules.least
    falls = (year[:, :, -1] < year[:, :, -2]) & large
    maybe = ~falls.any(axis=0) & (large.sum(axis=0) >= rules.figures)
    return [run for report in np.flatnonzero(maybe).tolist() if (run := _run(report, year[:, report], rules))]


def _run(report: int, year: NDArray[np.float64], rules: Running) -> Run | None:
    """Return the run of one report (indicators x months), or None. It begins with the first month of the year known."""
    known = np.isfinite(year)
    reported: NDArray[np.bool_] = np.any(known, axis=0)
    first = int(reported.argmax())
    months = year[:, first:]
    if not reported[first:].all() or months.shape[1] < rules.months:
        return None
    whole = np.all(known[:, first:], axis=1) & (months[:, -1] >= rules.least)
    if whole.sum() < rules.figures or (np.diff(months[whole], axis=1) < 0).any():
        return None
    grown = months[whole, -1].sum() >= rules.growth * months.shape[1] * months[whole, 0].sum()
    return Run(report, months.shape[1] - 1, whole) if grown else None
