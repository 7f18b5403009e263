"""Lines as SVG: a trend with its stages and events, the seasons of years, small multiples, a sparkline."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.render.bands import ROW, Stretch, first_day, rows_above, stretches
from dashboard.charts.render.canvas import LINE, SMALL, SOFT, Canvas, nice_ticks, width_of
from dashboard.charts.render.labels import lines_of, month_lines, spread, tick_places
from dashboard.charts.render.lines import LABEL_WIDTH, TEXT_LINE, alone, extent, last_place
from dashboard.charts.render.template import colours, is_hollow, is_whole, unit_mark
from dashboard.charts.spec import ChartSpec, Series
from data.formats import number
from data.periods import Month

_HEIGHT, _PANEL = 300, (230, 150)
_STAGE = "#EDEFF1"
_BELOW = 36  # room for two lines of months


def trend(spec: ChartSpec, language: str, width: float, height: float = _HEIGHT) -> Canvas:
    """Return the lines of a trend or of seasons, `width` pixels wide."""
    found = stretches(spec.bands, spec.marks, spec.categories) if spec.kind == "line" else []
    several = len(spec.series) > 1
    low, high = extent(spec.series)
    ticks = tick_words(spec, low, high, language)
    left = room(ticks)
    right = _end_room(spec.series) if several else 12
    canvas = Canvas(width, height)
    plot = Plot(
        canvas, left, 10 + rows_above(found) * ROW, width - right, height - _BELOW, len(spec.categories), low, high
    )
    for one in found:
        _stretch(plot, one, spec.categories)
    plot.grid(ticks)
    plot.months(spec.category_labels, 5 if several else 7, whole_year=spec.kind == "season")
    for series, colour in _behind_first(spec.series):
        plot.series(series, colour)
    if several:
        _end_labels(plot, spec.series)
    return canvas


Ticks = list[tuple[float, str]]  # values of an axis with their words


def tick_words(spec: ChartSpec, low: float, high: float, language: str, most: int = 5) -> Ticks:
    """Return the values that an axis names, with as many decimals as tell them apart."""
    ticks = nice_ticks(low, high, most, whole=is_whole(spec))
    decimals = 0 if all(tick.is_integer() for tick in ticks) else 1 if high - low > 0.5 else 2
    return [(tick, number(tick, language, decimals) + unit_mark(spec, language)) for tick in ticks]


def room(ticks: Ticks) -> float:
    """Return the width that the words of an axis need."""
    return max((width_of(words) for _, words in ticks), default=0) + 10


class Plot:
    """The area of a chart with its scales: places from left to right, values from below."""

    def __init__(
        self, canvas: Canvas, left: float, top: float, right: float, bottom: float, count: int, low: float, high: float
    ) -> None:
        self.canvas, self.count = canvas, max(1, count)
        self.left, self.top, self.right, self.bottom = left, top, right, bottom
        self.low, self.high = low, high

    def x(self, place: float) -> float:
        """Return where the middle of a place stands, counted from 0."""
        return self.left + (place + 0.5) / self.count * (self.right - self.left)

    def y(self, value: float) -> float:
        """Return where a value stands."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def grid(self, ticks: Ticks) -> None:
        """Draw the lines of the values with their numbers."""
        for value, words in ticks:
            stroke = LINE if value else SOFT
            self.canvas.line(self.left, self.y(value), self.right, self.y(value), stroke, ' stroke-width="0.8"')
            self.canvas.text(self.left - 6, self.y(value) + 4, words, anchor="end", fill=SOFT)

    def months(self, labels: Sequence[str], most: int, *, whole_year: bool = False) -> None:
        """Write the months below, the year under the first of each."""
        places = tick_places(len(labels), most)
        texts = [[labels[place]] for place in places] if whole_year else month_lines(labels, places)
        for place, lines in zip(places, texts, strict=True):
            for row, words in enumerate(lines):
                self.canvas.text(self.x(place), self.bottom + 16 + row * 14, words, anchor="middle", fill=SOFT)

    def series(self, series: Series, colour: str, *, wide: float = 2.5) -> None:
        """Draw a line with its gaps; a hollow point where coverage is low, a point where a month stands alone."""
        run: list[tuple[float, float]] = []
        look = (
            f' fill="none" stroke="{colour}" stroke-width="{1.5 if series.context else wide}" stroke-linejoin="round"'
        )
        for place, value in enumerate((*series.values, None)):
            if value is not None:
                run.append((self.x(place), self.y(value)))
            elif run:
                if len(run) > 1:
                    self.canvas.path(run, look)
                run = []
        for place, value in enumerate(series.values):
            if value is None:
                continue
            if is_hollow(series, place):
                self.canvas.dot(self.x(place), self.y(value), 4, "#FFFFFF", colour)
            elif place == last_place(series) or alone(series, place):
                self.canvas.dot(self.x(place), self.y(value), 3, colour, colour)


