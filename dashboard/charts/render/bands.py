"""Campaign stages behind a trend: a grey stretch from day to day, its label above, a dashed edge if no end is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dashboard.charts.render.labels import plain
from dashboard.charts.render.template import AXIS, BAND, SMALL_SIZE, Drawn
from dashboard.charts.spec import Band
from data.periods import Month

_ROW = 16  # the height of a row of labels, in pixels


def band_shapes(bands: Sequence[Band], months: Sequence[str]) -> tuple[list[Drawn], list[Drawn], int]:
    """Return the shapes, their labels and how many rows of labels stand above the plot.

    Bands outside the months shown are left out. Every band has a row of its own, so labels never meet on a phone.
    """
    if not months:
        return [], [], 0
    first, after = first_day(months[0]), first_day(str(Month.parse(months[-1]).plus(1)))
    shown = [band for band in bands if band.start < after and band.end >= first]
    shapes: list[Drawn] = []
    labels: list[Drawn] = []
    for row, band in enumerate(shown):
        start, end = max(band.start, first), min(band.end + timedelta(days=1), after)
        shapes.append(_stretch(start, end))
        if band.open_ended and band.end < after:
            shapes.append(_open_edge(end))
        labels.append(_label(band.label, start, end, row=row, late=(start - first) * 2 > after - first))
    return shapes, labels, len(shown)


def first_day(month: str) -> date:
    """Return the first day of a month written as YYYY-MM."""
    parsed = Month.parse(month)
    return date(parsed.year, parsed.month, 1)


def _stretch(start: date, end: date) -> Drawn:
    place = {"x0": start.isoformat(), "x1": end.isoformat(), "y0": 0, "y1": 1, "yref": "y domain"}
    return {"type": "rect", **place, "layer": "below", "fillcolor": BAND, "line": {"width": 0}}


def _open_edge(end: date) -> Drawn:
    place = {"x0": end.isoformat(), "x1": end.isoformat(), "y0": 0, "y1": 1, "yref": "y domain"}
    return {"type": "line", **place, "layer": "below", "line": {"color": AXIS, "width": 1.5, "dash": "dash"}}


def _label(text: str, start: date, end: date, *, row: int, late: bool) -> Drawn:
    """Return the label above its band: it runs to the right, or to the left in the later half, to stay on the page."""
    return {
        "text": plain(text),
        "x": (end if late else start).isoformat(),
        "xanchor": "right" if late else "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": row * _ROW,
        "showarrow": False,
        "font": {"size": SMALL_SIZE},
    }
