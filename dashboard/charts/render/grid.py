"""A heat map: rows against months, every cell a step with a letter and a fill; blank where there is no cell."""

from __future__ import annotations

from dashboard.charts.render.bars import NAME_WIDTH
from dashboard.charts.render.labels import ending, month_ticks, plain, tick_places
from dashboard.charts.render.template import SMALL_SIZE, TONES, Drawn, layout
from dashboard.charts.spec import ChartSpec, Series

CELL = 22  # the height of a row, in pixels
NARROWEST = 15  # the width a cell needs for its letter, in pixels
NAMES = 150  # the width of the names of the rows, in pixels


def grid(spec: ChartSpec, language: str) -> Drawn:
    """Return the cells as one heat map; a click on a cell leads where its row leads."""
    places = tick_places(len(spec.categories), most=8)
    most = max(1, len(spec.steps))
    links = spec.links or ("",) * len(spec.series)
    return {
        "data": [
            {
                "type": "heatmap",
                "z": [list(series.values) for series in spec.series],
                "text": [[_letter(spec, value) for value in series.values] for series in spec.series],
                "texttemplate": "%{text}",
                "textfont": {"size": 11},
                "customdata": [
                    [[_said(spec, series, place), link] for place in range(len(spec.categories))]
                    for series, link in zip(spec.series, links, strict=True)
                ],
                "hovertemplate": "%{customdata[0]}<extra></extra>",
                "hoverongaps": False,
                "colorscale": _scale(spec),
                "zmin": -0.5,
                "zmax": most - 0.5,
                "showscale": False,
                "xgap": 1,
                "ygap": 1,
            }
        ],
        "layout": {
            **layout(language, max(1, len(spec.series)) * CELL + 48, {"l": 8, "r": 12, "t": 40, "b": 8}),
            "xaxis": {
                "fixedrange": True,
                "side": "top",
                "showgrid": False,
                "zeroline": False,
                "tickmode": "array",
                "tickvals": places,
                "ticktext": month_ticks(spec.category_labels, places, above=True),
                "tickangle": 0,
                "tickfont": {"size": SMALL_SIZE},
            },
            "yaxis": {
                "fixedrange": True,
                "autorange": "reversed",
                "showgrid": False,
                "zeroline": False,
                "tickmode": "array",
                "tickvals": list(range(len(spec.series))),
                "ticktext": [plain(ending(series.label, NAME_WIDTH)) for series in spec.series],
                "tickfont": {"size": SMALL_SIZE},
                "automargin": True,
            },
        },
    }


def narrowest(spec: ChartSpec) -> int:
    """Return the width from which every letter has room, in pixels; a narrower screen scrolls the picture."""
    return NAMES + len(spec.categories) * NARROWEST


def _letter(spec: ChartSpec, value: float | None) -> str:
    return "" if value is None else plain(spec.steps[int(value)].letter)


def _said(spec: ChartSpec, series: Series, place: int) -> str:
    """Return what a cell says when it is pointed at: row, month, and its state or count in words."""
    value = series.values[place]
    words = series.shown[place] if place < len(series.shown) else ""
    words = words or ("" if value is None else spec.steps[int(value)].label)
    return f"<b>{plain(series.label)}</b><br>{plain(spec.category_labels[place])}: {plain(words)}"


def _scale(spec: ChartSpec) -> list[list[object]]:
    """Return a colour scale that has one flat stretch for each step."""
    count = max(1, len(spec.steps))
    tones = [TONES[step.tone] for step in spec.steps] or [TONES["none"]]
    return [[edge / count, tone] for place, tone in enumerate(tones) for edge in (place, place + 1)]
