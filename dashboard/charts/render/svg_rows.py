"""Bars and dots as SVG: standing bars by month or year, ranked bars, shares of a whole, values on their intervals."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.render.bars import NAME_WIDTH
from dashboard.charts.render.canvas import LINE, SOFT, Canvas, width_of
from dashboard.charts.render.dots import apart, ends, reach, row_words
from dashboard.charts.render.labels import lines_of
from dashboard.charts.render.lines import extent
from dashboard.charts.render.svg_lines import Plot, room, tick_words
from dashboard.charts.render.template import colours, ink_on, is_hollow, said
from dashboard.charts.spec import ChartSpec, Series

_HEIGHT = 300
_ROW = 30
_LEGEND = 26
_WIDE = 220  # pixels from which dots have room for four words below
_ROOM = 34  # pixels from which a part has room for its share
_PALE = ' fill-opacity="0.25"'


def standing(spec: ChartSpec, language: str, width: float, height: float = _HEIGHT) -> Canvas:
    """Return bars beside each other, one group a category."""
    several = len(spec.series) > 1
    low, high = extent(spec.series)
    ticks = tick_words(spec, low, high, language)
    left = room(ticks)
    canvas = Canvas(width, height)
    top = legend(canvas, spec.series) if several else 10
    plot = Plot(canvas, left, top, width - 8, height - 36, len(spec.categories), low, high)
    plot.grid(ticks)
    plot.months(spec.category_labels, 7)
    wide = 0.75 * (plot.right - plot.left) / plot.count / max(1, len(spec.series))
    for number, (series, colour) in enumerate(zip(spec.series, colours(spec.series), strict=True)):
        for place, value in enumerate(series.values):
            if value is not None:
                x = plot.x(place) + (number - len(spec.series) / 2) * wide
                upper, lower = plot.y(max(value, 0)), plot.y(min(value, 0))
                canvas.rect(x, upper, wide, lower - upper, colour, _look(series, place, colour))
    return canvas


def legend(canvas: Canvas, series: Sequence[Series]) -> float:
    """Write the names of the series in a row, each after its colour; return where the plot may begin."""
    x = 4.0
    for one, colour in zip(series, colours(series), strict=True):
        canvas.rect(x, 4, 11, 11, colour)
        canvas.text(x + 17, 14, one.label)
        x += 34 + width_of(one.label)
    return _LEGEND


def ranked(spec: ChartSpec, language: str, width: float) -> Canvas:
    """Return lying bars, each with its value."""
    several = len(spec.series) > 1 and not any(series.context for series in spec.series)
    beside = len(spec.series) if several else 1
    top = _LEGEND if several else 4
    tall = _ROW * (1 + 0.5 * (beside - 1))
    canvas = Canvas(width, top + max(1, len(spec.categories)) * tall + 4)
    if several:
        legend(canvas, spec.series)
    left = _names(canvas, spec, top, tall)
    low, high = extent(spec.series)
    right = width - max((width_of(said(spec, high, language)), 40)) - 8
    scale = (right - left) / ((high - low) or 1)
    wide = tall * 0.7 / beside
    for number, (series, colour) in enumerate(zip(spec.series, colours(spec.series), strict=True)):
        for place, value in enumerate(series.values):
            if value is None:
                continue
            y = top + place * tall + tall * 0.15 + (number * wide if several else 0)
            start, end = left + (min(value, 0) - low) * scale, left + (max(value, 0) - low) * scale
            canvas.rect(start, y, end - start, wide - 1, colour, _look(series, place, colour))
            canvas.text(end + 5, y + wide / 2 + 4, said(spec, value, language))
    return canvas


def stacked(spec: ChartSpec, language: str, width: float) -> Canvas:
    """Return lying bars of shares, each part with its share where it has room."""
    canvas = Canvas(width, _LEGEND + max(1, len(spec.categories)) * _ROW + 4)
    legend(canvas, spec.series)
    left = _names(canvas, spec, _LEGEND, _ROW)
    for place in range(len(spec.categories)):
        x = left
        for series, colour in zip(spec.series, colours(spec.series), strict=True):
            share = series.values[place] or 0
            part = share / 100 * (width - 8 - left)
            y = _LEGEND + place * _ROW + 4
            canvas.rect(x, y, part, _ROW - 8, colour, _look(series, place, colour))
            if part >= _ROOM:
                words = said(spec, share, language)
                canvas.text(x + part / 2, y + _ROW / 2, words, anchor="middle", fill=ink_on(colour))
            x += part
    return canvas


def dots(spec: ChartSpec, language: str, width: float) -> Canvas:
    """Return a row for each category: its value on its interval or on the range of its peers, and in words."""
    tall = _ROW + 4
    canvas = Canvas(width, max(1, len(spec.categories)) * tall + 30)
    left = _names(canvas, spec, 4, tall)
    words = [row_words(spec, place, language) for place in range(len(spec.categories))]
    right = width - max((width_of(text) for text in words), default=0) - 16
    low, high = reach(spec)
    bottom = canvas.height - 22

    def x(value: float) -> float:
        return left + 8 + (value - low) / (high - low) * (right - left - 16)

    for tick, said_tick in tick_words(spec, low, high, language, most=4 if right - left >= _WIDE else 2):
        canvas.line(x(tick), 4, x(tick), bottom, LINE, ' stroke-width="0.8"')
        canvas.text(x(tick), bottom + 16, said_tick, anchor="middle", fill=SOFT)
    if spec.reference is not None:
        canvas.line(x(spec.reference), 4, x(spec.reference), bottom, SOFT, ' stroke-dasharray="5 4"')
    for place, text in enumerate(words):
        canvas.text(right + 8, 8 + (place + 0.5) * tall, text)
        for number, (series, colour) in enumerate(zip(spec.series, colours(spec.series), strict=True)):
            middle = 4 + (place + 0.5 + apart(spec, number)) * tall
            value, (start, end) = series.values[place], ends(series, place)
            if start is not None and end is not None:
                thick = f' stroke-width="{6 if series.context else 2}"'
                canvas.line(x(start), middle, x(end), middle, colour, thick)
            if value is not None and series.context:
                canvas.line(x(value), middle - 8, x(value), middle + 8, SOFT, ' stroke-width="3"')
            elif value is not None:
                canvas.dot(x(value), middle, 5, "#FFFFFF" if is_hollow(series, place) else colour, colour)
    return canvas


def _names(canvas: Canvas, spec: ChartSpec, top: float, tall: float) -> float:
    """Write the names of the rows; return where the rows may begin."""
    names = [lines_of(label, NAME_WIDTH, lines=2) for label in spec.category_labels]
    left = max((width_of(line) for lines in names for line in lines), default=0) + 10
    for place, lines in enumerate(names):
        middle = top + place * tall + tall / 2
        for row, line in enumerate(lines):
            canvas.text(left - 8, middle + 4 + (row - (len(lines) - 1) / 2) * 13, line, anchor="end", fill=SOFT)
    return left


def _look(series: Series, place: int, colour: str) -> str:
    """Return how a bar of low coverage differs: pale with an edge."""
    return f'{_PALE} stroke="{colour}"' if is_hollow(series, place) else ""
