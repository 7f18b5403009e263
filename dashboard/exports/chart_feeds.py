"""What feeds a native chart: the chart's own table where its columns are what is drawn, else a table made for it.

Excel draws from cells, so that a changed cell changes the chart. The table of a chart has more than the chart draws
(totals, coverage, rows without a value); where its columns begin with what is drawn, it feeds the chart itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.spec import CellValue, ChartSpec, Column, ColumnKind, Series, TableSpec

FEED = "-drawn"  # how the key of a table made for a chart ends
_WIDEST = 8  # columns of a table beside which a chart is still in sight


@dataclass(frozen=True, slots=True)
class FedSeries:
    """A series and the places of its columns: its values, and how far its interval reaches below and above them."""

    series: Series
    column: int
    below: int | None = None
    above: int | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A table, the column of the categories, the series, and how many of the rows are drawn."""

    table: TableSpec
    categories: int
    series: tuple[FedSeries, ...]
    rows: int

    def column(self, place: int) -> list[CellValue]:
        """Return the cells of a column that are drawn."""
        return [row[place] for row in self.table.rows[: self.rows]]


@dataclass(frozen=True, slots=True)
class FeedWords:
    """How the columns of a table made for a chart are called; {series} stands for the name of the series."""

    category: str
    below: str
    above: str


def feed(spec: ChartSpec, words: FeedWords) -> Feed:
    """Return what feeds a chart of any kind that Excel draws."""
    if spec.kind == "map":
        return _of_map(spec)
    return _of_own_table(spec) or _made(spec, words)


def _of_own_table(spec: ChartSpec) -> Feed | None:
    """Return the chart's own table as its feed; None where its columns are not what is drawn, or too many."""
    drawn, told = len(spec.categories), spec.table.columns
    texts = [place for place, column in enumerate(told) if column.kind == "text"]
    if not drawn or len(spec.table.rows) < drawn or len(told) > _WIDEST or texts not in ([], [0]):
        return None
    if any(series.low or series.high for series in spec.series):
        return None
    columns = list(zip(*spec.table.rows[:drawn], strict=True))
    if columns[0] not in (spec.categories, spec.category_labels):
        return None
    fed = []
    for series in spec.series:
        same = [place for place, column in enumerate(columns) if column == series.values]
        named = [place for place in same if told[place].key == series.key]
        if not same:
            return None
        fed.append(FedSeries(series, (named or same)[0]))
    return Feed(spec.table, 0, tuple(fed), drawn)


def _of_map(spec: ChartSpec) -> Feed:
    """Return the table of a map as the feed of a ranking: its rows stand from most to least, those without last."""
    value = next(place for place, column in enumerate(spec.table.columns) if column.key == "value")
    rows = sum(row[value] is not None for row in spec.table.rows)
    return Feed(spec.table, 0, (FedSeries(spec.series[0], value),), rows)


def _made(spec: ChartSpec, words: FeedWords) -> Feed:
    """Return a table of what is drawn: a row a category, a column a series, and two for the reach of its interval."""
    columns = [Column("category", words.category)]
    cells: list[tuple[CellValue, ...]] = [spec.category_labels]
    fed = []
    for series in spec.series:
        kind, value = _kind(series, spec.unit), len(columns)
        columns.append(Column(series.key, series.label, kind))
        cells.append(series.values)
        if series.low and series.high:
            columns.append(Column(f"{series.key}_below", words.below.format(series=series.label), kind))
            columns.append(Column(f"{series.key}_above", words.above.format(series=series.label), kind))
            cells += [_reach(series.values, series.low), _reach(series.values, series.high)]
            fed.append(FedSeries(series, value, value + 1, value + 2))
        else:
            fed.append(FedSeries(series, value))
    table = TableSpec(f"{spec.key}{FEED}", spec.table.title, tuple(columns), tuple(zip(*cells, strict=True)))
    return Feed(table, 0, tuple(fed), len(spec.categories))


def _reach(values: Sequence[float | None], ends: Sequence[float | None]) -> tuple[CellValue, ...]:
    return tuple(
        None if value is None or end is None else abs(end - value) for value, end in zip(values, ends, strict=True)
    )


def _kind(series: Series, unit: str) -> ColumnKind:
    if unit == "%":
        return "percent"
    return "whole" if all(float(value).is_integer() for value in series.values if value is not None) else "decimal"
