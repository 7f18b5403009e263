"""Native lines: a trend or a season, gaps kept, hollow points where coverage is low, stages and events behind."""

from __future__ import annotations

from datetime import date

from pptx.chart.chart import Chart
from pptx.chart.series import LineSeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches, Pt

from dashboard.charts.render.bands import Stretch, first_day, stretches
from dashboard.charts.render.lines import alone, extent, last_place
from dashboard.charts.render.template import colours, is_hollow
from dashboard.charts.spec import ChartSpec, Series
from dashboard.exports.slides.plot import ROW, Plot, dress_names, dress_values, most_labels
from dashboard.exports.slides.sheet import SOFT, Box
from dashboard.exports.slides.texts import Look, add_text, call, describe, unstyled
from data.periods import Month

Scale = tuple[float, float] | None
_MARKED = 36  # points: a longer line shows its last point only
_BAND = RGBColor(0xEC, 0xEE, 0xF1)


def lines(chart: Chart, spec: ChartSpec, plot: Plot, scale: Scale) -> None:
    """Dress the lines; of one alone, its highest and its last value are written."""
    low, high = scale or extent(spec.series)
    dress_values(chart.value_axis, plot, min(0.0, low), high if scale else None)
    dress_names(chart.category_axis, plot, every=-(-len(spec.categories) // most_labels(plot.box.width, plot.size)))
    for drawn, series, colour in zip(chart.plots[0].series, spec.series, colours(spec.series), strict=True):
        _line(drawn, series, RGBColor.from_string(colour[1:]))
    if len(spec.series) == 1:
        _values(chart.plots[0].series[0], spec, plot)


def _line(drawn: LineSeries, series: Series, colour: RGBColor) -> None:
    drawn.smooth = False
    drawn.format.line.color.rgb = colour
    drawn.format.line.width = Pt(1.75 if series.context else 3)
    marked = len(series.values) <= _MARKED and not series.context
    drawn.marker.style = XL_MARKER_STYLE.CIRCLE if marked else XL_MARKER_STYLE.NONE
    if marked:
        drawn.marker.size = 7
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = colour
        drawn.marker.format.line.color.rgb = colour
    for place, value in enumerate(series.values):
        hollow = is_hollow(series, place)
        if value is not None and (hollow or (not marked and (alone(series, place) or place == last_place(series)))):
            marker = drawn.points[place].marker
            marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 8
            marker.format.fill.solid()
            marker.format.fill.fore_color.rgb = RGBColor(0xFF, 0xFF, 0xFF) if hollow else colour
            marker.format.line.color.rgb = colour
            # A point with a look of its own keeps the line that leads to it.
            drawn.points[place].format.line.color.rgb = colour
            drawn.points[place].format.line.width = Pt(3)


def _values(drawn: LineSeries, spec: ChartSpec, plot: Plot) -> None:
    values = spec.series[0].values
    known = [place for place, value in enumerate(values) if value is not None]
    if not known:
        return
    top = max(known, key=lambda place: values[place] or 0.0)
    for place in {top, known[-1]}:
        label = drawn.points[place].data_label
        label.position = XL_LABEL_POSITION.ABOVE if place == top else XL_LABEL_POSITION.RIGHT
        label.font.size, label.font.bold = Pt(plot.size), True


def behind(slide: Slide, spec: ChartSpec, plot: Plot, language: str) -> None:
    """Draw the stages and the events behind a trend, each under its name."""
    for one in stretches(spec.bands, spec.marks, spec.categories) if spec.kind == "line" else []:
        start, end = (_across(day, spec, plot) for day in (one.start, one.end))
        _drawn(slide, one, plot, start, end)
        wide = 3.4
        left = end - wide if one.late else start
        box = Box(left, plot.box.top + plot.top - (one.row + 1) * ROW, wide, ROW)
        look = Look(min(12.0, plot.size), SOFT, align=PP_ALIGN.RIGHT if one.late else PP_ALIGN.LEFT)
        add_text(slide, box, [(one.label, look)], language, name=one.label)


def _drawn(slide: Slide, one: Stretch, plot: Plot, start: float, end: float) -> None:
    top, bottom = Inches(plot.box.top + plot.top), Inches(plot.box.top + plot.top + plot.height)
    if one.mark:
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(start), top, Inches(start), bottom)
        line.line.color.rgb, line.line.width = SOFT, Pt(1.25)
        call(line, one.label)
        unstyled(line)
        describe(line, one.label)
        return
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(start), top, Inches(end - start), bottom - top)
    band.fill.solid()
    band.fill.fore_color.rgb = _BAND
    band.line.fill.background()
    unstyled(band)
    call(band, one.label)
    describe(band, one.label)


def _across(day: date, spec: ChartSpec, plot: Plot) -> float:
    """Return where a day stands, in inches from the left of the slide: every month has a slot of the same width."""
    months = Month.parse(spec.categories[0]).until(Month(day.year, day.month)) - 1
    begin = first_day(str(Month(day.year, day.month)))
    after = first_day(str(Month(day.year, day.month).plus(1)))
    part = (day - begin).days / (after - begin).days
    return plot.box.left + plot.left + (months + part) / len(spec.categories) * plot.width
