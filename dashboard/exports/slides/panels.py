"""A chart in the panels that a slide needs: small multiples apart, a long ranking in two columns, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dashboard.charts.render.lines import extent
from dashboard.charts.render.svg_lines import panels as named_panels
from dashboard.charts.spec import ChartSpec, Series

ROWS = 20  # of a column, so that names are read from the back of a room
COLUMNS = 2
Scale = tuple[float, float]


class Panels(NamedTuple):
    """The charts of a slide, the scale they share (None: a chart alone finds its own), and how many rows are shown."""

    specs: tuple[ChartSpec, ...]
    scale: Scale | None
    shown: int
    rows: int


def panels_of(spec: ChartSpec) -> Panels:
    """Return the panels of a chart."""
    if spec.kind == "multiples":
        parts = tuple(
            replace(spec, kind="line", series=tuple(series), title=f"{name}: {spec.title}", bands=(), marks=())
            for name, series in named_panels(spec)
        )
        return Panels(parts, extent(spec.series), len(parts), len(parts))
    if spec.kind == "map":
        return panels_of(ordered(spec))
    count = len(spec.categories)
    if spec.kind not in ("ranked", "dots", "stacked") or count <= ROWS:
        return Panels((spec,), None, count, count)
    shown = min(count, ROWS * COLUMNS)
    half = -(-shown // COLUMNS)
    places = range(shown)
    parts = tuple(part_of(spec, places[start : start + half]) for start in range(0, shown, half))
    return Panels(parts, extent(spec.series), shown, count)


def ordered(spec: ChartSpec) -> ChartSpec:
    """Return the values of a map as a ranking, from most to least; places without a value stand in its table only."""
    values = spec.series[0].values
    known = [place for place, value in enumerate(values) if value is not None]
    known.sort(key=lambda place: (-(values[place] or 0.0), spec.category_labels[place]))
    return replace(part_of(spec, known), kind="ranked", steps=(), regions=())


def part_of(spec: ChartSpec, places: Sequence[int]) -> ChartSpec:
    """Return the chart of these categories only, in this order."""
    return replace(
        spec,
        categories=tuple(spec.categories[place] for place in places),
        category_labels=tuple(spec.category_labels[place] for place in places),
        series=tuple(_part(series, places) for series in spec.series),
        links=(),
    )


def _part(series: Series, places: Sequence[int]) -> Series:
    return replace(
        series,
        values=tuple(series.values[place] for place in places),
        hollow=tuple(series.hollow[place] for place in places) if series.hollow else (),
        low=tuple(series.low[place] for place in places) if series.low else (),
        high=tuple(series.high[place] for place in places) if series.high else (),
        shown=tuple(series.shown[place] for place in places) if series.shown else (),
    )
