"""The one look every browser chart shares: colours, fonts, margins, number separators and the graph's settings."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.render.labels import plain
from dashboard.charts.spec import ChartSpec, Series, Tone
from data.formats import number, percent_mark, separators

Drawn = dict[str, object]  # a part of a Plotly figure

# In this order the colours keep a contrast of 3:1 on white and between neighbours.
COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25")
# The same in dark colours, in the same order: assets/site.css puts them in place of those above (a test compares).
DARK_COLOURS = ("#3F7FC0", "#B4F2EA", "#C94A8A", "#FFD9BF")
DARK_PANEL = "#1C232B"
CONTEXT = "#8C959E"  # grey: what the coloured series are compared with
TONES: dict[Tone, str] = {
    "1": "#E3ECF5",
    "2": "#B3CBE2",
    "3": "#7BA3C9",
    "4": "#3F759F",
    "5": "#12436D",
    "alert": "#F46A25",
    "quiet": "#D5D9DD",
    "none": "#FFFFFF",  # hatched
}
DARK_INK, LIGHT_INK = "#1D2733", "#FFFFFF"
GRID = "rgba(128,128,128,0.25)"  # half-transparent greys serve the light and the dark page alike
AXIS = "rgba(128,128,128,0.7)"
BAND = "rgba(128,128,128,0.14)"
CLEAR = "rgba(0,0,0,0)"
FONT_SIZE = 13
SMALL_SIZE = 12
_LARGE = 100  # values from which a decimal says nothing
_FEW = 6  # counts below which every whole number has its line

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
        "separators": "".join(separators(language)),  # plotly.js's own locale files bring the names of months only
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": "inherit", "size": FONT_SIZE},
        "colorway": list(COLOURS),
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": LIGHT_INK,
            "bordercolor": CONTEXT,
            "font": {"family": "inherit", "size": FONT_SIZE, "color": DARK_INK},
            "align": "left",
            "namelength": -1,
        },
    }


def value_axis(spec: ChartSpec, low: float = 0, high: float = 1) -> Drawn:
    """Return the axis of the values: from zero up, thin lines, few ticks, counts at whole numbers only."""
    few = {"dtick": 1} if is_whole(spec) and high - low < _FEW else {}
    return {
        **few,
        "rangemode": "tozero",
        "fixedrange": True,
        "nticks": 6,
        "tickformat": number_format(spec),
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


def colours(series: Sequence[Series]) -> list[str]:
    """Return the colour of each series: context is grey, the others take the colours in their order."""
    shown = iter(COLOURS * len(series))
    return [CONTEXT if one.context else next(shown) for one in series]


def ink_on(fill: str) -> str:
    """Return the colour of words on a fill: the one of dark and light that is told apart better."""
    return LIGHT_INK if _luminance(fill) < 0.18 else DARK_INK


def _luminance(fill: str) -> float:
    """Return the relative luminance of a colour (WCAG 2), from 0 for black to 1 for white."""
    parts = [int(fill[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def faded(colour: str) -> str:
    """Return a colour as a light fill: the sign of low coverage."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
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


def is_whole(spec: ChartSpec) -> bool:
    """Return True where all values are whole, as counts are."""
    return all(float(value).is_integer() for series in spec.series for value in series.values if value is not None)


def decimals(spec: ChartSpec) -> int:
    """Return with how many decimals all values are written: none where all are whole or large, else one."""
    values = [abs(value) for series in spec.series for value in series.values if value is not None]
    return 0 if is_whole(spec) or min(values) >= _LARGE else 1


def number_format(spec: ChartSpec) -> str:
    """Return the same as Plotly takes it."""
    return f",.{decimals(spec)}f"


def said(spec: ChartSpec, value: float, language: str) -> str:
    """Return a value of the chart as read, with what follows every number."""
    return number(value, language, decimals(spec)) + unit_mark(spec, language)


def unit_mark(spec: ChartSpec, language: str) -> str:
    """Return what follows every number: the per cent sign, or nothing where the subtitle names the unit."""
    return percent_mark(language) if spec.unit == "%" else ""


def point_data(spec: ChartSpec) -> list[list[str]]:
    """Return, for each category, its name as hovers show it and the address that a click leads to, or ""."""
    links = spec.links or ("",) * len(spec.categories)
    return [[plain(label), link] for label, link in zip(spec.category_labels, links, strict=True)]


def hover(spec: ChartSpec, axis: str, language: str) -> str:
    """Return the hover line of a value that stands on this axis: the name of its series and the number."""
    return f"%{{fullData.name}}: <b>%{{{axis}:{number_format(spec)}}}</b>{unit_mark(spec, language)}<extra></extra>"


def is_hollow(series: Series, place: int) -> bool:
    """Return True where the coverage of the value is low."""
    return place < len(series.hollow) and series.hollow[place]
