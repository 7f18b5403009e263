"""ChartSpec -> charts that Excel draws itself: editable, fed by the cells of a marked table, described in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.chart import Chart  # type: ignore[import-untyped]
from xlsxwriter.utility import quote_sheetname, xl_range_abs  # type: ignore[import-untyped]

from dashboard.charts.render.template import COLOURS, CONTEXT
from dashboard.charts.spec import ChartSpec, Kind, Series
from dashboard.exports.chart_feeds import FedSeries, Feed
from data.harmless import harmless

Drawn = dict[str, object]  # options of the writer
_KINDS: dict[Kind, Drawn] = {
    "line": {"type": "line"},
    "season": {"type": "line"},
    "bars": {"type": "column"},
    "ranked": {"type": "bar"},
    "stacked": {"type": "bar", "subtype": "stacked"},
    "dots": {"type": "bar"},
    "multiples": {"type": "line"},
    "map": {"type": "bar"},
}
_LYING = ("ranked", "stacked", "map", "dots")
_WIDTH, _HEIGHT, _ROW, _HEAD = 760, 420, 22, 150  # pixels
_PANEL_WIDTH, _PANEL_HEIGHT, PANELS_IN_A_ROW = 380, 240, 2
_INK, _SOFT, _GRID = "#1D2733", "#4D5A68", "#D5D9DD"
_ADDRESS = re.compile(r"!(?=\$?[A-Z]+\$?\d)")
_MANY = 14  # categories from which labels under an axis are turned


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a feed stands: its sheet, the row of its header, and what is said below the chart."""

    sheet: str
    top: int
    papers: str


def drawable(spec: ChartSpec) -> bool:
    """Return True for a chart that Excel can draw; a heat map is a table whose cells have fills."""
    return spec.kind in _KINDS and any(value is not None for one in spec.series for value in one.values)


def native_charts(book: Workbook, spec: ChartSpec, feed: Feed, placed: Placed) -> list[tuple[Chart, str]]:
    """Return the charts of a spec with what each says in words: one, or one a panel of small multiples."""
    if spec.kind != "multiples":
        return [(_chart(book, spec, feed, placed, feed.series), f"{spec.title}. {spec.summary}")]
    highest = max(value for one in spec.series for value in one.values if value is not None)
    charts = []
    for fed in feed.series:
        chart = _chart(book, spec, feed, placed, (fed,))
        chart.set_title({"name": _named(fed.series.panel or fed.series.label), "name_font": _font(11, bold=True)})
        chart.set_y_axis({**_axis(spec), "min": 0, "max": highest})
        chart.set_x_axis({"num_font": {"rotation": -45, **_font(8)}, "line": {"color": _GRID}})
        chart.set_size({"width": _PANEL_WIDTH, "height": _PANEL_HEIGHT})
        charts.append((chart, f"{fed.series.panel or fed.series.label}. {spec.summary}"))
    return charts


def _chart(book: Workbook, spec: ChartSpec, feed: Feed, placed: Placed, shown: Sequence[FedSeries]) -> Chart:
    chart = book.add_chart(_KINDS[spec.kind])
    colours = iter(COLOURS * len(shown))
    for fed in shown:
        colour = CONTEXT if fed.series.context else next(colours)
        look = {**_look(spec, fed.series, colour, feed.rows), **_interval(feed, fed, placed)}
        chart.add_series({**_cells(feed, fed.column, placed), **look})
    _frame(chart, spec, feed, placed, several=len(shown) > 1)
    return chart


def _cells(feed: Feed, column: int, placed: Placed) -> Drawn:
    """Return where a series stands, and a copy of it for readers that draw without computing."""
    first, last = placed.top + 1, placed.top + feed.rows
    return {
        "name": [placed.sheet, placed.top, column],
        "categories": [placed.sheet, first, feed.categories, last, feed.categories],
        "values": [placed.sheet, first, column, last, column],
        "name_data": [feed.table.columns[column].label],
        "categories_data": ["" if cell is None else cell for cell in feed.column(feed.categories)],
        "values_data": feed.column(column),
    }


