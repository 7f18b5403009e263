"""Names and sizes as Excel takes them: no two names alike, columns wide and rows tall enough for what they hold."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.spec import CellValue, Column, TableSpec

LINE, _TALLEST = 15.0, 240.0  # points of a row
_LONGEST_HEADER = 255  # letters
_NARROWEST, _WIDEST = 9, 48  # of a column, in letters
_LOOKED_AT = 500  # rows that the width of a column is made for


def headers_of(columns: Sequence[Column]) -> list[str]:
    """Return the names of the columns in one line each, no two alike: Excel repairs a file that holds two."""
    said: list[str] = []
    taken: set[str] = set()
    for place, column in enumerate(columns, start=1):
        plain = " ".join(column.label.split())[:_LONGEST_HEADER] or str(place)
        said.append(unlike(plain, taken, _LONGEST_HEADER))
    return said


def unlike(name: str, taken: set[str], longest: int) -> str:
    """Return the name, with a number where it is taken already, and take it; Excel tells no capitals apart."""
    found, number = name, 1
    while found.lower() in taken:
        number += 1
        found = f"{name[: longest - 6]} ({number})"
    taken.add(found.lower())
    return found


def height_of(cells: Sequence[CellValue], widths: Sequence[int]) -> float:
    """Return how tall a row must be for its words to be read in columns of these widths, in points."""
    texts = ((cell, width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str))
    return min(_TALLEST, LINE * max((lines_of(cell, width) for cell, width in texts), default=1))


def lines_of(words: str, width: int) -> int:
    """Return in how many lines words are broken, which no line breaks within."""
    count, used = 1, 0
    for word in words.split():
        if used and used + 1 + len(word) > width - 1:
            count, used = count + 1, len(word)
        else:
            used += len(word) + (1 if used else 0)
    return count


def width_of(table: TableSpec, place: int) -> int:
    cells = (row[place] for row in table.rows[:_LOOKED_AT])
    lengths = (len(cell) if isinstance(cell, str) else len(f"{cell:,.1f}") for cell in cells if cell is not None)
    header = max((len(word) for word in table.columns[place].label.split()), default=0)
    return min(_WIDEST, max(_NARROWEST, header + 3, max(lengths, default=0) + 3))
