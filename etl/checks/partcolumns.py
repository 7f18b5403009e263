"""Parts that a form asks beside their whole and that are checked, not loaded: women among users, ages of users."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.provenance import cell_name
from etl.cells import cell_text
from etl.checks.totals import cell_value

if TYPE_CHECKING:
    from etl.read import TableReading
    from etl.tables.header import PlannedColumn

_TOLERANCE = 0.005


def check_part_columns(reading: TableReading) -> None:
    """Tell each part that exceeds its whole, and each breakdown whose parts do not make up the whole."""
    for part in reading.plan.parts:
        whole = _whole_of(part, reading)
        for row in reading.data_rows if whole else ():
            _check_part(reading, row, part, whole)  # type: ignore[arg-type]  # there is one, or there are no rows
    for whole, parts in _breakdowns(reading):
        for row in reading.data_rows:
            _check_breakdown(reading, row, whole, parts)


def _whole_of(part: PlannedColumn, reading: TableReading) -> PlannedColumn | None:
    """Return the column of the whole: the values of which the part's header says the same."""
    return next((one for one in reading.plan.values if not one.becomes and one.known == part.known), None)


def _breakdowns(reading: TableReading) -> Iterator[tuple[PlannedColumn, list[PlannedColumn]]]:
    """Yield each whole with the parts of a breakdown, read or only checked, where there are several."""
    found: dict[tuple[str, int], list[PlannedColumn]] = {}
    wholes: dict[int, PlannedColumn] = {}
    for part in (*reading.plan.values, *reading.plan.parts):
        if part.breakdown and (whole := _whole_of(part, reading)):
            wholes[whole.index] = whole
            found.setdefault((part.breakdown, whole.index), []).append(part)
    yield from ((wholes[index], parts) for (_, index), parts in found.items() if len(parts) > 1)


def _check_part(reading: TableReading, row: int, part: PlannedColumn, whole: PlannedColumn) -> None:
    value, limit = cell_value(reading, row, part.index), cell_value(reading, row, whole.index)
    if value is not None and limit is not None and value > limit:
        reading.out.problem(
            "part-exceeds-whole", sheet=reading.sheet.name, row=row, column=part.index,
            found=cell_text(value), whole=cell_text(limit), whole_cell=cell_name(row, whole.index),
        )  # fmt: skip


def _check_breakdown(reading: TableReading, row: int, whole: PlannedColumn, parts: list[PlannedColumn]) -> None:
    limit = cell_value(reading, row, whole.index)
    values = [value for part in parts if (value := cell_value(reading, row, part.index)) is not None]
    if limit is None or len(values) < len(parts) or abs(sum(values) - limit) <= _TOLERANCE:
        return
    names = [cell_name(row, part.index) for part in parts]
    reading.out.problem(
        "parts-differ", sheet=reading.sheet.name, row=row, column=parts[0].index, found=cell_text(float(sum(values))),
        parts=" + ".join(names), whole=cell_text(limit), whole_cell=cell_name(row, whole.index),
    )  # fmt: skip
