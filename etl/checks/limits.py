"""What cannot be: more days than the month has, more than a hundred per cent; and reports that hardly say anything."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator
from functools import cache

import numpy as np

from data.check_rules import CheckRules, Most
from data.periods import is_year
from etl.checks.figures import Figures, Finding
from etl.reports import Report

_HOURS = 24


@cache
def days_in(period: int) -> int:
    """Return the days of a stored month or year."""
    if is_year(period):
        return 365 + isleap(period)
    return monthrange(*divmod(period, 100))[1]


def check_most(figures: Figures, rules: CheckRules) -> Iterator[Finding]:
    """Yield what is more than there can be in the period."""
    for limit in rules.most:
        column = figures.columns.get((limit.indicator, ""))
        if column is None:
            continue
        values = figures.values[:, column]
        most = np.array([_most(limit, report) for report in figures.reports])
        for report in np.flatnonzero(values > most).tolist():
            details: dict[str, str | float] = {"indicator": limit.indicator, "most": float(most[report])}
            yield Finding("more-than-possible", report, column, f"{values[report]:g}", details)


def _most(limit: Most, report: Report) -> float:
    if limit.most == "days":
        return days_in(report.period)
    return _HOURS * days_in(report.period) if limit.most == "hours" else limit.most


def check_sparse(figures: Figures, rules: CheckRules) -> Iterator[Finding]:
    """Yield reports that answer few of many questions; a report without any number (closed) is none of them."""
    given = ~np.isnan(figures.values)
    filled, asked = given.sum(axis=1), figures.asked
    few = (filled > 0) & (asked >= rules.sparse.questions) & (filled < rules.sparse.share * asked)
    for report in np.flatnonzero(few).tolist():
        share = f"{100 * filled[report] / asked[report]:.0f} %"
        details = {"filled": int(filled[report]), "asked": int(asked[report])}
        yield Finding("sparse-report", report, int(given[report].argmax()), share, details)
