"""The monthly workbook of one library: the clean template, one sheet a subject, filled in."""

from __future__ import annotations

from collections.abc import Sequence

from data.periods import Month
from etl.demonstration.declared import form_sheets, forms, questions, random_stream
from etl.demonstration.happenings import Lists
from etl.demonstration.register import Place
from etl.demonstration.sheets import Cell, Reported, Sheet
from etl.demonstration.workbooks.details import advocacy_rows, event_rows, partner_rows, story_rows

VERSION = "v2"
SERVICE_COLUMNS = {"S01": 2, "S02": 3, "S03": 4, "S05": 5}


def workbook(place: Place, month: Month, report: Reported, lists: Lists, territory: str) -> list[Sheet]:
    """Return the sheets of one library's month."""
    typed = random_stream(0, place.library.code, "days").random() < 0.7  # else the spreadsheet keeps days as dates
    rows = {
        "events": event_rows(lists.events, forms()["ro"], typed_days=typed),
        "partners": partner_rows(lists, "ro"),
        "advocacy": advocacy_rows(lists, "ro"),
        "stories": story_rows(lists, "ro"),
    }
    return [
        _instructions(),
        _meta(place, month),
        _general(place, month, report, territory),
        _users(place, report),
        _services(place, report),
        *(_list(name, some) for name, some in rows.items()),
        _lists(),
    ]


def _list(name: str, rows: list[list[Cell]]) -> Sheet:
    title, *heads = form_sheets()[name]
    return Sheet(title, [list(heads), *rows], header=range(1))


def _instructions() -> Sheet:
    texts = form_sheets()["instructions"]
    return Sheet(texts[0], [[line] for line in texts[1:]], header=range(1))


def _meta(place: Place, month: Month) -> Sheet:
    rows: list[list[Cell]] = [
        ["form", "NVT-LUNAR"],
        ["version", VERSION],
        ["library", place.library.code],
        ["period", str(month)],
        ["language", "ro"],
    ]
    return Sheet("_meta", rows, hidden=True)


def _general(place: Place, month: Month, report: Reported, territory: str) -> Sheet:
    name, *labels = form_sheets()["general"]
    columns = questions().columns
    days = forms()["ro"].texts["closed"] if report.closed else report.values[columns.index("O01")]
    hours = None if report.closed else report.values[columns.index("O02")]
    done = month.plus(1)
    values: Sequence[Cell] = [
        place.library.code,
        place.library.name,
        territory,
        place.site.locality("ro"),
        place.site.area.code,
        forms()["ro"].months[month.month - 1],
        month.year,
        days,
        hours,
        None,
        None,
        f"03.{done.month:02d}.{done.year}",
    ]
    sheet = Sheet(name, [[label, value] for label, value in zip(labels, values, strict=True)])
    sheet.column_of = {"O01": 1, "O02": 1}
    sheet.row_of = {"O01": 7, "O02": 8, "code": 0, "name": 1, "cuatm": 4, "month": 5, "year": 6}
    return sheet


def _users(place: Place, report: Reported) -> Sheet:
    """Return the sheet of totals: a row an indicator, children beside their whole."""
    name, *heads = form_sheets()["users"]
    columns, labels = questions().columns, forms()["ro"].labels
    sheet = Sheet(name, [list(heads)], header=range(1))
    children = {"U01": "U03", "V01": "V02"}
    for code in questions().indicators:
        if code in children.values() or code in {"O01", "O02"}:
            continue
        row: list[Cell] = [code, labels[code], report.values[columns.index(code)], None, None, None]
        if code in children:
            row[3] = report.values[columns.index(children[code])]
            sheet.row_of[children[code]] = len(sheet.rows)
            sheet.column_of[children[code]] = 3
        sheet.row_of[code] = len(sheet.rows)
        sheet.column_of[code] = 2
        sheet.rows.append(row)
    return sheet


def _services(place: Place, report: Reported) -> Sheet:
    """Return the sheet of services: a row a category."""
    name, *heads = form_sheets()["services"]
    asked, labels = questions(), forms()["ro"].categories
    sheet = Sheet(name, [list(heads)], header=range(1))
    first = asked.columns.index(f"S01:{asked.categories[0]}")
    count = len(asked.categories)
    for turn, category in enumerate(asked.categories):
        row: list[Cell] = [labels[category], None]
        for step, code in enumerate(asked.by_category):
            row.append(report.values[first + step * count + turn])
            sheet.row_of[f"{code}:{category}"] = len(sheet.rows)
            sheet.column_of[f"{code}:{category}"] = SERVICE_COLUMNS[code]
        sheet.rows.append([*row, None, None])
    return sheet


def _lists() -> Sheet:
    name, *heads = form_sheets()["lists"]
    rows: list[list[Cell]] = [[*heads]]
    rows += [[category] for category in forms()["ro"].categories.values()]
    return Sheet(name, rows, header=range(1))
