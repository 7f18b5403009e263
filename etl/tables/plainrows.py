"""Rows whose cells are simply numbers or empty, kept whole: most rows are, and a row costs far less than its cells."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from etl.cells import Cell
    from etl.tables.cellplans import CellPlan
    from etl.workbook import Row

EMPTY = math.nan  # an empty cell among the values of a plain row
_FEWEST_CELLS = 6  # below that, cell by cell is as fast
_ALL_NUMBERS = {float}


class PlainRow(NamedTuple):
    """One row: the value of each planned cell (EMPTY: none), and the packed address of its first column."""

    plan: RowPlan
    base: int
    values: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class RowPlan:
    """The cells to read of one kind of row. `pick` takes them out of it, where they may be read as a whole."""

    cells: tuple[CellPlan, ...]
    columns: NDArray[np.int64]
    pick: Callable[[Row], tuple[Cell, ...]] | None
    places: Mapping[tuple[str, str], int]  # indicator and category -> place among the cells

    @classmethod
    def of(cls, cells: tuple[CellPlan, ...]) -> RowPlan:
        """Return the plan; few cells, and cells to be scaled, are read one by one."""
        columns = [cell.column for cell in cells]
        places = {(cell.indicator, cell.category): number for number, cell in enumerate(cells)}
        one_by_one = len(cells) < _FEWEST_CELLS or any(cell.scale is not None for cell in cells)
        return cls(cells, np.array(columns, dtype=np.int64), None if one_by_one else itemgetter(*columns), places)

    def values(self, row: Row) -> tuple[float, ...] | None:
        """Return the values of a plain row; None for one with any cell that has to be read with care."""
        if self.pick is None:
            return None
        picked, empty = self.pick(row), 0
        if set(map(type, picked)) != _ALL_NUMBERS:
            empty = picked.count("")
            picked = tuple([EMPTY if cell == "" else cell for cell in picked])
            if set(map(type, picked)) != _ALL_NUMBERS:
                return None
        values: tuple[float, ...] = picked  # type: ignore[assignment]  # just seen
        given = [value for value in values if value == value] if empty else values
        odd = [place for place, value in enumerate(values) if value % 1.0]  # fractions, empty cells, no numbers
        if len(odd) > empty and sum(self._may_be_odd(place, values[place]) for place in odd) + empty < len(odd):
            return None
        return None if given and min(given) < 0.0 else values

    def _may_be_odd(self, place: int, value: float) -> bool:
        return math.isfinite(value) and not self.cells[place].whole
