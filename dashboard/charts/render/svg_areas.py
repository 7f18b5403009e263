"""Cells and regions as SVG: a heat map with letters, a map in fixed steps, each under its legend."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.render.bars import NAME_WIDTH
from dashboard.charts.render.canvas import INK, LINE, SOFT, Canvas, short, width_of
from dashboard.charts.render.labels import ending, month_lines, tick_places
from dashboard.charts.render.maps import STRETCH
from dashboard.charts.render.template import TONES, ink_on
from dashboard.charts.spec import ChartSpec, Step

_CELL = 20
_ROW = 22  # of the legend
_HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="#FFFFFF"/><path d="M0 0V6" stroke="{SOFT}"/></pattern></defs>'
)


def heat(spec: ChartSpec, language: str, width: float) -> Canvas:
    """Return the rows of cells, every cell with its letter, under the legend and the months."""
    names = [ending(series.label, NAME_WIDTH) for series in spec.series]
    left = max((width_of(name) for name in names), default=0) + 10
    canvas = Canvas(width, 0)
    canvas.parts.append(_HATCH)
    top = _legend(canvas, spec.steps, width) + 34
    canvas.height = top + max(1, len(spec.series)) * _CELL + 6
    wide = min(44.0, (width - left - 4) / max(1, len(spec.categories)))
    places = tick_places(len(spec.categories), most=8)
    for place, lines in zip(places, month_lines(spec.category_labels, places), strict=True):
        for row, words in enumerate(lines):
            canvas.text(left + (place + 0.5) * wide, top - 20 + row * 13, words, anchor="middle", fill=SOFT, size=11)
    for row, (series, name) in enumerate(zip(spec.series, names, strict=True)):
        y = top + row * _CELL
        canvas.text(left - 8, y + 14, name, anchor="end", fill=SOFT)
        for place, value in enumerate(series.values):
            if value is not None:
                step = spec.steps[int(value)]
                canvas.rect(left + place * wide, y, wide - 1, _CELL - 1, fill(step))
                letter = ink_on(TONES[step.tone])
                canvas.text(
                    left + (place + 0.5) * wide - 0.5, y + 14, step.letter, anchor="middle", fill=letter, size=10
                )
    return canvas


def map_(spec: ChartSpec, language: str, width: float) -> Canvas:
    """Return the regions in their steps under the legend, north above."""
    points = [point for region in spec.regions for ring in region.rings for point in ring]
    canvas = Canvas(width, 120)
    canvas.parts.append(_HATCH)
    top = _legend(canvas, spec.steps, width) + 8
    if not points:
        return canvas
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    scale = min(width / (east - west or 1), 560 / ((north - south or 1) * STRETCH))
    left = (width - (east - west) * scale) / 2
    canvas.height = top + (north - south) * STRETCH * scale + 4
    for region in spec.regions:
        steps = (
            "M"
            + "L".join(
                f"{short(left + (lon - west) * scale)} {short(top + (north - lat) * STRETCH * scale)}"
                for lon, lat in ring
            )
            + "Z"
            for ring in region.rings
        )
        step = spec.steps[region.step]
        edge = LINE if step.tone == "none" else "#FFFFFF"
        canvas.parts.append(f'<path d="{"".join(steps)}" fill="{fill(step)}" stroke="{edge}" fill-rule="evenodd"/>')
    return canvas


def fill(step: Step) -> str:
    """Return the fill of a step as SVG takes it."""
    return "url(#hatch)" if step.tone == "none" else TONES[step.tone]


def _legend(canvas: Canvas, steps: Sequence[Step], width: float) -> float:
    """Write what the steps mean, in as many rows as they need; return where the next thing may begin."""
    x, y = 2.0, 2.0
    for step in steps:
        wide = 40 + width_of(step.label)
        if x > 2 and x + wide > width:
            x, y = 2.0, y + _ROW
        canvas.rect(x, y, 18, 16, fill(step), f' stroke="{LINE}"')
        canvas.text(x + 9, y + 12, step.letter, anchor="middle", fill=ink_on(TONES[step.tone]), size=10)
        canvas.text(x + 24, y + 13, step.label, fill=INK)
        x += wide
    return y + _ROW if steps else 0.0
