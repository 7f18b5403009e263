"""What every builder of charts needs: a spec from words and values, a table beside it, numbers out of a frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from dashboard.charts.spec import Band, CellValue, ChartSpec, Column, ColumnKind, Kind, Mark, Series, TableSpec
from dashboard.charts.words import ChartWords
from data.coverage import Coverage
from data.periods import Month, is_year

Shape = Sequence[tuple[str, ColumnKind]]  # the keys and kinds of a table's columns; ChartWords.labels names them


def spec_of(
    kind: Kind,
    key: str,
    words: ChartWords,
    categories: Sequence[str],
    labels: Sequence[str],
    series: Sequence[Series],
    table: TableSpec,
    *,
    bands: Sequence[Band] = (),
    marks: Sequence[Mark] = (),
    links: Sequence[str] = (),
) -> ChartSpec:
    """Return the spec with its papers; where a point is hollow, the note that says what this means goes with it."""
    return ChartSpec(
        key=key,
        kind=kind,
        title=words.title,
        subtitle=words.subtitle,
        categories=tuple(categories),
        category_labels=tuple(labels),
        series=tuple(series),
        unit=words.unit,
        summary=words.summary,
        source=words.source,
        as_of=words.as_of,
        coverage=words.coverage,
        table=replace(table, passport=words.passport),
        passport=words.passport,
        bands=tuple(bands),
        marks=tuple(marks),
        links=tuple(links),
        indicator=words.indicator,
        notes=(*words.notes, words.low) if any(any(one.hollow) for one in series) else words.notes,
    )


def table_of(
    key: str, words: ChartWords, shape: Shape, rows: Iterable[tuple[CellValue, ...]], links: Sequence[str] = ()
) -> TableSpec:
    """Return the table of a chart, which has the chart's key."""
    columns = tuple(Column(name, words.labels[name], kind) for name, kind in shape)
    return TableSpec(key, words.table, columns, tuple(rows), tuple(links))


def numbers(column: pd.Series[float]) -> tuple[float | None, ...]:
    """Return the values of a column, missing ones as None."""
    return tuple(None if pd.isna(value) else float(value) for value in column)


def counts(column: pd.Series[int]) -> tuple[int | None, ...]:
    """Return the counts of a column, missing ones as None."""
    return tuple(None if pd.isna(value) else int(value) for value in column)


def hollow(reported: Sequence[int | None], expected: Sequence[int | None]) -> tuple[bool, ...]:
    """Return where the coverage is low."""
    return tuple(Coverage(got or 0, owed or 0).low for got, owed in zip(reported, expected, strict=True))


def period_code(period: int) -> str:
    """Return a stored period as tables and files write it: YYYY or YYYY-MM."""
    return str(period) if is_year(period) else str(Month.from_period(period))
