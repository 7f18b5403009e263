"""Dots on their intervals: a change with its uncertainty, a library on the range of its peers."""

from __future__ import annotations

from dashboard.charts.render.bars import NAME_WIDTH, names_axis
from dashboard.charts.render.labels import lines_of, plain
from dashboard.charts.render.svg_lines import tick_words
from dashboard.charts.render.template import (
    AXIS,
    SMALL_SIZE,
    Drawn,
    colours,
    hover,
    is_hollow,
    layout,
    point_data,
    unit_mark,
)
from dashboard.charts.spec import ChartSpec, Series
from data.formats import number

_APART = 0.16  # between the series of a row, in rows
_LINE = 16  # of a name or value, in pixels
_NAME_LINES = 3
_TICKS = 3  # about as many as a phone has room for beside the names


def dots(spec: ChartSpec, language: str) -> Drawn:
    """Return a row for each category; context series are drawn as ranges with a tick, the others as dots.

    The value of a row stands in words below its name: beside the row, a phone would have no room left for the dots.
    """
    names = [lines_of(label, NAME_WIDTH, _NAME_LINES) for label in spec.category_labels]
    rows = [[*name, row_words(spec, place, language)] for place, name in enumerate(names)]
    tall = _LINE * (max((len(row) for row in rows), default=1) + 1)
    low, high = reach(spec)
    ticks = tick_words(spec, low, high, language, most=_TICKS)
    return {
        "data": [
            _trace(spec, place, series, colour, language) for place, (series, colour) in enumerate(_coloured(spec))
        ],
        "layout": {
            **layout(language, max(1, len(rows)) * tall + 40, {"l": 8, "r": 16, "t": 8, "b": 32}),
            "xaxis": {
                "fixedrange": True,
                "range": [low, high],
                "tickmode": "array",
                "tickvals": [tick for tick, _ in ticks],
                "ticktext": [plain(words) for _, words in ticks],
                "tickangle": 0,
                "gridcolor": "rgba(128,128,128,0.25)",
                "zeroline": False,
                "tickfont": {"size": SMALL_SIZE},
            },
            "yaxis": {**names_axis(spec.category_labels), "ticktext": [_named(row) for row in rows]},
            "shapes": [] if spec.reference is None else [_reference(spec.reference)],
        },
    }


def reach(spec: ChartSpec) -> tuple[float, float]:
    """Return the lowest and highest value drawn, the reference among them, with a little air on both sides."""
    given = [spec.reference] if spec.reference is not None else []
    for series in spec.series:
        given += [value for value in (*series.values, *series.low, *series.high) if value is not None]
    low, high = (min(given), max(given)) if given else (0.0, 1.0)
    air = (high - low) * 0.06 or 1.0
    return low - air, high + air


def row_words(spec: ChartSpec, place: int, language: str) -> str:
    """Return the value of a row with its interval, e.g. "+4,2 % (1,1 – 7,3)", of the series that is not context."""
    series = next((one for one in spec.series if not one.context), None)
    if series is None or series.values[place] is None:
        return ""
    decimals = 0 if all(value is None or float(value).is_integer() for value in series.values) else 1
    said = number(series.values[place] or 0, language, decimals) + unit_mark(spec, language)
    low, high = ends(series, place)
    if low is None or high is None:
        return said
    return f"{said} ({number(low, language, decimals)} – {number(high, language, decimals)})"


def ends(series: Series, place: int) -> tuple[float | None, float | None]:
    """Return both ends of the interval of a row, or None where it has none."""
    low = series.low[place] if place < len(series.low) else None
    return low, series.high[place] if place < len(series.high) else None


def _coloured(spec: ChartSpec) -> list[tuple[Series, str]]:
    return list(zip(spec.series, colours(spec.series), strict=True))


def _trace(spec: ChartSpec, number_of: int, series: Series, colour: str, language: str) -> Drawn:
    rows = range(len(spec.categories))
    shift = apart(spec, number_of)
    bounds = [ends(series, place) for place in rows]
    values = list(series.values)
    up = [_between(value, high) for value, (_, high) in zip(values, bounds, strict=True)]
    down = [_between(low, value) for value, (low, _) in zip(values, bounds, strict=True)]
    symbol = "line-ns" if series.context else "circle"
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(series.label),
        "x": values,
        "y": [place + shift for place in rows],
        "customdata": point_data(spec),
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": up,
            "arrayminus": down,
            "color": colour,
            "thickness": 6 if series.context else 2,
            "width": 0,
        },
        "marker": {
            "color": colour,
            "size": 14 if series.context else 10,
            "symbol": [f"{symbol}-open" if is_hollow(series, place) else symbol for place in rows],
            "line": {"width": 3 if series.context else 2, "color": colour},
            "opacity": 1,
        },
        "hovertemplate": "<b>%{customdata[0]}</b><br>" + hover(spec, "x", language),
    }


def apart(spec: ChartSpec, place: int) -> float:
    """Return how far below the middle of its row a series is drawn, in rows: what would hide another stands beside.

    What is drawn on a range stands on it.
    """
    if any(series.context for series in spec.series):
        return 0.0
    return _APART * (place - (len(spec.series) - 1) / 2)


def _between(low: float | None, high: float | None) -> float:
    return 0.0 if low is None or high is None else high - low


def _reference(value: float) -> Drawn:
    place = {"x0": value, "x1": value, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", **place, "layer": "below", "line": {"color": AXIS, "width": 1.5, "dash": "dash"}}


def _named(lines: list[str]) -> str:
    """Return a name with its value in bold below it; what has no value is a name alone."""
    *name, value = [plain(line) for line in lines]
    return "<br>".join([*name, f"<b>{value}</b>"] if value else name)
