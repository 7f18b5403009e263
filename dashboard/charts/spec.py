"""ChartSpec: everything a chart says, as pure data. Renderers turn it into a Plotly dict, an SVG, an Excel chart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

ColumnKind = Literal["text", "month", "whole", "decimal", "percent"]
CellValue = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `key` in files, `label` for readers."""

    key: str
    label: str
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table: one tuple a row, in the order of `columns`; None is a missing value, never 0. Months are "YYYY-MM".

    `links` holds, for each row, the address on this site that its first cell leads to, or ""; empty: no row leads on.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One line or set of bars: a value for each of the chart's categories; None is a gap. `hollow`: low coverage."""

    key: str
    label: str
    values: tuple[float | None, ...]
    hollow: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A shaded stretch of time behind a trend, e.g. a campaign stage."""

    label: str
    start: date
    end: date
    open_ended: bool = False  # the end is not known


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart with its words: the finding as title, measure/area/period as subtitle, a summary sentence, its papers."""

    key: str
    kind: Literal["line", "bars", "ranked"]
    title: str
    subtitle: str
    categories: tuple[str, ...]  # months "YYYY-MM" for a line, names for ranked bars
    category_labels: tuple[str, ...]  # as read, in the page's language
    series: tuple[Series, ...]
    unit: str
    summary: str
    source: str
    as_of: str
    coverage: str
    table: TableSpec
    bands: tuple[Band, ...] = ()
    notes: tuple[str, ...] = field(default=())
