"""A trend: months from left to right, gaps kept, every line named at its end, campaign stages and events behind.

A season is the same over the calendar months of a year, one line a year.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.render.bands import ROW, first_day, labels, rows_above, shapes, stretches
from dashboard.charts.render.labels import LETTER, month_ticks, plain, spread, tick_places, wrapped
from dashboard.charts.render.template import (
    SMALL_SIZE,
    Drawn,
    category_axis,
    colours,
    hover,
    is_hollow,
    layout,
    value_axis,
)
from dashboard.charts.spec import ChartSpec, Series
from data.periods import Month

HEIGHT = 340
TEXT_LINE = 16  # the height of a line of text, in pixels
LABEL_WIDTH = 14  # letters in a line of a line-end label: leaves a phone enough room for the plot


def line(spec: ChartSpec, language: str) -> Drawn:
    """Return the trend over months."""
    # A month's value stands in the middle of its month, so that a stage shaded from 1 April covers all of April.
    days = [f"{month}-15" for month in spec.categories]
    places = tick_places(len(days), most=5 if len(spec.series) > 1 else 7)
    axis = {
        "type": "date",
        **_whole_months(spec.categories),
        "tickvals": [days[place] for place in places],
        "ticktext": month_ticks(spec.category_labels, places),
        "unifiedhovertitle": {"text": "<b>%{x|%B %Y}</b>"},  # the locale file has the names of the months
    }
    return _drawn(spec, language, days, axis)


def season(spec: ChartSpec, language: str) -> Drawn:
    """Return the lines of the years over the calendar months."""
    across = list(range(len(spec.categories)))
    places = tick_places(len(across), most=6)
    axis = {
        "range": [-0.5, len(across) - 0.5],
        "tickvals": places,
        "ticktext": [plain(spec.category_labels[place]) for place in places],
        "unifiedhovertitle": {"text": "<b>%{customdata[0]}</b>"},
    }
    drawn = _drawn(spec, language, across, axis)
    names = [[plain(label), ""] for label in spec.category_labels]
    traces: list[Drawn] = [{**trace, "customdata": names} for trace in _traces(spec, across, language)]
    return {**drawn, "data": traces}


def _drawn(spec: ChartSpec, language: str, across: Sequence[str | int], axis: Drawn) -> Drawn:
    several = len(spec.series) > 1
    found = stretches(spec.bands, spec.marks, spec.categories) if spec.kind == "line" else []
    margin = {"l": 8, "r": _end_margin(spec.series) if several else 16, "t": 12 + rows_above(found) * ROW, "b": 40}
    low, high = extent(spec.series)
    ends = _end_labels(spec.series, low, high, HEIGHT - margin["t"] - margin["b"]) if several else []
    return {
        "data": _traces(spec, across, language),
        "layout": {
            **layout(language, HEIGHT, margin),
            "hovermode": "x unified",
            "xaxis": {**category_axis(), "tickmode": "array", "tickangle": 0, **axis},
            "yaxis": {**value_axis(spec, low, high), "range": [low, high]},
            "shapes": shapes(found),
            "annotations": [*labels(found), *ends],
        },
    }


def _whole_months(months: Sequence[str]) -> Drawn:
    if not months:
        return {}
    after = Month.parse(months[-1]).plus(1)
    return {"range": [first_day(months[0]).isoformat(), first_day(str(after)).isoformat()]}


def extent(series: Sequence[Series]) -> tuple[float, float]:
    """Return the lowest and highest value of the axis: zero is always on it, a little air above."""
    values = [value for one in series for value in one.values if value is not None]
    low, high = min([0, *values]), max([0, *values])
    return (low * 1.06, high * 1.06) if high > low else (0, 1)


def _traces(spec: ChartSpec, across: Sequence[str | int], language: str) -> list[Drawn]:
    lines = list(zip(spec.series, colours(spec.series), strict=True))
    # What is compared with lies behind.
    return [
        _trace(spec, one, colour, across, language)
        for one, colour in sorted(lines, key=lambda line: not line[0].context)
    ]


def _trace(spec: ChartSpec, series: Series, colour: str, across: Sequence[str | int], language: str) -> Drawn:
    last = last_place(series)
    symbols = ["circle-open" if is_hollow(series, place) else "circle" for place in range(len(across))]
    sizes = [
        8 if is_hollow(series, place) else 7 * (place == last or alone(series, place)) for place in range(len(across))
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": plain(series.label),
        "x": list(across),
        "y": list(series.values),
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": colour, "width": 1.5 if series.context else 2.5},
        "marker": {"color": colour, "symbol": symbols, "size": sizes, "opacity": 1, "line": {"width": 2}},
        "hovertemplate": hover(spec, "y", language),
    }


def last_place(series: Series) -> int | None:
    """Return the place of the last value of a series, or None where it has none."""
    return next((place for place in reversed(range(len(series.values))) if series.values[place] is not None), None)


def alone(series: Series, place: int) -> bool:
    """Return True for a month between two gaps: without a marker a line would not show it at all."""
    near = series.values[max(0, place - 1) : place] + series.values[place + 1 : place + 2]
    return all(value is None for value in near)


def _end_margin(series: Sequence[Series]) -> int:
    longest = max((len(line) for one in series for line in wrapped(one.label, LABEL_WIDTH).split("<br>")), default=0)
    return 28 + round(longest * LETTER)


def _end_labels(series: Sequence[Series], low: float, high: float, plot_height: int) -> list[Drawn]:
    """Return the name of every line beside its last point, after a dot of its colour, apart where lines end close by.

    The words keep the colour of the text: not every line colour is dark enough to be read.
    """
    ends = [(one, colour, last_place(one)) for one, colour in zip(series, colours(series), strict=True)]
    shown = [(one, colour, place) for one, colour, place in ends if place is not None]
    texts = [wrapped(one.label, LABEL_WIDTH) for one, _, _ in shown]
    heights = [(text.count("<br>") + 1) * TEXT_LINE + 4.0 for text in texts]
    points = [((one.values[place] or 0) - low) / (high - low) * plot_height for one, _, place in shown]
    return [
        {
            "text": f'<span style="color:{colour}">●</span> {text}',
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 6,
            "y": max(0.0, middle / plot_height),
            "yref": "paper",
            "yanchor": "middle",
            "align": "left",
            "showarrow": False,
            "font": {"size": SMALL_SIZE},
        }
        for (_, colour, _), text, middle in zip(shown, texts, spread(points, heights), strict=True)
    ]
