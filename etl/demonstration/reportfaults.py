"""Faults of a whole report, which only other figures or other months show: contradictions, guesses, copies, sums.

They stand in tables without lists: in a library's own workbook the lists would tell what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from data.periods import Month, is_year
from etl.demonstration.declared import questions
from etl.demonstration.faults import Place, Target
from etl.demonstration.shapes import Done, one_table
from etl.demonstration.sheets import Reported, Sheet, number

_MANY = 50  # visits of a library whose month says something
_ROUND_FIGURES = 12  # figures that can be rounded and stay apart from 0
_COUNTS = ("U", "V", "C", "L", "R", "S", "T", "E", "K", "P")  # groups of indicators that count
_NOT_ROUNDED = ("C03", "T03", "P04")  # few computers; hours
Spot = tuple[Sheet, str, Reported]


def _reports(target: Target) -> Iterator[Spot]:
    """Yield the open libraries of a monthly table in random order."""
    sheet = one_table(target)
    if sheet is None or target.workbook.lists:
        return
    reports = [(code, report) for (code, _), report in target.workbook.reports.items() if code in sheet.row_of]
    for index in target.stream.permutation(len(reports)).tolist():
        code, report = reports[int(index)]
        if not report.closed:
            yield sheet, code, report


def _value(report: Reported, column: str) -> float:
    return report.values[questions().columns.index(column)] or 0


def _write(spot: Spot, column: str, value: float) -> Place | None:
    """Write a figure into table and ledger; return its place, or None where the table does not ask for it."""
    sheet, code, report = spot
    if column not in sheet.column_of:
        return None
    place = Place(sheet, sheet.row_of[code], sheet.column_of[column])
    sheet.rows[place.row][place.column] = number(value)
    report.values[questions().columns.index(column)] = number(value)
    return place


def attendance_of_nothing(target: Target) -> Done:
    """M23: people at events, and no event."""
    for spot in _reports(target):
        if spot[2].values[questions().columns.index("E01")] == 0 and (place := _write(spot, "E02", 26)):
            return place, "26"
    return None


def events_for_nobody(target: Target) -> Done:
    """M23: events to which nobody came; the events are told."""
    for spot in _reports(target):
        if _value(spot[2], "E01") >= 2 and _write(spot, "E02", 0):
            sheet, code, _ = spot
            return Place(sheet, sheet.row_of[code], sheet.column_of["E01"]), "0"
    return None


def fewer_visits(target: Target) -> Done:
    """M23: fewer visits than users."""
    for spot in _reports(target):
        users, children = _value(spot[2], "U01"), _value(spot[2], "V02")
        if users >= 2 * max(10, children):
            target.correct_later()
            place = _write(spot, "V01", users // 2)
            return (place, f"{users // 2:g} visits of {users:g} users") if place else None
    return None


def people_added_up(target: Target) -> Done:
    """M24: the users of the year are those of its months, added up."""
    for (code, year), report in target.workbook.reports.items():
        sheet = target.workbook.sheets[report.sheet]
        if not is_year(year) or code not in sheet.row_of or "U01" not in sheet.column_of:
            continue
        known = [month for number in range(1, 12) if (month := target.before(code, year * 100 + number))]
        last = target.history.get((code, year * 100 + 12))  # comes with the annual table, and is read after it
        if last is None or last.report.closed or len(known) < 11 or target.before(code, year * 100 + 12):
            continue
        users = sum(_value(month, "U01") for month in (*known, last.report))
        if users > 100 and _value(last.report, "U01"):
            target.correct_later()
            place = _write((sheet, code, report), "U01", users)
            return (place, f"{users:g}") if place else None
    return None


def round_numbers(target: Target) -> Done:
    """M25: everything in tens: guessed, not counted."""
    columns = questions().columns
    for spot in _reports(target):
        sheet, _, report = spot
        counted = [
            (column, value)
            for column, value in zip(columns, report.values, strict=True)
            if value and column[0] in _COUNTS and column[:3] not in _NOT_ROUNDED and column in sheet.column_of
        ]
        if sum(value >= 10 for _, value in counted) < _ROUND_FIGURES or _value(report, "V01") < _MANY:
            continue
        target.correct_later()
        places = [(_write(spot, column, max(10, round(value, -1))), value) for column, value in counted]
        first = next((place for place, _ in places if place is not None), None)
        return (first, f"{len(places)} figures") if first else None
    return None


def copy_of_last_month(target: Target) -> Done:
    """M25: last month's row again."""
    columns = questions().columns
    for spot in _reports(target):
        sheet, code, report = spot
        period = next(period for known, period in target.workbook.reports if known == code)
        before = target.before(code, Month.from_period(period).plus(-1).period)
        if before is None or before.closed or _value(before, "V01") < _MANY or _value(report, "V01") < _MANY:
            continue
        target.correct_later()
        for column, value in zip(columns, before.values, strict=True):
            if column in sheet.column_of and value is not None:
                _write(spot, column, value)
        return Place(sheet, sheet.row_of[code], sheet.column_of["U01"]), f"{_value(before, 'V01'):g} visits again"
    return None


def thousands_unsaid(target: Target) -> Done:
    """M26: a year's budget in thousands of lei, in a column of lei, and no word about it."""
    reports: Sequence[tuple[tuple[str, int], Reported]] = list(target.workbook.reports.items())
    money = [_value(report, "A07") for _, report in reports]
    if target.workbook.form != "annual" or sum(amount > 0 for amount in money) < 8:
        return None
    for index in target.stream.permutation(len(reports)).tolist():
        (code, _), report = reports[int(index)]
        sheet, amount = target.workbook.sheets[report.sheet], _value(report, "A07")
        if amount and amount / 1000 * 25 < min(one for one in money if one):
            target.correct_later()
            place = _write((sheet, code, report), "A07", round(amount / 1000, 1))
            return (place, f"{amount / 1000:g}") if place else None
    return None


REPORTS: dict[str, Callable[[Target], Done]] = {
    "M23-attendance": attendance_of_nothing,
    "M23-events": events_for_nobody,
    "M23-visits": fewer_visits,
    "M24": people_added_up,
    "M25-copy": copy_of_last_month,
    "M25-round": round_numbers,
    "M26-thousands": thousands_unsaid,
}
