"""Time marked behind a trend: a stage is a grey stretch, dashed at an unknown end; an event is a thin line.

Their labels stand above the plot, in as few rows as keep them apart on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dashboard.charts.render.labels import LETTER, plain, rows_apart
from dashboard.charts.render.template import AXIS, BAND, SMALL_SIZE, Drawn
from dashboard.charts.spec import Band, Mark
from data.periods import Month

ROW = 16  # the height of a row of labels, in pixels
_NARROW = 290  # the width of a plot on a phone, in pixels


class Stretch(NamedTuple):
    """A band or a mark as drawn: its days within the plot (of a mark the same twice), its label and the label's row."""

    label: str
    start: date
    end: date
    mark: bool
    open_edge: bool
    late: bool  # in the later half: the label runs to the left, to stay on the page
    row: int


def stretches(bands: Sequence[Band], marks: Sequence[Mark], months: Sequence[str]) -> list[Stretch]:
    """Return what of the bands and marks lies within the months (YYYY-MM), each label in a row without neighbours."""
    if not months:
        return []
    first, after = first_day(months[0]), first_day(str(Month.parse(months[-1]).plus(1)))
    found = [
        Stretch(band.label, max(band.start, first), min(band.end + timedelta(days=1), after), False, open_, False, 0)
        for band in bands
        if band.start < after and band.end >= first
        for open_ in [band.open_ended and band.end < after]
    ]
    found += [
        Stretch(mark.label, mark.day, mark.day, True, False, False, 0) for mark in marks if first <= mark.day < after
    ]
    days = (after - first).days
    placed = [one._replace(late=(one.start - first).days * 2 > days) for one in found]
    extents = []
    for one in placed:
        edge = ((one.end if one.late else one.start) - first).days / days * _NARROW
        width = len(one.label) * LETTER
        extents.append((edge - width, edge) if one.late else (edge, edge + width))
    return [one._replace(row=row) for one, row in zip(placed, rows_apart(extents), strict=True)]


def rows_above(found: Sequence[Stretch]) -> int:
    """Return how many rows of labels stand above the plot."""
    return max((one.row + 1 for one in found), default=0)


def shapes(found: Sequence[Stretch]) -> list[Drawn]:
    """Return the stretches and lines behind the trend."""
    drawn: list[Drawn] = []
    for one in found:
        if one.mark:
            drawn.append(_line(one.start, {"color": AXIS, "width": 1}))
            continue
        place = {"x0": one.start.isoformat(), "x1": one.end.isoformat(), "y0": 0, "y1": 1, "yref": "y domain"}
        drawn.append({"type": "rect", **place, "layer": "below", "fillcolor": BAND, "line": {"width": 0}})
        if one.open_edge:
            drawn.append(_line(one.end, {"color": AXIS, "width": 1.5, "dash": "dash"}))
    return drawn


def labels(found: Sequence[Stretch]) -> list[Drawn]:
    """Return the labels above the plot."""
    return [
        {
            "text": plain(one.label),
            "x": (one.end if one.late else one.start).isoformat(),
            "xanchor": "right" if one.late else "left",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": one.row * ROW,
            "showarrow": False,
            "font": {"size": SMALL_SIZE},
        }
        for one in found
    ]


def first_day(month: str) -> date:
    """Return the first day of a month written as YYYY-MM."""
    parsed = Month.parse(month)
    return date(parsed.year, parsed.month, 1)


def _line(day: date, look: dict[str, object]) -> Drawn:
    place = {"x0": day.isoformat(), "x1": day.isoformat(), "y0": 0, "y1": 1, "yref": "y domain"}
    return {"type": "line", **place, "layer": "below", "line": look}
