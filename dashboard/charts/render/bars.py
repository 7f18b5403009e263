"""Bars: months side by side with the year before, names ranked by value, shares that make a whole."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.render.labels import month_ticks, plain, tick_places, wrapped
from dashboard.charts.render.template import (
    SMALL_SIZE,
    Drawn,
    category_axis,
    colours,
    faded,
    hover,
    ink_on,
    is_hollow,
    layout,
    number_format,
    point_data,
    unit_mark,
    value_axis,
)
from dashboard.charts.spec import ChartSpec, Series
from data.formats import percent_mark

_BARS_HEIGHT = 320
ROW_HEIGHT = 32  # of a lying bar, in pixels
NAME_WIDTH = 24  # of a line of its name, in letters
_ROOM = 9  # per cent of a row from which a part has room for its share
_VALUE_WIDTH = 64  # room beside the longest bar for its value, in pixels


def bars(spec: ChartSpec, language: str) -> Drawn:
    several = len(spec.series) > 1
    places = list(range(len(spec.categories)))
    ticks = tick_places(len(places))
    return {
        "data": [
            _bar_trace(spec, series, fill, "v", language)
            for series, fill in zip(spec.series, colours(spec.series), strict=True)
        ],
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
            "yaxis": value_axis(spec, *_extent(spec)),
        },
    }


def _extent(spec: ChartSpec) -> tuple[float, float]:
    values = [value for series in spec.series for value in series.values if value is not None]
    return min([0, *values]), max([0, *values])


def _legend(shown: bool) -> Drawn:
    place = {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom", "traceorder": "normal"}
    return {"showlegend": shown, "legend": {**place, "itemclick": False, "itemdoubleclick": False}}


def _bar_trace(spec: ChartSpec, series: Series, colour: str, direction: str, language: str) -> Drawn:
    places = list(range(len(spec.categories)))
    fills = [faded(colour) if is_hollow(series, place) else colour for place in places]
    across = {"x": list(series.values), "y": places}
    up = {"x": places, "y": list(series.values)}
    return {
        "type": "bar",
        "orientation": direction,
        "name": plain(series.label),
        **(across if direction == "h" else up),
        "customdata": point_data(spec),
        "marker": {"color": fills, "line": {"color": colour, "width": 1}},
        "hovertemplate": "<b>%{customdata[0]}</b><br>" + hover(spec, "x" if direction == "h" else "y", language),
    }


def ranked(spec: ChartSpec, language: str) -> Drawn:
    over = any(series.context for series in spec.series)  # one row each: what stands out among what it is compared with
    several = len(spec.series) > 1 and not over
    rows = len(spec.categories)
    margin = {"l": 8, "r": _VALUE_WIDTH, "t": 36 if several else 8, "b": 8}
    height = max(1, rows) * ROW_HEIGHT * (1 + 0.5 * (len(spec.series) - 1) * several) + margin["t"] + margin["b"]
    low, high = _extent(spec)
    extent = [low * 1.4, high] if high > low else [0, 1]  # values below zero need room on the left for their labels
    return {
        "data": [
            _ranked_trace(spec, series, fill, language)
            for series, fill in zip(spec.series, colours(spec.series), strict=True)
        ],
        "layout": {
            **layout(language, round(height), margin),
            **_legend(several),
            "barmode": "overlay" if over else "group",
            "bargap": 0.3,
            "xaxis": {"visible": False, "fixedrange": True, "range": extent},
            "yaxis": names_axis(spec.category_labels),
        },
    }


def names_axis(labels: Sequence[str]) -> Drawn:
    """Return the axis of lying rows, named from the top down."""
    return {
        "fixedrange": True,
        "range": [len(labels) - 0.5, -0.5],
        "showgrid": False,
        "zeroline": False,
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": [wrapped(label, NAME_WIDTH, lines=2) for label in labels],
        "tickfont": {"size": SMALL_SIZE},
        "ticklabelstandoff": 4,
        "automargin": True,
    }


def stacked(spec: ChartSpec, language: str) -> Drawn:
    """Return lying bars of shares: every row is a whole, its parts carry their share where there is room for it."""
    rows = len(spec.categories)
    fills = colours(spec.series)
    return {
        "data": [_share_trace(spec, series, fill, language) for series, fill in zip(spec.series, fills, strict=True)],
        "layout": {
            **layout(language, max(1, rows) * ROW_HEIGHT + 76, {"l": 8, "r": 8, "t": 60, "b": 8}),
            **_legend(True),
            "barmode": "stack",
            "bargap": 0.3,
            "xaxis": {"visible": False, "fixedrange": True, "range": [0, 100]},
            "yaxis": names_axis(spec.category_labels),
        },
    }


def _share_trace(spec: ChartSpec, series: Series, fill: str, language: str) -> Drawn:
    shares = f"%{{x:{number_format(spec)}}}{percent_mark(language)}"
    return {
        **_bar_trace(spec, series, fill, "h", language),
        "texttemplate": ["" if value is None or value < _ROOM else shares for value in series.values],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": SMALL_SIZE, "color": ink_on(fill)},
    }


def _ranked_trace(spec: ChartSpec, series: Series, colour: str, language: str) -> Drawn:
    return {
        **_bar_trace(spec, series, colour, "h", language),
        "texttemplate": f"%{{x:{number_format(spec)}}}{unit_mark(spec, language)}",
        "textposition": "outside",
        "textfont": {"size": SMALL_SIZE},
        "cliponaxis": False,
    }
