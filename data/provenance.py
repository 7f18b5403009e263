"""The address of a cell as one whole number, so that every stored value can name the cell it came from."""

from __future__ import annotations

import re

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_COLUMNS = 2**14  # Excel's own limit: 16,384 columns
_ROWS = 2**20  # and 1,048,576 rows


def pack_cell(sheet: int, row: int, column: int) -> int:
    """Return the address of a cell as one number; all three count from 0 (`sheet`: its order in the file)."""
    return (sheet * _ROWS + row) * _COLUMNS + column


def unpack_cell(packed: int) -> tuple[int, int, int]:
    """Return (sheet, row, column), each counted from 0: the inverse of `pack_cell`."""
    rest, column = divmod(packed, _COLUMNS)
    sheet, row = divmod(rest, _ROWS)
    return sheet, row, column


def cell_name(row: int, column: int) -> str:
    """Return the address a person reads, e.g. (16, 1) -> "B17"; row and column count from 0."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """Return the letters of a column counted from 0, e.g. 27 -> "AB"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_place(name: str | None) -> tuple[int, int] | None:
    """Return (row, column) from 0 of an address such as B17 (of a range its first cell), or None for any other text."""
    said = _CELL.match(name or "")
    if not said:
        return None
    column = 0
    for letter in said[1]:
        column = column * 26 + ord(letter) - 64
    return int(said[2]) - 1, column - 1
