"""The address of a cell as one whole number, so that every stored value can name the cell it came from."""

from __future__ import annotations

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
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
