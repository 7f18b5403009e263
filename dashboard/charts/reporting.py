"""Reporting as charts: cells by row and period, each in a step with a letter; reports by how late they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dashboard.charts.building import spec_of
from dashboard.charts.spec import CellValue, ChartSpec, Column, ColumnKind, Series, Step, TableSpec
from dashboard.charts.words import ChartWords


class Cell(NamedTuple):
    """A cell: the place of its step, what it says in words, what the table says."""

    step: int
    shown: str
    value: CellValue


class Row(NamedTuple):
    """A row of cells, one for each period; None where there is nothing to say."""

    label: str
    cells: Sequence[Cell | None]
    link: str = ""


def cells_by_period(
    rows: Sequence[Row],
    *,
    key: str,
    words: ChartWords,
    periods: Sequence[tuple[str, str]],
    steps: Sequence[Step],
    kind: ColumnKind,
) -> ChartSpec:
    """Return the heat map; `periods` are pairs of code and name, `kind` is that of the table's cells."""
    series = [
        Series(
            key=str(place),
            label=row.label,
            values=tuple(None if cell is None else float(cell.step) for cell in row.cells),
            shown=tuple("" if cell is None else cell.shown for cell in row.cells),
        )
        for place, row in enumerate(rows)
    ]
    columns = (Column("name", words.labels["name"]), *(Column(code, name, kind) for code, name in periods))
    table = TableSpec(
        key,
        words.table,
        columns,
        tuple((row.label, *(None if cell is None else cell.value for cell in row.cells)) for row in rows),
        tuple(row.link for row in rows),
    )
    codes, names = [code for code, _ in periods], [name for _, name in periods]
    spec = spec_of("heat", key, words, codes, names, series, table, links=[row.link for row in rows])
    return replace(spec, steps=tuple(steps))


def by_days_late(classes: Sequence[tuple[str, int]], *, key: str, words: ChartWords) -> ChartSpec:
    """Return the reports of each class of lateness, in the order of time; the table adds their share in per cent."""
    names, values = [name for name, _ in classes], [value for _, value in classes]
    whole = sum(values)
    series = Series("reports", words.labels["reports"], tuple(float(value) for value in values))
    table = TableSpec(
        key,
        words.table,
        (
            Column("days_late", words.labels["days_late"]),
            Column("reports", words.labels["reports"], "whole"),
            Column("share_pct", words.labels["share_pct"], "percent"),
        ),
        tuple((name, value, 100 * value / whole if whole else None) for name, value in classes),
    )
    return spec_of("ranked", key, words, names, names, (series,), table)
