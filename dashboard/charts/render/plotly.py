"""ChartSpec -> Plotly figure, as the plain dict the browser gets; tests validate each one through plotly's own schema.

A dict costs a fraction of a millisecond, a `go.Figure` with its template fifty times as much.
"""

from __future__ import annotations

from collections.abc import Callable

from dashboard.charts.render.bars import bars, ranked, stacked
from dashboard.charts.render.dots import dots
from dashboard.charts.render.grid import grid
from dashboard.charts.render.lines import line, season
from dashboard.charts.render.maps import map_
from dashboard.charts.render.template import CONFIG, Drawn, config
from dashboard.charts.spec import ChartSpec, Kind

__all__ = ["CONFIG", "DRAWN_KINDS", "config", "figure"]

# Small multiples are pictures of their own (render/svg.py): nothing is pointed at in them.
_KINDS: dict[Kind, Callable[[ChartSpec, str], Drawn]] = {
    "line": line,
    "season": season,
    "bars": bars,
    "ranked": ranked,
    "stacked": stacked,
    "dots": dots,
    "heat": grid,
    "map": map_,
}
DRAWN_KINDS = frozenset(_KINDS)


def figure(spec: ChartSpec, language: str) -> Drawn:
    """Return the Plotly figure of a chart (of DRAWN_KINDS) as a plain dict, with the numbers and words of the spec."""
    return _KINDS[spec.kind](spec, language)