def _look(spec: ChartSpec, series: Series, colour: str, rows: int) -> Drawn:
    """Return how a series is drawn; a value with low coverage is hollow in a line and pale in a bar."""
    if spec.kind not in ("bars", *_LYING):
        size = 5 if len(spec.categories) <= _MANY * 2 else 3
        marker = {"type": "circle", "size": size, "fill": {"color": colour}, "border": {"color": colour}}
        hollow: Drawn = {"fill": {"color": "#FFFFFF"}, "border": {"color": colour}}
        line: Drawn = {"color": colour, "width": 2.25}
        return {"line": line, "marker": marker, "points": _points(series, rows, hollow)}
    pale: Drawn = {"fill": {"color": colour, "transparency": 60}, "border": {"color": colour}}
    labels: Drawn = {"value": True, "num_format": _number_format(spec), "font": _font(9)}
    return {
        "fill": {"color": colour},
        "gap": 40,
        "overlap": 100 if spec.kind in _LYING else 0,
        "points": _points(series, rows, pale),
        **({"data_labels": labels} if spec.kind in ("ranked", "map") else {}),
    }


def _points(series: Series, rows: int, low: Drawn) -> list[Drawn | None]:
    return [low if hollow else None for hollow in series.hollow[:rows]] if any(series.hollow) else []


def _interval(feed: Feed, fed: FedSeries, placed: Placed) -> Drawn:
    """Return the interval around each value of a series as error bars, from the columns that say how far it reaches."""
    if fed.below is None or fed.above is None:
        return {}

    def cells(column: int) -> str:
        last = placed.top + feed.rows
        return f"={quote_sheetname(placed.sheet)}!{xl_range_abs(placed.top + 1, column, last, column)}"

    bars: Drawn = {
        "type": "custom",
        "plus_values": cells(fed.above),
        "minus_values": cells(fed.below),
        "plus_data": feed.column(fed.above),
        "minus_data": feed.column(fed.below),
        "line": {"color": _INK, "width": 1.5},
    }
    return {"y_error_bars": bars}


def _frame(chart: Chart, spec: ChartSpec, feed: Feed, placed: Placed, *, several: bool) -> None:
    """Set titles, axes, legend and size; the papers stand below, so that they go wherever the chart is pasted."""
    below = {"name": _named(placed.papers), "name_font": _font(8)}
    names: Drawn = {"num_font": _font(9), "line": {"color": _GRID}, "major_gridlines": {"visible": False}}
    chart.set_title({"name": _named(spec.title), "name_font": _font(12, bold=True), "overlay": False})
    if spec.kind in _LYING:  # here the writer calls the axis of the names y, and it runs from the bottom
        chart.set_y_axis({**names, "reverse": True, "crossing": "max", "label_position": "low"})
        chart.set_x_axis({**_axis(spec), **below})
        chart.set_size({"width": _WIDTH, "height": max(_HEIGHT, _HEAD + _ROW * feed.rows)})
    else:
        turned = {"num_font": {**_font(9), "rotation": -45}} if feed.rows > _MANY else {}
        chart.set_x_axis({**names, **turned, **below, "label_position": "low"})
        chart.set_y_axis({**_axis(spec), "name": _named(spec.unit), "name_font": _font(9)})
        chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    chart.set_legend({"position": "top", "font": _font(9)} if several else {"none": True})
    chart.show_blanks_as("gap")
    chart.set_chartarea({"border": {"none": True}})


def _axis(spec: ChartSpec) -> Drawn:
    more: Drawn = {"min": 0, "max": 100} if spec.kind == "stacked" else {}
    if spec.reference is not None:
        more = {"crossing": spec.reference}  # bars begin where the axis of the names crosses
    return {
        "num_format": _number_format(spec),
        "num_font": _font(9),
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": _GRID, "width": 0.75}},
        **more,
    }


def _number_format(spec: ChartSpec) -> str:
    values = [value for one in spec.series for value in one.values if value is not None]
    return "#,##0" if all(float(value).is_integer() for value in values) else "#,##0.0"


def _named(words: str) -> str:
    """Return words as the name of a title or axis; the writer takes one that holds a cell's address for a formula."""
    return _ADDRESS.sub("!\N{WORD JOINER}", harmless(words))


def _font(size: int, *, bold: bool = False) -> Drawn:
    return {"size": size, "bold": bold, "color": _INK if size > 8 else _SOFT}
