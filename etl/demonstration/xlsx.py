"""Sheets -> the bytes of a file: .xlsx, and .csv as spreadsheets of the region export it.

The same sheets always give the same bytes: a fixed date of creation, no names of machines.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from etl.demonstration.sheets import Cell, DateCell, ErrorCell, Formula, Sheet

_SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = datetime(2015, 1, 1, tzinfo=UTC)
_CEDILLA = str.maketrans("șțȘȚ", "şţŞŢ")


def workbook_bytes(sheets: list[Sheet]) -> bytes:
    """Return the .xlsx file of some sheets."""
    packed = io.BytesIO()
    with Workbook(packed, _SETTINGS) as book:
        book.set_properties({"created": _CREATED})
        bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True})
        date = book.add_format({"num_format": "dd.mm.yyyy"})
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, bold, date)
    return packed.getvalue()


def _write(worksheet: Worksheet, sheet: Sheet, bold: Format, date: Format) -> None:
    if sheet.hidden:
        worksheet.hide()
    for row in sheet.hidden_rows:
        worksheet.set_row(row, None, None, {"hidden": True})
    for column in sheet.hidden_columns:
        worksheet.set_column(column, column, None, None, {"hidden": True})
    for merge in sheet.merges:
        worksheet.merge_range(*merge, "", bold)
    for row, cells in enumerate(sheet.rows):
        style = bold if row in sheet.header else None
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                worksheet.write_string(row, column, cell, style)
            elif isinstance(cell, Formula):  # without a value: never calculated
                worksheet.write_formula(row, column, cell.text, None, "" if cell.value is None else cell.value)
            elif isinstance(cell, ErrorCell):
                worksheet.write_formula(row, column, cell.text, None, cell.text)
            elif isinstance(cell, DateCell):
                worksheet.write_number(row, column, cell.serial, date)
            elif cell is not None:
                worksheet.write_number(row, column, cell)


def csv_bytes(sheet: Sheet, encoding: str) -> bytes:
    """Return a sheet as a spreadsheet exports it, merged cells filled once: by ";", or by tabs ("Unicode text")."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t" if encoding == "utf-16" else ";", lineterminator="\r\n")
    width = max(map(len, sheet.rows))
    for row in sheet.rows:
        shown = [_shown(cell) for cell in row]
        writer.writerow(shown + [""] * (width - len(shown)))
    text = out.getvalue()
    if encoding == "cp1250":  # has the letters with cedillas only
        text = text.translate(_CEDILLA)
    return text.encode(encoding, "replace")


def _shown(cell: Cell) -> str:
    if isinstance(cell, Formula):
        cell = cell.value
    if isinstance(cell, ErrorCell):
        return cell.text
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return "" if cell is None else str(cell)
