"""One value for one question: what a report says twice is added, or the last is kept, or it is told."""

from __future__ import annotations

from typing import Literal

from data.states import State
from etl.collect import Collected
from etl.reports import Reading, Report

Combine = Literal["refuse", "sum", "last"]


def settle_duplicates(report: Report, combine: Combine, out: Collected) -> None:
    """Leave one reading of each indicator and category in the report, as `combine` says."""
    kept: dict[tuple[str, str], Reading] = {}
    for reading in report.readings:
        key = (reading.indicator, reading.category)
        first = kept.get(key)
        if first is None:
            kept[key] = reading
        elif combine == "sum":
            kept[key] = _added(first, reading)
        elif combine == "last":
            kept[key] = reading if reading.state != State.BLANK else first
        elif (first.value, first.state) != (reading.value, reading.state):
            place = out.place("first", first.cell, beside=reading.cell)
            out.problem_at(
                "duplicate-value", reading, found=_shown(reading), first=_shown(first), **place,
                indicator=reading.indicator, library=report.library,
            )  # fmt: skip
    report.readings = list(kept.values())


def _added(first: Reading, second: Reading) -> Reading:
    """Return both readings as one: numbers are added; an error stays an error, an empty cell adds nothing."""
    if State.ERROR in (first.state, second.state):
        return first if first.state == State.ERROR else second
    if first.value is None or second.value is None:
        return second if first.value is None and second.value is not None else first
    return first._replace(value=first.value + second.value, raw=first.raw or second.raw)


def _shown(reading: Reading) -> str:
    return f"{reading.value:g}" if reading.value is not None else reading.raw or "–"
