"""ChartSpec -> SVG, written by ourselves in a fraction of a millisecond: no browser, identical numbers everywhere.

`picture` is the drawing alone (print, first paint); `sheet` stands by itself, with its finding, notes and papers.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from dashboard.charts.render.canvas import INK, SOFT, Canvas
from dashboard.charts.render.labels import lines_of
from dashboard.charts.render.svg_areas import heat, map_
from dashboard.charts.render.svg_lines import multiples, panel, panels, sparkline, trend
from dashboard.charts.render.svg_rows import dots, ranked, stacked, standing
from dashboard.charts.spec import ChartSpec, Kind

__all__ = ["data_uri", "drawing", "panel_pictures", "picture", "sheet", "sparkline"]

WIDTH = 720.0
_EDGE = 24.0
_LETTERS = 0.52  # the mean width of a letter, as a share of its size: captions are set a little tighter than labels

_KINDS: dict[Kind, Callable[[ChartSpec, str, float], Canvas]] = {
    "line": trend,
    "season": trend,
    "bars": standing,
    "ranked": ranked,
    "stacked": stacked,
    "dots": dots,
    "multiples": multiples,
    "heat": heat,
    "map": map_,
}
_ANY_HEIGHT: dict[Kind, Callable[[ChartSpec, str, float, float], Canvas]] = {
    "line": trend,
    "season": trend,
    "bars": standing,
}


def drawing(spec: ChartSpec, language: str, width: float = WIDTH, height: float | None = None) -> Canvas:
    """Return the drawing of a chart of any kind, `width` pixels wide and as tall as it needs.

    `height`: of a trend or of standing bars; the other kinds are as tall as their rows.
    """
    if height is not None and spec.kind in _ANY_HEIGHT:
        return _ANY_HEIGHT[spec.kind](spec, language, width, height)
    return _KINDS[spec.kind](spec, language, width)


def picture(spec: ChartSpec, language: str, width: float = WIDTH, height: float | None = None) -> str:
    """Return the drawing as an SVG document on a clear ground; its title and summary describe it."""
    return drawing(spec, language, width, height).document(spec.title, spec.summary)


def panel_pictures(spec: ChartSpec, language: str) -> list[tuple[str, str]]:
    """Return the name and the picture of each panel of small multiples."""
    return [(name, panel(spec, series, language).document(name, "")) for name, series in panels(spec)]


def sheet(spec: ChartSpec, language: str, *, papers: str, label: str = "", data: str = "", width: float = WIDTH) -> str:
    """Return the chart as a document that can be quoted: finding, measure and area, picture, notes, papers.

    `papers`: coverage, source and date as one line; `label`: that it is a demonstration, under embargo, or ""; `data`:
    the numbers behind it, for programs.
    """
    inner = width - 2 * _EDGE
    canvas = Canvas(width, 0)
    y = _EDGE - 6
    for words, size, fill, bold in (
        *([(label, 12, SOFT, True)] if label else []),
        (spec.title, 19, INK, True),
        (spec.subtitle, 13, SOFT, False),
    ):
        y = _paragraph(canvas, words, y, size=size, fill=fill, bold=bold, inner=inner)
    drawn = drawing(spec, language, inner)
    canvas.place(drawn, _EDGE, y + 10)
    y += 10 + drawn.height
    for words in (*spec.notes, papers):
        y = _paragraph(canvas, words, y + 2, size=12, fill=SOFT, bold=False, inner=inner)
    canvas.height = y + _EDGE - 6
    return canvas.document(spec.title, spec.summary, ground="#FFFFFF", data=data)


def _paragraph(canvas: Canvas, words: str, y: float, *, size: int, fill: str, bold: bool, inner: float) -> float:
    """Write words in as many lines as they need; return where the next thing may begin."""
    letters = int(inner / (size * (_LETTERS + (0.05 if bold else 0))))
    for line in lines_of(words, letters):
        y += size * 1.35
        canvas.text(_EDGE, y, line, size=size, fill=fill, bold=bold)
    return y


def data_uri(svg: str) -> str:
    """Return an SVG document as the address of an image that needs no request."""
    return "data:image/svg+xml," + quote(svg, safe=" ='/:;,()[]@!*+$.~-_")
