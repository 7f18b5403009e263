"""ChartSpec: everything a chart says, as pure data. Renderers turn it into a Plotly dict, an SVG, an Excel chart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

# A figure is whole, or has decimals: rows of different measures under each other.
ColumnKind = Literal["text", "month", "day", "whole", "decimal", "percent", "figure"]
CellValue = str | int | float | None

# What a chart looks like, and what its categories are.
Kind = Literal[
    "line",  # months "YYYY-MM" from left to right, one line a series
    "season",  # the same over the calendar months of a year, one line a year
    "bars",  # standing bars: months or years, one bar a series beside the other
    "ranked",  # lying bars with their values, from most to least: names
    "stacked",  # lying bars of shares in per cent that make a whole, one part a series: names
    "dots",  # a value on its interval from low to high, or on the range of its peers: names
    "multiples",  # small lines side by side on one scale, a panel for each `panel` of the series: months
    "heat",  # a row a series, a column a category; each cell is a step with a letter and a colour
    "map",  # regions filled by steps; the categories are the regions
]
# The fills of steps: five shades of one colour from light to dark, a warning, a grey, and hatching for no data.
Tone = Literal["1", "2", "3", "4", "5", "alert", "quiet", "none"]
MOST_COLOURS = 4  # of series in one picture; context series are grey and count as none


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `key` in files, `label` for readers."""

    key: str
    label: str
    kind: ColumnKind = "text"
    passport: str = ""  # the id of the figure that its cells are parts of, where columns are of different figures


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table: one tuple a row, in the order of `columns`; None is a missing value, never 0. Months are "YYYY-MM", days
    "YYYY-MM-DD".

    `links` holds, for each row, the address on this site that its first cell leads to, or ""; empty: no row leads on.
    `withheld` are the places (row, column) whose value is missing because it is protected: a small count, or what would
    tell it. `in_files` are the rows as files hold them, where the page says more than may leave.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    links: tuple[str, ...] = ()
    withheld: frozenset[tuple[int, int]] = frozenset()
    passport: str = ""  # the id of the figure that the rows are parts of
    in_files: tuple[tuple[CellValue, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One line, set of bars, row of cells: a value for each of the chart's categories; None is a gap.

    Of a heat map the values are places in the chart's `steps`; `shown` then says each cell in words.
    """

    key: str
    label: str
    values: tuple[float | None, ...]
    hollow: tuple[bool, ...] = ()  # where coverage is low
    low: tuple[float | None, ...] = ()  # the interval or range around each value, of dots
    high: tuple[float | None, ...] = ()
    shown: tuple[str, ...] = ()
    context: bool = False  # drawn in grey, behind: what the others are compared with
    panel: str = ""  # of small multiples: the panel it stands in


@dataclass(frozen=True, slots=True)
class Band:
    """A shaded stretch of time behind a trend, e.g. a campaign stage."""

    label: str
    start: date
    end: date
    open_ended: bool = False  # the end is not known


@dataclass(frozen=True, slots=True)
class Mark:
    """A thin dated line across a trend: a single event or an annotation. A long text belongs into the notes."""

    label: str
    day: date


@dataclass(frozen=True, slots=True)
class Step:
    """A class of cells or regions: what it means, its letter (not colour alone tells it), its fill."""

    key: str
    label: str
    tone: Tone
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """An area of a map: its outlines as (longitude, latitude), and the place of its step."""

    label: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    step: int
    shown: str  # its value in words


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart with its words: the finding as title, measure/area/period as subtitle, a summary sentence, its papers."""

    key: str
    kind: Kind
    title: str
    subtitle: str
    categories: tuple[str, ...]
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
    marks: tuple[Mark, ...] = ()
    steps: tuple[Step, ...] = ()  # of a heat map or map, in the order of the legend
    regions: tuple[Region, ...] = ()  # of a map, in the order of the categories
    reference: float | None = None  # of dots: a line to measure them by, e.g. 0 for no difference
    links: tuple[str, ...] = ()  # where a click leads: for each category, of a heat map for each row; "" nowhere
    indicator: str = ""  # the code of what its values count, where it is one indicator
    passport: str = ""  # the id of the figure that the chart is a picture of (data.passports)
