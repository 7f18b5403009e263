"""ChartSpec -> native PowerPoint charts: editable, with their values in a workbook of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide
from pptx.util import Inches, Pt

from dashboard.charts.render.dots import row_words
from dashboard.charts.spec import ChartSpec, Kind
from dashboard.exports.slides.bars import lying, stacked, standing
from dashboard.exports.slides.lines import behind, lines
from dashboard.exports.slides.panels import Panels, Scale, panels_of
from dashboard.exports.slides.plot import Plot, add_legend, clear, fix, number_format, plot_of
from dashboard.exports.slides.sheet import INK, Box
from dashboard.exports.slides.texts import Look, add_text, call, describe
from dashboard.exports.slides.workbook import ChartValues, with_intervals
from data.wording import Text


class Form(NamedTuple):
    """The native form of a kind, and what dresses it."""

    native: XL_CHART_TYPE
    dress: Callable[[Chart, ChartSpec, Plot, Scale | None], None]


_FORMS: dict[Kind, Form] = {
    "line": Form(XL_CHART_TYPE.LINE_MARKERS, lines),
    "season": Form(XL_CHART_TYPE.LINE_MARKERS, lines),
    "bars": Form(XL_CHART_TYPE.COLUMN_CLUSTERED, standing),
    "ranked": Form(XL_CHART_TYPE.BAR_CLUSTERED, lying),
    "dots": Form(XL_CHART_TYPE.BAR_CLUSTERED, lying),  # a bar from the line it is measured by, under its interval
    "stacked": Form(XL_CHART_TYPE.BAR_STACKED, stacked),
}
_NAME = 0.32  # inches: the name of a panel
_APART = 0.3
_WORDS = Look(12, INK)


def add_charts(slide: Slide, spec: ChartSpec, box: Box, text: Text) -> Panels:
    """Draw a chart in the box, in as many panels on one scale as it needs to be read; return what was drawn."""
    drawn = panels_of(spec)
    places = _grid(len(drawn.specs), box)
    named = spec.kind == "multiples"
    for panel, place in zip(drawn.specs, places, strict=True):
        inner = place
        if named:
            name = Box(place.left, place.top, place.width, _NAME)
            add_text(slide, name, [(panel.series[0].label, Look(14, INK, bold=True))], text.language, name=panel.title)
            inner = Box(place.left, place.top + _NAME, place.width, place.height - _NAME)
        add_chart(slide, panel, inner, text, numbers=number_format(spec, text.language), scale=drawn.scale)
    return drawn


def add_chart(slide: Slide, spec: ChartSpec, box: Box, text: Text, *, numbers: str, scale: Scale | None = None) -> None:
    """Draw one native chart in the box; `numbers` and `scale` are those of all panels."""
    words = [row_words(spec, place, text.language) for place in range(len(spec.categories))]
    room = _room(words) if with_intervals(spec) else 0.0
    box = Box(box.left, box.top, box.width - room, box.height)
    plot, form = plot_of(spec, box, numbers), _FORMS[spec.kind]
    behind(slide, spec, plot, text.language)
    values = ChartValues(spec, numbers, text)
    frame = slide.shapes.add_chart(form.native, *(Inches(inches) for inches in box), values)
    chart: Chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(plot.size), INK
    add_legend(chart, spec, plot)
    form.dress(chart, spec, plot, scale)
    fix(chart, plot)
    clear(chart)
    call(frame, spec.title)
    describe(frame, spec.summary)
    if room:
        _beside(slide, words, plot, room, text)


def _room(words: Sequence[str]) -> float:
    return max((len(one) for one in words), default=0) * 0.088 + 0.1


def _beside(slide: Slide, words: Sequence[str], plot: Plot, room: float, text: Text) -> None:
    """Write each row's value with its interval beside the plot, where no line runs through it."""
    row = plot.height / max(1, len(words))
    for place, said in enumerate(words):
        top = plot.box.top + plot.top + (place + 0.5) * row - 0.11
        box = Box(plot.box.left + plot.box.width + 0.1, top, room, 0.24)
        add_text(slide, box, [(said, _WORDS)], text.language, name=said)


def _grid(count: int, box: Box) -> list[Box]:
    """Return places of one size beside and under each other."""
    across = count if count <= 3 else 2 if count == 4 else 3 if count <= 9 else 4
    down = -(-count // max(1, across))
    wide = (box.width - (across - 1) * _APART) / max(1, across)
    tall = (box.height - (down - 1) * 0.15) / max(1, down)
    return [
        Box(box.left + place % across * (wide + _APART), box.top + place // across * (tall + 0.15), wide, tall)
        for place in range(count)
    ]
