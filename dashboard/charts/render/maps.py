"""A map: regions as filled outlines, in fixed steps; no tiles, no request to anywhere; no data is hatched."""

from __future__ import annotations

from dashboard.charts.render.labels import plain
from dashboard.charts.render.template import AXIS, TONES, Drawn, layout
from dashboard.charts.spec import ChartSpec, Region

HEIGHT = 520
STRETCH = 1.466  # a degree of latitude against one of longitude at 47° north
BORDER = "#FFFFFF"


def map_(spec: ChartSpec, language: str) -> Drawn:
    """Return one filled trace a region; pointing at it says its name and value, a click leads where it leads."""
    links = spec.links or ("",) * len(spec.regions)
    hidden = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    return {
        "data": [_trace(spec, region, link) for region, link in zip(spec.regions, links, strict=True)],
        "layout": {
            **layout(language, HEIGHT, {"l": 0, "r": 0, "t": 0, "b": 0}),
            "xaxis": {**hidden, "constrain": "domain"},
            "yaxis": {**hidden, "scaleanchor": "x", "scaleratio": STRETCH, "constrain": "domain"},
        },
    }


def _trace(spec: ChartSpec, region: Region, link: str) -> Drawn:
    across: list[float | None] = []
    up: list[float | None] = []
    for ring in region.rings:
        across += [*([None] if across else []), *(lon for lon, _ in ring)]
        up += [*([None] if up else []), *(lat for _, lat in ring)]
    tone = spec.steps[region.step].tone
    look: Drawn = {"fillcolor": TONES[tone]}
    if tone == "none":
        hatched = {"shape": "/", "size": 6, "solidity": 0.2, "fgcolor": AXIS, "bgcolor": TONES[tone]}
        look = {"fillcolor": TONES[tone], "fillpattern": {**hatched, "fillmode": "replace"}}
    return {
        "type": "scatter",
        "mode": "lines",
        "fill": "toself",
        **look,
        "line": {"color": BORDER if tone != "none" else AXIS, "width": 1},
        "x": across,
        "y": up,
        "name": plain(region.label),
        "text": f"<b>{plain(region.label)}</b><br>{plain(region.shown)}",
        "hoverinfo": "text",
        "hoveron": "fills",
        "customdata": [plain(region.label), link],
    }
