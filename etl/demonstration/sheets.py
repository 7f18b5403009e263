"""A workbook before it is written: sheets of plain cells, so that faults can be put in and every value found again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from etl.demonstration.happenings import Lists


class Formula(NamedTuple):
    """A formula with the value it last had; None: never calculated."""

    text: str
    value: float | None


class ErrorCell(NamedTuple):
    """A cell that shows an error, e.g. #REF!."""

    text: str


class DateCell(NamedTuple):
    """A cell that a spreadsheet took for a date: its serial day."""

    serial: int


Cell = str | int | float | Formula | ErrorCell | DateCell | None
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; counted from 0


@dataclass(slots=True)
class Sheet:
    """A sheet. `row_of` (library code -> row) and `column_of` (quantity -> column) say where a value stands."""

    name: str
    rows: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)
    header: range = range(0)  # its bold rows
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    row_of: dict[str, int] = field(default_factory=dict)
    column_of: dict[str, int] = field(default_factory=dict)

    def shift(self, rows: int, columns: int) -> None:
        """Move everything down and to the right, leaving empty rows and columns."""
        self.rows = [[] for _ in range(rows)] + [[None] * columns + row for row in self.rows]
        self.merges = [(a + rows, b + columns, c + rows, d + columns) for a, b, c, d in self.merges]
        self.header = range(self.header.start + rows, self.header.stop + rows)
        self.row_of = {key: row + rows for key, row in self.row_of.items()}
        self.column_of = {key: column + columns for key, column in self.column_of.items()}


@dataclass(slots=True)
class Reported:
    """What one library says of one period: a value for each of questions().columns, None where it says nothing."""

    values: list[float | None]
    closed: bool = False
    sheet: int = 0  # index of the sheet it stands on


@dataclass(slots=True)
class Workbook:
    """A file to be written, and what a correct reader learns from it: `reports`, by library and period."""

    path: str  # below files/, with forward slashes
    sheets: list[Sheet]
    form: str
    reports: dict[tuple[str, int], Reported] = field(default_factory=dict)
    lists: dict[tuple[str, int], Lists] = field(default_factory=dict)  # likewise
    encoding: str = ""  # of a CSV file; "pdf": a scan; empty: a workbook
    may_hold_faults: bool = True
    slips: tuple[tuple[str, int], ...] = ()  # of `reports`, those with a slip of a digit that is corrected later


def number(value: float) -> int | float | None:
    """Return the number as a cell holds it: whole where it is whole, nothing for nan."""
    if value != value:
        return None
    return int(value) if value == int(value) else value
