"""Bars: months side by side with the year before, and names ranked by value."""

from __future__ import annotations

from dashboard.charts.render.labels import month_ticks, plain, tick_places, wrapped
from dashboard.charts.render.template import (
    SMALL_SIZE,
    Drawn,
    category_axis,
    colour,
    faded,
    hover,
    is_hollow,
    layout,
    number_format,
    unit_mark,
    value_axis,
)
from dashboard.charts.spec import ChartSpec, Series

_BARS_HEIGHT = 320
_ROW_HEIGHT = 32
_NAME_WIDTH = 24
_VALUE_WIDTH = 64  # room beside the longest bar for its value, in pixels


def bars(spec: ChartSpec, language: str) -> Drawn:
    several = len(spec.series) > 1
    places = list(range(len(spec.categories)))
    ticks = tick_places(len(places))
    return {
        "data": [_bar_trace(spec, number, series, "v") for number, series in enumerate(spec.series)],
        "layout": {
            **layout(language, _BARS_HEIGHT, {"l": 8, "r": 8, "t": 36 if several else 12, "b": 32}),
            **_legend(several),
            "bargap": 0.25,
            "xaxis": {
                **category_axis(),
                "ticks": "",
                "tickmode": "array",
                "tickvals": ticks,
                "ticktext": month_ticks(spec.category_labels, ticks),
                "tickangle": 0,
                "automargin": True,
            },
            "yaxis": value_axis(number_format(spec)),
        },
    }


def _legend(shown: bool) -> Drawn:
    place = {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom", "traceorder": "normal"}
    return {"showlegend": shown, "legend": {**place, "itemclick": False, "itemdoubleclick": False}}


def _bar_trace(spec: ChartSpec, number: int, series: Series, direction: str) -> Drawn:
    places = list(range(len(spec.categories)))
    fills = [faded(number) if is_hollow(series, place) else colour(number) for place in places]
    across = {"x": list(series.values), "y": places}
    up = {"x": places, "y": list(series.values)}
    return {
        "type": "bar",
        "orientation": direction,
        "name": plain(series.label),
        **(across if direction == "h" else up),
        "customdata": [plain(label) for label in spec.category_labels],
        "marker": {"color": fills, "line": {"color": colour(number), "width": 1}},
        "hovertemplate": "<b>%{customdata}</b><br>" + hover(spec, "x" if direction == "h" else "y"),
    }


def ranked(spec: ChartSpec, language: str) -> Drawn:
    several = len(spec.series) > 1
    rows = len(spec.categories)
    margin = {"l": 8, "r": _VALUE_WIDTH, "t": 36 if several else 8, "b": 8}
    height = max(1, rows) * _ROW_HEIGHT * (1 + 0.5 * (len(spec.series) - 1)) + margin["t"] + margin["b"]
    values = [value for series in spec.series for value in series.values if value is not None]
    low, high = min([0, *values]), max([0, *values])
    extent = [low * 1.4, high] if high > low else [0, 1]  # values below zero need room on the left for their labels
    return {
        "data": [_ranked_trace(spec, number, series) for number, series in enumerate(spec.series)],
        "layout": {
            **layout(language, round(height), margin),
            **_legend(several),
            "bargap": 0.3,
            "xaxis": {"visible": False, "fixedrange": True, "range": extent},
            "yaxis": {
                "fixedrange": True,
                "range": [rows - 0.5, -0.5],
                "showgrid": False,
                "zeroline": False,
                "tickmode": "array",
                "tickvals": list(range(rows)),
                "ticktext": [wrapped(label, _NAME_WIDTH, lines=2) for label in spec.category_labels],
                "tickfont": {"size": SMALL_SIZE},
                "ticklabelstandoff": 4,
                "automargin": True,
            },
        },
    }


def _ranked_trace(spec: ChartSpec, number: int, series: Series) -> Drawn:
    return {
        **_bar_trace(spec, number, series, "h"),
        "texttemplate": f"%{{x:{number_format(spec)}}}{unit_mark(spec)}",
        "textposition": "outside",
        "textfont": {"size": SMALL_SIZE},
        "cliponaxis": False,
    }
