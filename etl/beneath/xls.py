"""Beneath the cells of an .xls file, read with xlrd: the fast reader shows its errors as empty cells."""

from __future__ import annotations

import xlrd
from xlrd.biffh import XL_CELL_ERROR, XLRDError, error_text_from_code
from xlrd.sheet import Sheet

from data.provenance import cell_name
from etl.beneath.facts import Facts


def facts_of(content: bytes) -> dict[str, Facts]:
    """Return the facts of each sheet by its name; raises ValueError and other errors of a parser."""
    try:
        opened = xlrd.open_workbook(file_contents=content, formatting_info=True, on_demand=True, logfile=_Silence())
        with opened as book:
            return {name: _facts(book.sheet_by_name(name)) for name in book.sheet_names()}
    except XLRDError as error:
        raise ValueError(str(error)) from error


def _facts(sheet: Sheet) -> Facts:
    failed = {
        cell_name(row, column): error_text_from_code.get(int(value), "#REF!")
        for row in range(sheet.nrows)
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True))
        if kind == XL_CELL_ERROR
    }
    return Facts(
        failed=failed,
        hidden_rows=frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden),
        comments={cell_name(*place): note.text.strip() for place, note in sheet.cell_note_map.items()},
    )


class _Silence:
    """Where the parser's remarks go: they are about the file's build, not about what it says."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        return
