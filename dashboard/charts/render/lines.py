"""A trend: months from left to right, gaps kept, every line named at its end, campaign stages behind."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.render.bands import band_shapes, first_day
from dashboard.charts.render.labels import month_ticks, plain, spread, tick_places, wrapped
from dashboard.charts.render.template import (
    SMALL_SIZE,
    Drawn,
    category_axis,
    colour,
    hover,
    is_hollow,
    layout,
    number_format,
    value_axis,
)
from dashboard.charts.spec import ChartSpec, Series
from data.periods import Month

_HEIGHT = 340
_LETTER = 6.6  # the mean width of a letter at SMALL_SIZE, in pixels
_TEXT_LINE = 16  # the height of a line of text, in pixels
_LABEL_WIDTH = 14  # letters in a line of a line-end label: leaves a phone enough room for the plot


def line(spec: ChartSpec, language: str) -> Drawn:
    # A month's value stands in the middle of its month, so that a stage shaded from 1 April covers all of April.
    days = [f"{month}-15" for month in spec.categories]
    several = len(spec.series) > 1
    places = tick_places(len(days), most=5 if several else 7)
    shapes, notes, rows = band_shapes(spec.bands, spec.categories)
    margin = {"l": 8, "r": _end_margin(spec.series) if several else 16, "t": 12 + rows * _TEXT_LINE, "b": 40}
    plot_height = _HEIGHT - margin["t"] - margin["b"]
    low, high = _extent(spec)
    return {
        "data": [_line_trace(spec, number, series, days) for number, series in enumerate(spec.series)],
        "layout": {
            **layout(language, _HEIGHT, margin),
            "hovermode": "x unified",
            "xaxis": {
                **category_axis(),
                "type": "date",
                **_whole_months(spec.categories),
                "tickmode": "array",
                "tickvals": [days[place] for place in places],
                "ticktext": month_ticks(spec.category_labels, places),
                "tickangle": 0,
                "unifiedhovertitle": {"text": "<b>%{x|%B %Y}</b>"},  # the locale file has the names of the months
            },
            "yaxis": {**value_axis(number_format(spec)), "range": [low, high]},
            "shapes": shapes,
            "annotations": [*notes, *(_end_labels(spec.series, low, high, plot_height) if several else [])],
        },
    }


def _whole_months(months: Sequence[str]) -> Drawn:
    if not months:
        return {}
    after = Month.parse(months[-1]).plus(1)
    return {"range": [first_day(months[0]).isoformat(), first_day(str(after)).isoformat()]}


def _extent(spec: ChartSpec) -> tuple[float, float]:
    """Return the lowest and highest value of the axis: zero is always on it, a little air above."""
    values = [value for series in spec.series for value in series.values if value is not None]
    low, high = min([0, *values]), max([0, *values])
    return (low * 1.06, high * 1.06) if high > low else (0, 1)


def _line_trace(spec: ChartSpec, number: int, series: Series, days: Sequence[str]) -> Drawn:
    last = _last(series)
    symbols = ["circle-open" if is_hollow(series, place) else "circle" for place in range(len(days))]
    sizes = [
        8 if is_hollow(series, place) else 7 * (place == last or _alone(series, place)) for place in range(len(days))
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": plain(series.label),
        "x": list(days),
        "y": list(series.values),
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": colour(number), "width": 2.5},
        "marker": {"color": colour(number), "symbol": symbols, "size": sizes, "opacity": 1, "line": {"width": 2}},
        "hovertemplate": hover(spec, "y"),
    }


def _last(series: Series) -> int | None:
    return next((place for place in reversed(range(len(series.values))) if series.values[place] is not None), None)


def _alone(series: Series, place: int) -> bool:
    """Return True for a month between two gaps: without a marker a line would not show it at all."""
    near = series.values[max(0, place - 1) : place] + series.values[place + 1 : place + 2]
    return all(value is None for value in near)


def _end_margin(series: Sequence[Series]) -> int:
    longest = max((len(line) for one in series for line in wrapped(one.label, _LABEL_WIDTH).split("<br>")), default=0)
    return 28 + round(longest * _LETTER)


def _end_labels(series: Sequence[Series], low: float, high: float, plot_height: int) -> list[Drawn]:
    """Return the name of every line beside its last point, after a dot of its colour, apart where lines end close by.

    The words keep the colour of the text: not every line colour is dark enough to be read.
    """
    ends = [(number, one, _last(one)) for number, one in enumerate(series)]
    shown = [(number, one, place) for number, one, place in ends if place is not None]
    texts = [wrapped(one.label, _LABEL_WIDTH) for _, one, _ in shown]
    heights = [(text.count("<br>") + 1) * _TEXT_LINE + 4.0 for text in texts]
    points = [((one.values[place] or 0) - low) / (high - low) * plot_height for _, one, place in shown]
    return [
        {
            "text": f'<span style="color:{colour(number)}">●</span> {text}',
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
        for (number, _, _), text, middle in zip(shown, texts, spread(points, heights), strict=True)
    ]
