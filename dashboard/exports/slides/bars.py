"""Native bars: standing months beside the year before, lying names by value, intervals, shares of a whole."""

from __future__ import annotations

from math import ceil, floor

from pptx.chart.chart import Chart
from pptx.chart.plot import BarPlot
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.util import Pt

from dashboard.charts.render.canvas import nice_ticks
from dashboard.charts.render.dots import reach
from dashboard.charts.render.lines import extent
from dashboard.charts.render.template import colours, ink_on, is_hollow
from dashboard.charts.spec import ChartSpec
from dashboard.exports.slides.plot import Plot, add_intervals, dress_names, dress_values, most_labels
from dashboard.exports.slides.sheet import INK
from dashboard.exports.slides.workbook import with_intervals

Scale = tuple[float, float] | None
_LABEL_ROOM = 0.16  # of the axis, beside the longest bar, for its value


def standing(chart: Chart, spec: ChartSpec, plot: Plot, scale: Scale) -> None:
    """Dress bars beside each other, one group a month or year."""
    low, high = scale or extent(spec.series)
    dress_values(chart.value_axis, plot, min(0.0, low), high if scale else None)
    dress_names(chart.category_axis, plot, every=-(-len(spec.categories) // most_labels(plot.box.width, plot.size)))
    _space(chart.plots[0], gap=45, overlap=0)
    _fills(chart, spec)


def lying(chart: Chart, spec: ChartSpec, plot: Plot, scale: Scale) -> None:
    """Dress lying bars from the line they are measured by: each with its value at its end, or on its interval."""
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    dress_names(chart.category_axis, plot)
    over = any(series.context for series in spec.series)
    _space(chart.plots[0], gap=35 if len(spec.categories) > 8 else 55, overlap=100 if over else 0)
    _fills(chart, spec)
    if spec.kind == "dots":
        _on_intervals(chart, spec, plot)
        if not with_intervals(spec):
            _values_at_ends(chart, plot)
        return
    low, high = scale or extent(spec.series)
    room = (high - low) * _LABEL_ROOM * min(2.0, 6 / plot.width)
    dress_values(chart.value_axis, plot, low - room if low < 0 else 0.0, high + room)
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.visible = False
    _values_at_ends(chart, plot)


def stacked(chart: Chart, spec: ChartSpec, plot: Plot, scale: Scale) -> None:
    """Dress lying bars of shares that make a whole; each part says its share."""
    chart.category_axis.reverse_order = True
    dress_names(chart.category_axis, plot)
    dress_values(chart.value_axis, plot, 0.0, 100.0)
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.visible = False
    _space(chart.plots[0], gap=35, overlap=100)
    _fills(chart, spec)
    for drawn, colour in zip(chart.plots[0].series, colours(spec.series), strict=True):
        labels = drawn.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = plot.numbers, False
        labels.font.size = Pt(plot.size)
        labels.font.color.rgb = _rgb(ink_on(colour))


def _on_intervals(chart: Chart, spec: ChartSpec, plot: Plot) -> None:
    """Draw bars pale from the reference to the value, and their intervals as lines over them."""
    low, high = reach(spec)
    axis, ticks = chart.value_axis, nice_ticks(low, high)
    axis.major_unit = step = ticks[1] - ticks[0] if len(ticks) > 1 else high - low
    dress_values(axis, plot, floor(low / step) * step, ceil(high / step) * step)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # the names run downwards: the numbers stand below them
    if spec.reference is not None:
        axis.crosses_at = spec.reference
    for drawn, series, colour in zip(chart.plots[0].series, spec.series, colours(spec.series), strict=True):
        if series in with_intervals(spec):
            add_intervals(drawn, spec, series, _rgb(colour) if series.context else INK, 7 if series.context else 2.25)


def _values_at_ends(chart: Chart, plot: Plot) -> None:
    chart.plots[0].has_data_labels = True
    labels = chart.plots[0].data_labels
    labels.show_value = True
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = plot.numbers, False
    labels.font.size = Pt(plot.size)
    labels.font.color.rgb = INK


def _space(bars: BarPlot, *, gap: int, overlap: int) -> None:
    bars.gap_width, bars.overlap = gap, overlap


def _fills(chart: Chart, spec: ChartSpec) -> None:
    """Give each series its colour; where coverage is low, and under an interval, a pale one with an edge."""
    for drawn, series, colour in zip(chart.plots[0].series, spec.series, colours(spec.series), strict=True):
        pale = series in with_intervals(spec)
        _fill(drawn.format, colour, pale=pale)
        drawn.invert_if_negative = False
        for place in range(len(series.values)):
            if is_hollow(series, place) and not pale:
                _fill(drawn.points[place].format, colour, pale=True)


def _fill(form: object, colour: str, *, pale: bool) -> None:
    form.fill.solid()  # type: ignore[attr-defined]
    form.fill.fore_color.rgb = mixed(colour) if pale else _rgb(colour)  # type: ignore[attr-defined]
    form.line.color.rgb = _rgb(colour)  # type: ignore[attr-defined]
    form.line.width = Pt(1)  # type: ignore[attr-defined]


def mixed(colour: str, share: float = 0.3) -> RGBColor:
    """Return a colour mixed with white: how a half-transparent fill looks, in a colour that every program knows."""
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return RGBColor(*(round(255 - (255 - part) * share) for part in parts))


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:])
