"""Libraries that, month after month, send what they counted since January (M17), until somebody tells them in summer.

Then they send those months once more. It takes some months until anybody can know: the first ones are in the key as
what cannot be told yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from data.periods import Month
from etl.demonstration.declared import questions, random_stream
from etl.demonstration.faults import Place, Target
from etl.demonstration.shapes import one_table
from etl.demonstration.sheets import Reported, Sheet, number

LAST, KNOWN_FROM, CORRECTED = 6, 4, 8  # months of the year
_MOST_OFTEN = 0.1  # of the libraries, times the share of files that hold faults
_LARGE = ("V01", "L01")
_MANY = 30


class Running(NamedTuple):
    """Whether a running sum can be known yet, its place (of the largest sum, or of the library's name), and the sum."""

    known: bool
    place: Place
    what: str


def count_since_january(
    target: Target, flows: frozenset[str], done: set[tuple[str, int]], seed: int, share: float
) -> Iterator[Running]:
    """Turn the months of some libraries into sums since January; `done`: the reports that were turned before."""
    sheet = one_table(target)
    if sheet is None or target.workbook.lists:
        return
    for (code, period), report in target.workbook.reports.items():
        month = Month.from_period(period)
        if not 2 <= month.month <= LAST or report.closed or code not in sheet.row_of:
            continue
        if random_stream(seed, code, f"since January {month.year}").random() >= share * _MOST_OFTEN:
            continue
        before = target.before(code, month.plus(-1).period)
        begins = month.month == 2 and before is not None and min(_sizes(before)) >= _MANY
        if before is None or before.closed or not (begins or (code, month.plus(-1).period) in done):
            continue
        if not target.corrections:
            target.correct_later(Month(month.year, CORRECTED))
        _add(before, report, sheet, code, flows)
        done.add((code, period))
        yield _running(sheet, code, report, month.month)


def _sizes(report: Reported) -> list[float]:
    columns = questions().columns
    return [report.values[columns.index(column)] or 0 for column in _LARGE]


def _add(before: Reported, report: Reported, sheet: Sheet, code: str, flows: frozenset[str]) -> None:
    """Add what was sent for the month before to every flow of a report, in table and ledger."""
    for at, column in enumerate(questions().columns):
        value, so_far = report.values[at], before.values[at]
        if column.partition(":")[0] in flows and value is not None and so_far is not None and column in sheet.column_of:
            report.values[at] = number(value + so_far)
            sheet.rows[sheet.row_of[code]][sheet.column_of[column]] = report.values[at]


def _running(sheet: Sheet, code: str, report: Reported, month: int) -> Running:
    sizes = dict(zip(_LARGE, _sizes(report), strict=True))
    largest = max(sizes, key=lambda column: sizes[column])
    known = month >= KNOWN_FROM
    column = sheet.column_of[largest] if known else min(sheet.column_of.values()) - 2
    return Running(known, Place(sheet, sheet.row_of[code], column), f"{sizes[largest]:g}")
