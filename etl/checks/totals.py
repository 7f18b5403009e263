"""Totals that senders write are checksums: checked against what was read, told when they differ, never loaded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from etl.cells import cell_text

if TYPE_CHECKING:
    from etl.read import TableReading
    from etl.tables.header import PlannedColumn

_ADDED_UP = ("sum", "money")  # over months; people, stocks and ratios are not
_ADDED_UP_OVER_LIBRARIES = (*_ADDED_UP, "unique", "last")
_TOLERANCE = 0.005  # of money written with two decimals


class TotalRow(NamedTuple):
    """A row that says it adds up rows above it."""

    number: int
    label: str
    rows_before: int  # data rows read before it


def cell_value(reading: TableReading, row: int, column: int) -> float | None:
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
    columns = [*reading.plan.values, *reading.plan.totals]
    before: list[int] = []
    start = 0
    for total in reading.totals:
        since = reading.data_rows[start : total.rows_before]
        above = reading.data_rows[: total.rows_before]
        if above:
            candidates = [_Sums(reading, rows) for rows in (since, before, above) if rows]
            stated_row = reading.sheet.rows[total.number]
            over_months = are_months(reading, above)
            for column in columns:
                stated = stated_row[column.index] if column.index < len(stated_row) else ""
                if stated != "" and (over_months or stated != candidates[0].of(column.index)):
                    _check_cell(reading, total, column, candidates, over_months=over_months)
        before = [*before, total.number] if since else before
        start = total.rows_before


def are_months(reading: TableReading, rows: list[int]) -> bool:
    """True when rows hold several months of one library, so that their total is one over months."""
    known = [reading.known_of[number] for number in rows]
    return len({(one.year, one.month) for one in known}) > 1 and len({one[:2] for one in known}) == 1


def _check_cell(
    reading: TableReading, total: TotalRow, column: PlannedColumn, candidates: list[_Sums], *, over_months: bool
) -> None:
    stated = cell_value(reading, total.number, column.index)
    if stated is None:
        return
    sums = [candidate.of(column.index) for candidate in candidates]
    same = any(abs(stated - computed) <= _TOLERANCE for computed in sums)
    nearest = min(sums, key=lambda computed: abs(stated - computed))
    about = reading.known_of[candidates[-1].rows[-1]]
    place = Place(total.number, column.index, total.label, column.known.indicator or about.indicator)
    tell_total(reading, place, stated, nearest, same=same, over_months=over_months)


def check_total_columns(reading: TableReading) -> None:
    """Tell each cell of a total column that is not the sum of the values its header speaks of."""
    for total in reading.plan.totals:
        parts = [
            column
            for column in reading.plan.values
            if all(mine is None or mine == its for mine, its in zip(total.known, column.known, strict=True))
        ]
        over_months = len({(column.known.year, column.known.month) for column in parts}) > 1
        for number in reading.data_rows:
            stated = cell_value(reading, number, total.index)
            values = [value for column in parts if (value := cell_value(reading, number, column.index)) is not None]
            if stated is not None and values:
                computed = float(sum(values))
                same = abs(stated - computed) <= _TOLERANCE
                indicator = total.known.indicator or reading.known_of[number].indicator
                place = Place(number, total.index, total.header, indicator)
                tell_total(reading, place, stated, computed, same=same, over_months=over_months)


class Place(NamedTuple):
    """A total: its cell, what it calls itself, and the indicator it adds up, where one is known."""

    row: int
    column: int
    label: str
    indicator: str | None


def tell_total(
    reading: TableReading, place: Place, stated: float, computed: float, *, same: bool, over_months: bool
) -> None:
    """Tell a total that is no sum, and one over months of what does not add up over them: people are not counted so."""
    declared = reading.out.catalogue.indicators.get(place.indicator or "")
    rule = declared.rule if declared and (over_months or declared.rule not in _ADDED_UP_OVER_LIBRARIES) else "sum"
    if rule == "unique" and same and stated > 0:
        reading.out.problem(
            "total-of-people", sheet=reading.sheet.name, row=place.row, column=place.column,
            found=cell_text(stated), label=place.label, indicator=place.indicator or "",
        )  # fmt: skip
    elif rule in _ADDED_UP and not same:
        reading.out.problem(
            "total-differs", sheet=reading.sheet.name, row=place.row, column=place.column,
            found=cell_text(stated), label=place.label, computed=cell_text(computed),
        )  # fmt: skip
