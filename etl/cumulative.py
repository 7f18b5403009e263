"""Figures added up since January, turned back into months: each month less the month before it, within one file."""

from __future__ import annotations

from data.states import State
from etl.collect import Collected
from etl.reports import Reading, Report

_ADDED_UP = ("sum", "money")  # a stock or a count of people is not added up from month to month


def difference(reports: list[Report], out: Collected) -> None:
    """Turn the reports (cumulative since January) into monthly ones; tells every value that cannot be turned."""
    by_year: dict[tuple[str, int], dict[int, Report]] = {}
    for report in reports:
        by_year.setdefault((report.library, report.period // 100), {})[report.period % 100] = report
    for months in by_year.values():
        running: dict[tuple[str, str], tuple[int, float]] = {}  # last month and value since January
        for month in sorted(months):
            months[month].readings = [_monthly(reading, month, running, out) for reading in months[month].readings]


def _monthly(
    reading: Reading, month: int, running: dict[tuple[str, str], tuple[int, float]], out: Collected
) -> Reading:
    """Return the month's own value; `running` is moved on to this month."""
    indicator = out.catalogue.indicators[reading.indicator]
    if indicator.rule not in _ADDED_UP or reading.value is None:
        return reading
    key = (reading.indicator, reading.category)
    last, before = running.get(key, (0, 0.0))
    running[key] = (month, reading.value)
    raw = reading.raw or f"{reading.value:g}"
    if last != month - 1:
        out.problem_at("cumulative-gap", reading, found=f"{reading.value:g}", month=last + 1)
        return reading._replace(value=None, state=State.ERROR, raw=raw)
    if reading.value < before:
        out.problem_at("cumulative-falls", reading, found=f"{reading.value:g}", before=f"{before:g}")
        return reading._replace(value=None, state=State.ERROR, raw=raw)
    return reading._replace(value=round(reading.value - before, 6), raw=raw if last else reading.raw)
