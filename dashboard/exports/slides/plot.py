"""Where the plot of a native chart stands, how large its letters are, and what python-pptx has no words for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml.etree import _Element
from pptx.chart.axis import CategoryAxis, ValueAxis
from pptx.chart.chart import Chart
from pptx.chart.series import _BaseCategorySeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from dashboard.charts.render.bands import rows_above, stretches
from dashboard.charts.render.template import decimals, unit_mark
from dashboard.charts.spec import ChartSpec, Series
from dashboard.exports.slides.sheet import LINE, Box
from dashboard.exports.slides.workbook import down, reference, up

LYING = ("ranked", "dots", "stacked")
ROW = 0.27  # inches: a row of labels above a plot, a legend
_LARGEST, _SMALLEST = 14.0, 8.0  # points
_ASKEW = 0.62  # inches
_LETTER = 0.53  # the mean width of a letter, as a share of its size


class Plot(NamedTuple):
    """The plot within its box, all in inches, and the size of its letters in points."""

    box: Box
    left: float
    top: float
    width: float
    height: float
    size: float
    numbers: str  # how its numbers are written, as Office takes it


def plot_of(spec: ChartSpec, box: Box, numbers: str) -> Plot:
    """Return where the plot of a chart stands in its box: room for names, numbers, legend and stages around it."""
    top = ROW + 0.1 if has_legend(spec) else 0.06
    if spec.kind in LYING:
        return _lying(spec, box, top, numbers)
    top += rows_above(stretches(spec.bands, spec.marks, spec.categories) if spec.kind == "line" else []) * ROW
    size = 11.0 if box.width < 6 else _LARGEST if len(spec.categories) <= 8 else 12.0
    left = size * 0.06
    # Where not every month has a label, some programs write them askew.
    below = size * 0.033 if len(spec.categories) <= most_labels(box.width, size) else _ASKEW
    return Plot(box, left, top, box.width - left - 0.75, box.height - top - below, size, numbers)


def most_labels(width: float, size: float) -> int:
    """Return how many months have room for their labels side by side."""
    return max(2, int(width * 72 / (size * 5)))


def _lying(spec: ChartSpec, box: Box, top: float, numbers: str) -> Plot:
    below = 0.4 if spec.kind == "dots" else 0.06
    height = box.height - top - below
    row = height / max(1, len(spec.categories))
    longest = max((len(label) for label in spec.category_labels), default=0)
    widest = box.width * 0.44
    one_line = min(_LARGEST, row * 72 * 0.62)
    size = one_line
    if longest * one_line * _LETTER / 72 > widest:  # the longest names take two lines
        size = min(12.0, row * 72 * 0.4)
    size = max(_SMALLEST, size)
    left = min(widest, longest * size * _LETTER / 72 + 0.2)
    return Plot(box, left, top, box.width - left - 0.1, height, size, numbers)


def has_legend(spec: ChartSpec) -> bool:
    """Return True where series need names: not where some only stand out among the others."""
    over = spec.kind == "ranked" and any(series.context for series in spec.series)
    return len(spec.series) > 1 and not over


def add_legend(chart: Chart, spec: ChartSpec, plot: Plot) -> None:
    """Write the names of the series above the plot, where they need any."""
    chart.has_legend = has_legend(spec)
    if not has_legend(spec):
        return
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(plot.size)


def number_format(spec: ChartSpec, language: str) -> str:
    """Return how the numbers of a chart are written, as Office takes it: separators follow the reader's machine."""
    bare = "#,##0" + ("." + "0" * decimals(spec) if decimals(spec) else "")
    mark = unit_mark(spec, language)
    return f'{bare}"{mark}"' if mark else bare


def fix(chart: Chart, plot: Plot) -> None:
    """Fix the plot at its place, so that what is drawn beside it meets it."""
    box = plot.box
    part = (plot.left / box.width, plot.top / box.height, plot.width / box.width, plot.height / box.height)
    said = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in zip("xywh", part, strict=True))
    area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    inner = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    area.insert(0, parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{inner}{said}</c:manualLayout></c:layout>"))


def clear(chart: Chart) -> None:
    """Let the ground shine through the chart, so that stages behind it are seen."""
    empty = f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    space = chart._chartSpace
    space.find(f".//{qn('c:plotArea')}").append(parse_xml(empty))
    texts = space.find(qn("c:txPr"))
    if texts is not None:
        texts.addprevious(parse_xml(empty))


def dress_values(axis: ValueAxis, plot: Plot, low: float, high: float | None) -> None:
    """Write the axis of the values: thin lines, no line of its own; `high` None: as high as Office finds."""
    axis.minimum_scale = low
    if high is not None:
        axis.maximum_scale = high
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = LINE
    axis.major_gridlines.format.line.width = Pt(0.75)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size = Pt(min(12.0, plot.size))
    axis.tick_labels.number_format = plot.numbers
    axis.tick_labels.number_format_is_linked = False


def dress_names(axis: CategoryAxis, plot: Plot, *, every: int = 1) -> None:
    """Write the axis of the months or names; `every`: how many stand between two labels."""
    axis.has_major_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = LINE
    axis.tick_labels.font.size = Pt(plot.size)
    element = axis._element
    if every == 1:
        element.find(f".//{qn('a:bodyPr')}").set("rot", "0")  # in lines rather than askew
    last = element.find(qn("c:noMultiLvlLbl"))
    for name in ("tickLblSkip", "tickMarkSkip"):
        last.addprevious(parse_xml(f'<c:{name} {nsdecls("c")} val="{every}"/>'))


def add_intervals(drawn: _BaseCategorySeries, spec: ChartSpec, series: Series, colour: RGBColor, wide: float) -> None:
    """Draw the intervals of a series as error bars, whose lengths stand in the chart's workbook."""
    sides = {
        "plus": (reference(spec, series, upwards=True), up(series)),
        "minus": (reference(spec, series, upwards=False), down(series)),
    }
    said = "".join(f"<c:{side}>{_numbers(*of)}</c:{side}>" for side, of in sides.items())
    line = f'<a:ln w="{Pt(wide)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln>'
    kind = '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>'
    bars = f"<c:errBars {nsdecls('c', 'a')}>{kind}{said}<c:spPr>{line}</c:spPr></c:errBars>"
    before: _Element = drawn._element.find(qn("c:cat"))
    before.addprevious(parse_xml(bars))


def _numbers(place: str, values: Sequence[float | None]) -> str:
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{value!r}</c:v></c:pt>' for number, value in enumerate(values) if value is not None
    )
    cache = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
    return f"<c:numRef><c:f>{place}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"
