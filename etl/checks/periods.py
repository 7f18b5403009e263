"""Months that cannot be reported yet, and months that a file leaves out between others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from data.periods import Month, is_year
from etl.collect import Collected
from etl.reports import Report

_SEVERAL = 3  # months from which on a file is one of several months
_NEXT = 2  # months from one to the one after it, both counted


def check_periods(reports: Iterable[Report], out: Collected, today: date) -> None:
    """Tell periods that have not begun, and gaps in a file of several months."""
    periods = {report.period for report in reports}
    for period in sorted(periods):
        if period > (today.year if is_year(period) else Month(today.year, today.month).period):
            out.problem("future-period", found=str(period if is_year(period) else Month.from_period(period)))
    held = sorted(Month.from_period(period) for period in periods if not is_year(period))
    if len(held) < _SEVERAL:
        return
    gaps = [(before.plus(1), after.plus(-1)) for before, after in pairwise(held) if before.until(after) > _NEXT]
    if gaps:
        missing = ", ".join(str(first) if first == last else f"{first} – {last}" for first, last in gaps)
        out.problem("months-missing", found=f"{held[0]} – {held[-1]}", months=missing)