def _behind_first(series: Sequence[Series]) -> list[tuple[Series, str]]:
    return sorted(zip(series, colours(series), strict=True), key=lambda line: not line[0].context)


def _stretch(plot: Plot, one: Stretch, months: Sequence[str]) -> None:
    first = first_day(months[0])
    days = (first_day(str(Month.parse(months[-1]).plus(1))) - first).days
    start, end = (plot.left + (day - first).days / days * (plot.right - plot.left) for day in (one.start, one.end))
    if one.mark:
        plot.canvas.line(start, plot.top, start, plot.bottom, SOFT)
    else:
        plot.canvas.rect(start, plot.top, end - start, plot.bottom - plot.top, _STAGE)
        if one.open_edge:
            plot.canvas.line(end, plot.top, end, plot.bottom, SOFT, ' stroke-dasharray="5 4"')
    above = plot.top - 5 - one.row * ROW
    plot.canvas.text(end if one.late else start, above, one.label, anchor="end" if one.late else "start", fill=SOFT)


def _end_room(series: Sequence[Series]) -> float:
    lines = [line for one in series for line in lines_of(one.label, LABEL_WIDTH)]
    return max((width_of(line) for line in lines), default=0) + 24


def _end_labels(plot: Plot, series: Sequence[Series]) -> None:
    """Write the name of every line beside its end, apart where lines end close by."""
    ends = [(one, colour, last_place(one)) for one, colour in zip(series, colours(series), strict=True)]
    shown = [(one, colour, place) for one, colour, place in ends if place is not None]
    texts = [lines_of(one.label, LABEL_WIDTH) for one, _, _ in shown]
    wanted = [plot.bottom - plot.y(one.values[place] or 0) for one, _, place in shown]
    placed = spread(wanted, [len(lines) * TEXT_LINE + 4.0 for lines in texts])
    for (_, colour, _), lines, middle in zip(shown, texts, placed, strict=True):
        top = plot.bottom - max(0.0, middle) - (len(lines) - 1) * TEXT_LINE / 2
        plot.canvas.dot(plot.right + 9, top, 3, colour, colour)
        for row, words in enumerate(lines):
            plot.canvas.text(plot.right + 18, top + 4 + row * TEXT_LINE, words)


def panels(spec: ChartSpec) -> list[tuple[str, list[Series]]]:
    """Return the panels of small multiples: the name of each and its series, in the order of the spec."""
    named: dict[str, list[Series]] = {}
    for series in spec.series:
        named.setdefault(series.panel or series.label, []).append(series)
    return list(named.items())


def panel(spec: ChartSpec, series: Sequence[Series], language: str) -> Canvas:
    """Return one small panel: all panels of a chart have the same scale."""
    width, height = _PANEL
    low, high = extent(spec.series)
    ticks = tick_words(spec, low, high, language, most=2)
    left = room(ticks)
    canvas = Canvas(width, height)
    plot = Plot(canvas, left, 8, width - 8, height - _BELOW + 6, len(spec.categories), low, high)
    plot.grid(ticks)
    plot.months(spec.category_labels, 2)
    for one, colour in _behind_first(series):
        plot.series(one, colour, wide=2)
    return canvas


def multiples(spec: ChartSpec, language: str, width: float) -> Canvas:
    """Return all panels in rows, each under its name."""
    across = max(1, int(width // (_PANEL[0] + 10)))
    found = panels(spec)
    tall = _PANEL[1] + 26
    canvas = Canvas(width, max(1, -(-len(found) // across)) * tall)
    for place, (name, series) in enumerate(found):
        x, y = place % across * (width / across), place // across * tall
        canvas.text(x + 4, y + 14, lines_of(name, 34)[0], bold=True, size=SMALL)
        canvas.place(panel(spec, series, language), x, y + 20)
    return canvas


def sparkline(values: Sequence[float | None], description: str, *, width: float = 110, height: float = 26) -> str:
    """Return a line without axes, for a cell of a table or a card; its gaps are gaps, its scale starts at zero."""
    series = Series("spark", "", tuple(values))
    low, high = extent([series])
    canvas = Canvas(width, height)
    Plot(canvas, 0, 4, width - 3, height - 4, len(values), low, high).series(series, colours([series])[0], wide=1.5)
    return canvas.document("", description)
