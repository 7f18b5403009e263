"""A map as native shapes, a region each, that can be recoloured; its numbers stand beside it as a native chart."""

from __future__ import annotations

from pptx.dml.color import RGBColor
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from dashboard.charts.render.maps import STRETCH
from dashboard.charts.render.template import TONES
from dashboard.charts.spec import ChartSpec, Region
from dashboard.exports.slides.charts import add_charts
from dashboard.exports.slides.panels import Panels
from dashboard.exports.slides.sheet import INK, LINE, Box
from dashboard.exports.slides.texts import Look, add_text, call, describe, unstyled
from data.wording import Text

_MAP = 4.1  # inches: the width of the map
_LEGEND = 0.24  # inches: a row of it


def add_map(slide: Slide, spec: ChartSpec, box: Box, text: Text) -> Panels:
    """Draw the regions with their legend below it at the left, the ranking of the same values at the right."""
    high = _LEGEND * len(spec.steps)
    _regions(slide, spec, Box(box.left, box.top, _MAP, box.height))
    _legend(slide, spec, Box(box.left, box.top + box.height - high, _MAP, high), text)
    beside = Box(box.left + _MAP + 0.3, box.top, box.width - _MAP - 0.3, box.height)
    return add_charts(slide, spec, beside, text)


def _regions(slide: Slide, spec: ChartSpec, box: Box) -> None:
    points = [point for region in spec.regions for ring in region.rings for point in ring]
    if not points:
        return
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    inch = min(box.width / (east - west), box.height / ((north - south) * STRETCH))
    left = box.left + box.width - (east - west) * inch
    group = slide.shapes.add_group_shape()
    call(group, spec.title)
    for region in spec.regions:
        for ring in region.rings:
            _outline(
                group.shapes,
                spec,
                region,
                [
                    (Inches(left + (lon - west) * inch), Inches(box.top + (north - lat) * STRETCH * inch))
                    for lon, lat in ring
                ],
            )
    describe(group, spec.summary)


def _outline(shapes: object, spec: ChartSpec, region: Region, points: list[tuple[Emu, Emu]]) -> None:
    builder = shapes.build_freeform(*points[0])  # type: ignore[attr-defined]
    builder.add_line_segments(points[1:], close=True)
    shape = builder.convert_to_shape()
    step = spec.steps[region.step]
    call(shape, f"{region.label}: {region.shown}")
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(TONES[step.tone][1:])
    shape.line.color.rgb = LINE if step.tone == "none" else RGBColor(0xFF, 0xFF, 0xFF)
    shape.line.width = Pt(0.75)
    unstyled(shape)


def _legend(slide: Slide, spec: ChartSpec, box: Box, text: Text) -> None:
    for place, step in enumerate(spec.steps):
        top = box.top + place * _LEGEND
        mark = slide.shapes.add_shape(1, Inches(box.left), Inches(top), Inches(0.3), Inches(_LEGEND - 0.05))
        mark.fill.solid()
        mark.fill.fore_color.rgb = RGBColor.from_string(TONES[step.tone][1:])
        mark.line.color.rgb = LINE
        unstyled(mark)
        call(mark, step.label)
        describe(mark, step.label)
        words = Box(box.left + 0.4, top + 0.01, box.width - 0.4, _LEGEND)
        add_text(slide, words, [(step.label, Look(12, INK))], text.language, name=step.label)
