"""Charts inside a page, once for wide and once for narrow screens, and the picture that networks show of a page."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.render.canvas import INK, SOFT, Canvas, width_of
from dashboard.charts.render.labels import lines_of
from dashboard.charts.render.svg import panel_pictures, picture
from dashboard.charts.spec import ChartSpec
from dashboard.public.snapshot import Snapshot

WIDE, NARROW = 680.0, 330.0
OPEN_GRAPH = (1200, 630)  # what networks ask for; drawn in half the size, as pictures are made in twice
_ACCENT, _MARK, _GROUND = "#12436D", "#FFF3C9", "#FFFFFF"
_EDGE, _FIGURES = 36, 3


def drawn(chart: ChartSpec, language: str) -> tuple[str, str]:
    """Return the chart as SVG for wide and for narrow screens; small multiples are one below the other."""
    if chart.kind == "multiples":
        panels = "".join(svg for _, svg in panel_pictures(chart, language))
        return panels, panels
    return picture(chart, language, WIDE), picture(chart, language, NARROW)


def open_graph(snapshot: Snapshot, foot: str) -> str:
    """Return the picture of a page: whose it is, its title, its first figures, its date; a demonstration says so."""
    wide, tall = (side / 2 for side in OPEN_GRAPH)
    canvas = Canvas(wide, tall)
    canvas.rect(0, 0, wide, 10, _ACCENT)
    canvas.text(_EDGE, 46, snapshot.network, size=15, fill=SOFT)
    y = _lines(canvas, snapshot.title, _EDGE, 84, size=28, inner=wide - 2 * _EDGE)
    canvas.text(_EDGE, y + 26, snapshot.period, size=17, fill=SOFT)
    _figures(canvas, snapshot, max(y + 56, 172), (wide - 2 * _EDGE) / _FIGURES)
    if snapshot.demonstration:
        canvas.rect(_EDGE - 8, tall - 62, width_of(snapshot.demonstration, 13) + 22, 22, _MARK, ' rx="11"')
        canvas.text(_EDGE + 4, tall - 46, snapshot.demonstration, size=13, bold=True)
    canvas.text(_EDGE, tall - 18, foot, size=13, fill=SOFT)
    return canvas.document(snapshot.title, " ".join(snapshot.story), ground=_GROUND)


def _figures(canvas: Canvas, snapshot: Snapshot, y: float, step: float) -> None:
    for place, card in enumerate(snapshot.cards[:_FIGURES]):
        x = _EDGE + place * step
        canvas.text(x, y + 10, card.shown, size=34, fill=_ACCENT, bold=True)
        _lines(canvas, card.label, x, y + 32, size=13, inner=step - 14, fill=SOFT, bold=False)


def _lines(
    canvas: Canvas, words: str, x: float, y: float, *, size: int, inner: float, fill: str = INK, bold: bool = True
) -> float:
    """Write words in as many lines as they need; return the base line of the last."""
    letters = int(inner * len(words) / max(width_of(words, size), 1))
    lines: Sequence[str] = lines_of(words, letters)
    for number, line in enumerate(lines):
        canvas.text(x, y + number * size * 1.2, line, size=size, fill=fill, bold=bold)
    return y + (len(lines) - 1) * size * 1.2
