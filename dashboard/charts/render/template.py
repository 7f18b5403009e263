"""The one look every browser chart shares: colours, fonts, margins, number separators and the graph's settings."""

from __future__ import annotations

from dashboard.charts.spec import ChartSpec, Series

Drawn = dict[str, object]  # a part of a Plotly figure

# In this order the colours keep a contrast of 3:1 on white and between neighbours.
COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25")
GRID = "rgba(128,128,128,0.25)"  # half-transparent greys serve the light and the dark page alike
AXIS = "rgba(128,128,128,0.7)"
BAND = "rgba(128,128,128,0.14)"
CLEAR = "rgba(0,0,0,0)"
FONT_SIZE = 13
SMALL_SIZE = 12

# Decimal mark, then thousands mark: the locale files of plotly.js bring month names but no separators.
_SEPARATORS = {"ro": ",.", "ru": ",\u00a0", "en": ".,"}

CONFIG: Drawn = {
    "displayModeBar": False,  # the toolbar holds a button that uploads the chart to a third party
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}


def config(language: str) -> Drawn:
    """Return the settings of every graph, with the locale of the page."""
    return {**CONFIG, "locale": language}


def layout(language: str, height: int, margin: dict[str, int]) -> Drawn:
    """Return the layout shared by all kinds: transparent, in the page's font, without zoom (a thumb must scroll)."""
    return {
        "height": height,
        "margin": margin,
        "autosize": True,
        "separators": _SEPARATORS.get(language, ".,"),
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": "inherit", "size": FONT_SIZE},
        "colorway": list(COLOURS),
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"font": {"family": "inherit", "size": FONT_SIZE}, "align": "left", "namelength": -1},
    }


def value_axis(number_format: str) -> Drawn:
    """Return the axis of the values: from zero up, thin lines, few ticks."""
    return {
        "rangemode": "tozero",
        "fixedrange": True,
        "nticks": 6,
        "tickformat": number_format,
        "showline": False,
        "zeroline": True,
        "zerolinecolor": AXIS,
        "zerolinewidth": 1,
        "gridcolor": GRID,
        "ticks": "",
        "automargin": True,
        "ticklabelstandoff": 4,
        "tickfont": {"size": SMALL_SIZE},
    }


def colour(place: int) -> str:
    """Return the colour of the series at this place, counted from 0."""
    return COLOURS[place % len(COLOURS)]


def faded(place: int) -> str:
    """Return the colour of the series at this place as a light fill: the sign of low coverage."""
    red, green, blue = (int(colour(place)[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.25)"


def category_axis() -> Drawn:
    """Return the axis of the months or names."""
    return {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": AXIS,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": AXIS,
        "tickfont": {"size": SMALL_SIZE},
    }


def number_format(spec: ChartSpec) -> str:
    """Return the number format of all values: whole where all are whole, else with one decimal."""
    values = (value for series in spec.series for value in series.values if value is not None)
    return ",.0f" if all(float(value).is_integer() for value in values) else ",.1f"


def unit_mark(spec: ChartSpec) -> str:
    """Return what follows every number: the per cent sign, or nothing where the subtitle names the unit."""
    return "\u00a0%" if spec.unit == "%" else ""


def hover(spec: ChartSpec, axis: str) -> str:
    """Return the hover line of a value that stands on this axis: the name of its series and the number."""
    return f"%{{fullData.name}}: <b>%{{{axis}:{number_format(spec)}}}</b>{unit_mark(spec)}<extra></extra>"


def is_hollow(series: Series, place: int) -> bool:
    """Return True where the coverage of the value is low."""
    return place < len(series.hollow) and series.hollow[place]
