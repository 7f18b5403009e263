"""Totals that senders write are checksums: checked against what was read, told when they differ, never loaded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from etl.cells import cell_text

if TYPE_CHECKING:
    from etl.read import TableReading

_TOLERANCE = 0.005  # of money written with two decimals


class TotalRow(NamedTuple):
    """A row that says it adds up rows above it."""

    number: int
    label: str
    rows_before: int  # data rows read before it


def _value(reading: TableReading, row: int, column: int) -> float | None:
    """Return the number of a cell as it stands (not scaled), or None."""
    cells = reading.sheet.rows[row]
    cell = cells[column] if column < len(cells) else ""
    if cell.__class__ is float:
        return float(cell)
    return reading.cells.read(cell, whole=False).value if cell != "" else None


@dataclass
class _Sums:
    """The sums of all columns over some rows."""

    reading: TableReading
    rows: list[int]

    @cached_property
    def _sums(self) -> list[float]:
        """The sum of each column: all at once is quick."""
        all_rows, wanted = self.reading.sheet.rows, set(self.rows)
        block = [[cell if isinstance(cell, float) else 0.0 for cell in all_rows[number]] for number in self.rows]
        sums = [sum(column) for column in zip_longest(*block, fillvalue=0.0)]
        for (row, column), value in self.reading.other_numbers.items():
            if row in wanted and column < len(sums):
                sums[column] += value
        return sums

    def of(self, column: int) -> float:
        """Return the sum of a column."""
        return self._sums[column] if column < len(self._sums) else 0.0


def check_total_rows(reading: TableReading) -> None:
    """Tell each total that equals neither the rows since the last one, nor the totals above it, nor all rows above."""
    columns = [column.index for column in (*reading.plan.values, *reading.plan.totals)]
    before: list[int] = []
    start = 0
    for total in reading.totals:
        since = reading.data_rows[start : total.rows_before]
        above = reading.data_rows[: total.rows_before]
        if above:
            candidates = [_Sums(reading, rows) for rows in (since, before, above) if rows]
            stated_row = reading.sheet.rows[total.number]
            for column in columns:
                stated = stated_row[column] if column < len(stated_row) else ""
                if stated != "" and stated != candidates[0].of(column):
                    _check_cell(reading, total, column, candidates)
        before = [*before, total.number] if since else before
        start = total.rows_before


def _check_cell(reading: TableReading, total: TotalRow, column: int, candidates: list[_Sums]) -> None:
    stated = _value(reading, total.number, column)
    if stated is None:
        return
    sums: list[float] = []
    for candidate in candidates:
        sums.append(candidate.of(column))
        if abs(stated - sums[-1]) <= _TOLERANCE:
            return
    nearest = min(sums, key=lambda computed: abs(stated - computed))
    reading.out.problem(
        "total-differs", sheet=reading.sheet.name, row=total.number, column=column,
        found=cell_text(stated), computed=cell_text(nearest), label=total.label,
    )  # fmt: skip


def check_total_columns(reading: TableReading) -> None:
    """Tell each cell of a total column that is not the sum of the values its header speaks of."""
    for total in reading.plan.totals:
        parts = [
            column.index
            for column in reading.plan.values
            if all(mine is None or mine == its for mine, its in zip(total.known, column.known, strict=True))
        ]
        for number in reading.data_rows:
            stated = _value(reading, number, total.index)
            values = [value for column in parts if (value := _value(reading, number, column)) is not None]
            if stated is not None and values and abs(stated - sum(values)) > _TOLERANCE:
                reading.out.problem(
                    "total-differs", sheet=reading.sheet.name, row=number, column=total.index,
                    found=cell_text(stated), computed=cell_text(float(sum(values))), label=total.header,
                )  # fmt: skip
