"""A campaign's stage as charts: differences with their intervals, the two sides around the start, rows by count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from dashboard.charts.spec import CellValue, ChartSpec, Column, ColumnKind, Series, TableSpec
from dashboard.charts.words import ChartWords

More = tuple[tuple[str, ColumnKind], ...]  # further columns of a table: key and kind


class Row(NamedTuple):
    """A row of a chart: its name, its value, the ends of its interval, and what else the table says of it."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    more: tuple[CellValue, ...] = ()


def dots(rows: Sequence[Row], *, key: str, words: ChartWords, more: More = ()) -> ChartSpec:
    """Return differences in per cent with their 95 % intervals, measured by a line at no difference.

    `more` are the keys and kinds of the columns that the rows carry besides. A row without a value stands in the table
    only.
    """
    drawn = [row for row in rows if row.value is not None]
    series = Series(
        "value",
        words.labels["value"],
        tuple(row.value for row in drawn),
        low=tuple(row.low for row in drawn),
        high=tuple(row.high for row in drawn),
    )
    shape: list[tuple[str, ColumnKind]] = [
        ("name", "text"), ("value", "percent"), ("low", "percent"), ("high", "percent"), *more,
    ]  # fmt: skip
    table = _table(key, words, shape, [(row.label, row.value, row.low, row.high, *row.more) for row in rows])
    return _spec("dots", key, words, [row.label for row in drawn], series, table, reference=0.0)


def counted(rows: Sequence[Row], *, key: str, words: ChartWords, more: More = ()) -> ChartSpec:
    """Return lying bars from most to least; `more` as in `dots`."""
    ordered = sorted(rows, key=lambda row: (-(row.value or 0.0), row.label))
    series = Series("value", words.labels["value"], tuple(row.value for row in ordered))
    whole: ColumnKind = "percent" if words.unit == "%" else "whole"
    shape: list[tuple[str, ColumnKind]] = [("name", "text"), ("value", whole), *more]
    table = _table(key, words, shape, [(row.label, row.value, *row.more) for row in ordered])
    return _spec("ranked", key, words, [row.label for row in ordered], series, table)


def _table(
    key: str, words: ChartWords, shape: Sequence[tuple[str, ColumnKind]], rows: Sequence[tuple[CellValue, ...]]
) -> TableSpec:
    return TableSpec(
        key, words.table, tuple(Column(name, words.labels[name], kind) for name, kind in shape), tuple(rows)
    )


def _spec(
    kind: Literal["dots", "ranked"],
    key: str,
    words: ChartWords,
    names: Sequence[str],
    series: Series,
    table: TableSpec,
    *,
    reference: float | None = None,
) -> ChartSpec:
    return ChartSpec(
        key=key,
        kind=kind,
        title=words.title,
        subtitle=words.subtitle,
        categories=tuple(names),
        category_labels=tuple(names),
        series=(series,),
        unit=words.unit,
        summary=words.summary,
        source=words.source,
        as_of=words.as_of,
        coverage=words.coverage,
        table=replace(table, passport=words.passport),
        passport=words.passport,
        notes=words.notes,
        reference=reference,
        indicator=words.indicator,
    )
