"""Figures added up since January, turned back into months: each month less the month before it, within one file."""

from __future__ import annotations

from data.states import State
from etl.collect import Collected
from etl.reports import Reading, Report

_ADDED_UP = ("sum", "money")  # a stock or a count of people is not added up from month to month
Running = dict[tuple[str, str], tuple[int, float]]  # last month known and its figure since January


def difference(reports: list[Report], out: Collected) -> None:
    """Turn reports that count since January into monthly ones; tells every value that cannot be turned.

    `reports` holds empty ones too: a library that is listed but silent leaves a gap, one not listed yet does not.
    """
    by_year: dict[tuple[str, int], dict[int, Report]] = {}
    at_hand: dict[int, set[int]] = {}
    for report in reports:
        year, month = divmod(report.period, 100)
        by_year.setdefault((report.library, year), {})[month] = report
        at_hand.setdefault(year, set()).add(month)
    for year, present in sorted(at_hand.items()):
        missing = sorted(set(range(1, max(present))) - present)
        if missing:
            out.problem("cumulative-months", found=str(year), months=", ".join(map(str, missing)))
    for months in by_year.values():
        _turn(months, out)


def _turn(months: dict[int, Report], out: Collected) -> None:
    running: Running = {}
    start = min(months) - 1  # a library listed first in April has counted from April
    for month in sorted(months):
        report = months[month]
        closed = any(reading.state == State.CLOSED for reading in report.readings)
        if closed and all(reading.value is None for reading in report.readings):
            running = {key: (month, value) for key, (last, value) in running.items() if last == month - 1}
            start = month if start == month - 1 else start
            continue
        report.readings = [_monthly(reading, month, start, running, out) for reading in report.readings]


def _monthly(reading: Reading, month: int, start: int, running: Running, out: Collected) -> Reading:
    """Return the month's own value; `running` is moved on to this month."""
    indicator = out.catalogue.indicators[reading.indicator]
    if indicator.rule not in _ADDED_UP or reading.value is None:
        return reading
    key = (reading.indicator, reading.category)
    last, before = running.get(key, (start, 0.0))
    running[key] = (month, reading.value)
    shown = f"{reading.value:g}"
    if last != month - 1:
        out.problem_at("cumulative-gap", reading, found=shown, month=last + 1)
        return reading._replace(value=None, state=State.ERROR, raw=reading.raw or shown)
    if reading.value < before:
        out.problem_at("cumulative-falls", reading, found=shown, before=f"{before:g}")
        return reading._replace(value=None, state=State.ERROR, raw=reading.raw or shown)
    return reading._replace(value=round(reading.value - before, 6), raw=reading.raw or (shown if before else None))
