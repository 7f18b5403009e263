"""The page as a workbook: a cover with papers and cards, then a sheet a table. No text becomes a formula or a link."""

from __future__ import annotations

import io
import re

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from dashboard.charts.spec import CellValue, ColumnKind, TableSpec
from dashboard.content import PageContent
from data.wording import Text

_NUMBER_FORMATS: dict[ColumnKind, str] = {"whole": "#,##0", "decimal": "#,##0.0", "percent": '0.0"\u00a0%"'}
_LONGEST_SHEET_NAME = 31
_NARROWEST, _WIDEST = 9, 48  # of a column, in letters


def xlsx_body(content: PageContent, text: Text) -> bytes:
    """Return the workbook; numbers are numbers in the page's own precision, months text as "YYYY-MM"."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as book:
        book.set_properties({"title": content.title, "subject": content.filters, "comments": content.demonstration})
        names = {text["export.cover"]}
        _write_cover(book, book.add_worksheet(_sheet_name(text["export.cover"], set())), content, text)
        for table in content.tables:
            name = _sheet_name(table.title, names)
            names.add(name)
            _write_table(book, book.add_worksheet(name), table)
    return file.getvalue()


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return the title as Excel allows it for a sheet, and unlike those taken."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:_LONGEST_SHEET_NAME].strip(" '") or "1"
    name, number = plain, 1
    while name.lower() in {other.lower() for other in taken}:
        number += 1
        name = f"{plain[: _LONGEST_SHEET_NAME - 4]} ({number})"
    return name


def _write_cover(book: Workbook, sheet: Worksheet, content: PageContent, text: Text) -> None:
    heading, strong = book.add_format({"bold": True, "font_size": 16}), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 3, 48)
    sheet.write_string(0, 0, content.title, heading)
    papers = {
        "export.demonstration": content.demonstration,
        "export.finding": content.finding,
        "export.empty": content.empty,
        "export.filters": content.filters,
        "export.coverage": content.coverage,
        "export.as_of": content.as_of,
        "export.source": content.source,
    }
    row = 2
    for key, words in papers.items():
        if words:
            sheet.write_string(row, 0, text[key], strong)
            sheet.write_string(row, 1, words, wrapped)
            row += 1
    for sentence in content.sentences:
        sheet.write_string(row, 1, sentence, wrapped)
        row += 1
    if content.cards:
        _write_cards(book, sheet, content, text, row + 1)


def _write_cards(book: Workbook, sheet: Worksheet, content: PageContent, text: Text, row: int) -> None:
    header = book.add_format({"bold": True, "bottom": 1})
    for place, key in enumerate(("export.figure", "export.value", "export.note", "export.coverage")):
        sheet.write_string(row, place, text[key], header)
    whole = book.add_format({"num_format": "#,##0", "align": "left", "valign": "top"})
    decimal = book.add_format({"num_format": "#,##0.0##", "align": "left", "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for number, card in enumerate(content.cards, start=row + 1):
        sheet.write_string(number, 0, card.label, wrapped)
        if card.value is not None:
            sheet.write_number(number, 1, card.value, whole if float(card.value).is_integer() else decimal)
        sheet.write_string(number, 2, card.note, wrapped)
        sheet.write_string(number, 3, card.coverage, wrapped)


def _write_table(book: Workbook, sheet: Worksheet, table: TableSpec) -> None:
    header = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.label, header)
        number_format = _NUMBER_FORMATS.get(column.kind)
        sheet.set_column(
            place,
            place,
            _width(table, place),
            book.add_format({"num_format": number_format} if number_format else None),
        )
    for number, row in enumerate(table.rows, start=1):
        for place, value in enumerate(row):
            _write_cell(sheet, number, place, value)
    sheet.freeze_panes(1, 1)
    if table.rows and table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _write_cell(sheet: Worksheet, row: int, place: int, value: CellValue) -> None:
    if isinstance(value, str):
        sheet.write_string(row, place, value)
    elif value is not None:
        sheet.write_number(row, place, value)


def _width(table: TableSpec, place: int) -> int:
    lengths = (len(str(row[place])) for row in table.rows if row[place] is not None)
    header = max((len(word) for word in table.columns[place].label.split()), default=0)
    return min(_WIDEST, max(_NARROWEST, header + 3, max(lengths, default=0) + 3))
