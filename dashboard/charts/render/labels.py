"""Labels that fit: plain text made safe for Plotly, wrapped lines, few month ticks, line-end labels that keep apart."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape

LETTER = 6.6  # the mean width of a letter of a small label, in pixels
_STEPS = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120)


def plain(text: str) -> str:
    """Return the text so that Plotly, which reads a little HTML in every label, shows it letter by letter."""
    return escape(text, quote=False)


def wrapped(text: str, width: int, lines: int | None = None) -> str:
    """Return the text as safe lines of about `width` letters, joined by line breaks; what exceeds `lines` is cut."""
    return "<br>".join(plain(line) for line in lines_of(text, width, lines))


def lines_of(text: str, width: int, lines: int | None = None) -> list[str]:
    """Return the text as lines of about `width` letters, as it stands; what exceeds `lines` is cut."""
    cut = textwrap.wrap(text, width, max_lines=lines, placeholder=" …", break_long_words=False, break_on_hyphens=False)
    return cut or [""]


def ending(text: str, width: int) -> str:
    """Return the last words of a long text, about `width` letters: what tells names with one beginning apart."""
    if len(text) <= width:
        return text
    words = text.split()
    kept = words.pop()
    while words and len(words[-1]) + len(kept) + 3 <= width:
        kept = f"{words.pop()} {kept}"
    return f"… {kept}"


def tick_places(count: int, most: int = 7) -> list[int]:
    """Return the places, counted from 0, that get a label: first and last always, even steps between, about `most`."""
    if count == 0:
        return []
    step = next((step for step in _STEPS if count <= step * most), count)
    places = [place for place in range(0, count, step) if count - 1 - place >= 0.7 * step]
    return places if places[-1:] == [count - 1] else [*places, count - 1]


def month_lines(labels: Sequence[str], places: Sequence[int]) -> list[list[str]]:
    """Return tick texts in lines, the month over the year; the year only where it differs from the tick before."""
    texts: list[list[str]] = []
    year_before = ""
    for place in places:
        month, _, year = labels[place].partition(" ")
        texts.append([month, year] if year and year != year_before else [month])
        year_before = year
    return texts


def month_ticks(labels: Sequence[str], places: Sequence[int], *, above: bool = False) -> list[str]:
    """Return the same as Plotly takes them; of an axis `above` its chart, where the last lines of all ticks stand side
    by side, the year over the month, so that it meets no month beside it."""
    lines = month_lines(labels, places)
    return ["<br>".join(plain(line) for line in (reversed(one) if above else one)) for one in lines]


def spread(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Return places near the wanted ones where labels of these heights do not overlap; all in one unit, upwards.

    Labels are stacked upwards from the lowest; each group that had to move is centred on what it wanted.
    """
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    groups: list[list[int]] = []
    for number in order:
        groups.append([number])
        while len(groups) > 1 and _low(groups[-1], wanted, sizes) < _high(groups[-2], wanted, sizes):
            groups[-2:] = [groups[-2] + groups[-1]]
    placed = [0.0] * len(wanted)
    for group in groups:
        edge = _low(group, wanted, sizes)
        for number in group:
            placed[number] = edge + sizes[number] / 2
            edge += sizes[number]
    return placed


def rows_apart(extents: Sequence[tuple[float, float]], gap: float = 8) -> list[int]:
    """Return a row for each label that lies from left to right: the lowest, counted from 0, where it meets none."""
    rows: list[list[tuple[float, float]]] = []
    placed: list[int] = []
    for left, right in extents:
        free = (
            number
            for number, taken in enumerate(rows)
            if all(right + gap <= start or end + gap <= left for start, end in taken)
        )
        row = next(free, len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append((left, right))
        placed.append(row)
    return placed


def _low(group: Sequence[int], wanted: Sequence[float], sizes: Sequence[float]) -> float:
    middle = sum(wanted[number] for number in group) / len(group)
    return middle - sum(sizes[number] for number in group) / 2


def _high(group: Sequence[int], wanted: Sequence[float], sizes: Sequence[float]) -> float:
    return _low(group, wanted, sizes) + sum(sizes[number] for number in group)
