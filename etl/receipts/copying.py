"""The sheets of a received file as plain content: values, looks, sizes, comments. What could run is never taken along.

This is a list of what passes, not of what is taken out: formulas, links, macros, names, data connections, validations,
conditional formats, pictures and scripts are simply not on it.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from data.provenance import cell_name
from etl.guard import Checked
from etl.limits import limits
from etl.receipts.styles import Look, Looks
from etl.workbook import Book, Sheet, open_book

Value = str | float | int | bool | date | datetime | time | timedelta | None
Place = tuple[int, int]  # row and column, each from 0

# Ranges that the thorough reader makes cell by cell, however large they are.
_JOINED = re.compile(rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref\s*=\s*["']\s*([A-Za-z0-9:$]+)""")
_FAILED = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]+)</v>')
_DATE: Look = (("num_format", "yyyy-mm-dd"),)
_TIME: Look = (("num_format", "[h]:mm"),)


class TooMuch(ValueError):
    """The file has more cells than a report has; its sheets are not copied."""


@dataclass(slots=True)
class CopiedSheet:
    """A sheet as it will stand in the receipt. Sizes as spreadsheets count them; rows and columns from 0."""

    name: str  # as the file has it; "" for a text file
    cells: dict[Place, tuple[Value, Look]] = field(default_factory=dict)
    merges: list[tuple[Place, Place]] = field(default_factory=list)
    comments: dict[Place, str] = field(default_factory=dict)
    widths: dict[tuple[int, int], float] = field(default_factory=dict)  # first and last column
    heights: dict[int, float] = field(default_factory=dict)
    hidden_columns: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    visible: bool = True

    def anchor(self, place: Place) -> Place:
        """Return the cell that shows what stands at a place: the first one of its merged range."""
        for first, last in self.merges:
            if first[0] <= place[0] <= last[0] and first[1] <= place[1] <= last[1]:
                return first
        return place


def copy_sheets(path: Path, checked: Checked) -> list[CopiedSheet]:
    """Return the sheets of a file that the guard has let in; raises TooMuch, and what the parsers raise."""
    book = open_book(path, checked)
    if (
        checked.file_type == "xlsx"
        and checked.archive is not None
        and "xl/workbook.bin" not in checked.archive.NameToInfo
    ):
        _refuse_bombs(checked.archive)
        return _copy_workbook(checked.content, book)
    return [_copy_rows(sheet) for sheet in book.sheets]


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Raise TooMuch for ranges that would be made cell by cell: "A1:XFD1048576" is short to write."""
    joined = 0
    for member in archive.infolist():
        if member.filename.endswith((".xml", ".XML")):
            for reference in _JOINED.findall(archive.read(member)):
                left, top, right, bottom = range_boundaries(reference.decode())
                if left is None or top is None or right is None or bottom is None:  # whole rows or columns
                    raise TooMuch(reference.decode())
                joined += (right - left + 1) * (bottom - top + 1)
    if joined > limits().receipt.most_joined_cells:
        raise TooMuch(f"{joined} joined cells")


def _copy_workbook(content: bytes, book: Book) -> list[CopiedSheet]:
    """Return the sheets with their looks; what formulas came to is taken from the file, never calculated."""
    if sum(sheet.xml.count(b"<c ") for sheet in book.sheets) > limits().receipt.most_cells:
        raise TooMuch("cells")
    workbook = load_workbook(io.BytesIO(content), keep_vba=False, keep_links=False)
    if sum(len(sheet._cells) for sheet in workbook.worksheets) > limits().receipt.most_cells:
        raise TooMuch("cells")
    results = {sheet.name: sheet for sheet in book.sheets}
    looks = Looks(workbook)
    return [_copy_sheet(sheet, results.get(sheet.title), looks) for sheet in workbook.worksheets]


def _copy_sheet(sheet: Worksheet, results: Sheet | None, looks: Looks) -> CopiedSheet:
    copied = CopiedSheet(sheet.title, visible=sheet.sheet_state == "visible")
    for cell in sheet._cells.values():  # those there are: a sheet may claim 17 billion
        if not isinstance(cell, Cell):  # covered by a merged range
            continue
        place = (cell.row - 1, cell.column - 1)
        value, look = _value(cell, results), looks.of(cell)
        if value is not None or look:
            copied.cells[place] = (value, look)
        if cell.comment is not None:
            copied.comments[place] = str(cell.comment.text)
    copied.merges = [
        ((found.min_row - 1, found.min_col - 1), (found.max_row - 1, found.max_col - 1))
        for found in sorted(sheet.merged_cells.ranges, key=lambda found: found.bounds)
    ]
    for dimension in sheet.column_dimensions.values():
        columns = ((dimension.min or 1) - 1, (dimension.max or dimension.min or 1) - 1)
        if dimension.width:
            copied.widths[columns] = float(dimension.width)
        if dimension.hidden:
            copied.hidden_columns.add(columns)
    for number, row in sheet.row_dimensions.items():
        if row.height:
            copied.heights[number - 1] = float(row.height)
        if row.hidden:
            copied.hidden_rows.add(number - 1)
    return copied


def _value(cell: Cell, results: Sheet | None) -> Value:
    """Return what a cell shows: of a formula its stored result, or the formula as text where it never had one."""
    if cell.data_type != "f":
        return cell.value  # type: ignore[return-value]  # an array formula is of type f
    row, column = cell.row - 1, cell.column - 1
    rows = results.rows if results else []
    result = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
    if result != "":
        return result
    name = cell_name(row, column)
    if results is not None and name not in results.failed_cells:
        return None  # the formula came to nothing
    if results is not None and (error := _errors(results.xml).get(name)):
        return error
    return str(cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value)


@lru_cache(maxsize=2)
def _errors(xml: bytes) -> dict[str, str]:
    """Return what formulas came to that failed, by the address of their cells, e.g. #DIV/0!"""
    return {name.decode(): error.decode("utf-8", "replace") for name, error in _FAILED.findall(xml)}


def _copy_rows(sheet: Sheet) -> CopiedSheet:
    """Return a sheet of another type of file: its values, and no looks."""
    joined = sum((last[0] - first[0] + 1) * (last[1] - first[1] + 1) for first, last in sheet.merges)
    if joined > limits().receipt.most_joined_cells:
        raise TooMuch(f"{joined} joined cells")
    copied = CopiedSheet(sheet.name, visible=sheet.visible, merges=list(sheet.merges))
    cells = 0
    for row, values in enumerate(sheet.rows):
        cells += len(values)
        if cells > limits().receipt.most_cells:
            raise TooMuch("cells")
        for column, value in enumerate(values):
            if value != "":
                look = _DATE if isinstance(value, date) else _TIME if isinstance(value, time | timedelta) else ()
                copied.cells[row, column] = (value, look)
    return copied


def plain_text(value: str) -> str:
    """Return a text without the characters that no workbook can hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", value)


def is_number(value: Value) -> bool:
    """True for a number that a workbook can hold."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
