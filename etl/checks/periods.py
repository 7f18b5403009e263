"""Months that cannot be reported yet, and months that a file leaves out between others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from data.periods import Month, is_year, months
from etl.collect import Collected
from etl.reports import Report

_SEVERAL = 3  # months from which on a file is one of several months


def check_periods(reports: Iterable[Report], out: Collected, today: date) -> None:
    """Tell periods that have not begun, and gaps in a file of several months."""
    periods = {report.period for report in reports}
    for period in sorted(periods):
        if period > (today.year if is_year(period) else Month(today.year, today.month).period):
            out.problem("future-period", found=str(period if is_year(period) else Month.from_period(period)))
    held = sorted(Month.from_period(period) for period in periods if not is_year(period))
    if len(held) < _SEVERAL:
        return
    missing = [str(month) for month in months(held[0], held[-1]) if month.period not in periods]
    if missing:
        out.problem("months-missing", found=f"{held[0]} – {held[-1]}", months=", ".join(missing))
