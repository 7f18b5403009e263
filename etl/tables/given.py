"""What a file says outside its tables: its name, its titles, labelled cells, and what the layout says of every file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from etl.cells import Cell, cell_text
from etl.layout_model import Find, Patterns
from etl.recognise import Placed, PreparedLayout
from etl.tables.vocabulary import NOTHING, Known
from etl.texts.folding import fold, spellings
from etl.texts.months import ROMAN, says_other_period
from etl.texts.patterns import compile_pattern
from etl.workbook import SEARCHED_ROWS, Book, Sheet, cell_words

_FEWEST_LABELS = 2  # by which a sheet is known that has lost its name


@dataclass(frozen=True, slots=True)
class Saying:
    """What one place says, and where it stands."""

    known: Known
    sheet: Sheet | None = None
    row: int = 0
    column: int = 0
    text: str = ""
    weak: bool = False  # gives its vote where others disagree, and is not believed alone


def file_sayings(prepared: PreparedLayout, book: Book, name: str) -> list[Saying]:
    """Return what holds for every table of a file, the strongest first: from named sheets, the file name, constants."""
    sayings = [
        saying
        for find in prepared.layout.find
        if find.sheet
        for sheet in sheets_for(prepared, book, find.sheet)
        for saying in _on_sheet(prepared, find, sheet, len(sheet.rows))
    ]
    stem = PurePosixPath(name).stem
    for find in prepared.layout.find:
        for text in find.file:
            said = compile_pattern(text, prepared.layout.languages).match(stem)
            if said and (known := prepared.vocabulary.known(said)):
                sayings.append(Saying(known, text=stem, weak=find.weak))
                break
    constant = prepared.vocabulary.known(prepared.layout.constant.bound) or NOTHING
    return [*sayings, Saying(constant)]


def table_sayings(prepared: PreparedLayout, table: Placed) -> list[Saying]:
    """Return what holds for a table or list: its sheet's name, titles above it, labels on its sheet, its constants."""
    sayings: list[Saying] = []
    for find in prepared.layout.find:
        if not find.sheet and not find.file:
            rows = table.found.header_row if find.text else len(table.sheet.rows)
            sayings.extend(_on_sheet(prepared, find, table.sheet, rows))
    name = table.known
    if name.month and _is_number(table.sheet.name) and any(saying.known.month for saying in sayings):
        name = name._replace(month=None)  # sheets "I" and "2" may simply be numbered
    sayings.insert(0, Saying(name, table.sheet, text=table.sheet.name))
    constant = prepared.vocabulary.known(table.grid.constant.bound) or NOTHING
    return [*sayings, Saying(constant)]


def _is_number(text: str) -> bool:
    folded = fold(text)
    return folded in ROMAN or folded.isdecimal()


def common(prepared: PreparedLayout, tables: Sequence[Placed]) -> Known:
    """Return whose and what time all the tables of a file are, as far as they say the same: it holds for its lists."""
    said = [merged(table_sayings(prepared, table)) for table in tables]
    same = {
        name: {getattr(known, name) for known in said}
        for name in ("library", "library_code", "territory", "year", "month")
    }
    return Known(**{name: found.pop() for name, found in same.items() if len(found) == 1})


def merged(sayings: list[Saying]) -> Known:
    """Return what the sayings say together, an earlier one over a later one."""
    known = NOTHING
    for saying in sayings:
        if not saying.weak:
            known = known.over(saying.known)
    return known


def other_period(table: Placed, languages: tuple[str, ...]) -> Saying | None:
    """Return the first text above the header that says a quarter, a half-year or several months, or None."""
    for number, cells in enumerate(table.sheet.rows[: table.found.header_row]):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell and says_other_period(cell, languages):
                return Saying(NOTHING, table.sheet, number, column, cell)
    return None


def sheets_for(prepared: PreparedLayout, book: Book, patterns: Patterns) -> list[Sheet]:
    """Return the sheets of those names; where there are none, the one with most of the labels looked for there."""
    named = [sheet for sheet in book.sheets if prepared.looks_on(patterns, sheet.name)]
    if named:
        return named
    layout = prepared.layout
    places = [(place.label, place.sheet) for place in layout.find] + [(it.label, it.sheet) for it in layout.value]
    labels = [_spelt(label) for label, sheet in places if label and sheet == patterns]
    held = {
        sheet.index: sum(any(not label.isdisjoint(sheet.words(row)) for row in _searched(sheet)) for label in labels)
        for sheet in book.sheets
    }
    most = max(held.values(), default=0)
    return [sheet for sheet in book.sheets if most >= _FEWEST_LABELS and held[sheet.index] == most][:1]


def _searched(sheet: Sheet) -> range:
    return range(min(len(sheet.rows), SEARCHED_ROWS))


def _on_sheet(prepared: PreparedLayout, find: Find, sheet: Sheet, rows: int) -> Iterator[Saying]:
    """Yield what the texts or the labelled cell of a sheet say, the first hit only."""
    if find.label:
        for row, column, cell in beside_label(find.label, sheet, rows):
            if cell != "" and (known := prepared.vocabulary.known({find.says or "": cell})) is not None:
                yield Saying(known, sheet, row, column, cell_text(cell), find.weak)
                return
        return
    for number, cells in enumerate(sheet.rows[: min(rows, SEARCHED_ROWS)]):
        for column, cell in enumerate(cells):
            written = cell if isinstance(cell, str | date) else ""
            if written and (known := prepared.title(find, written)) is not None:
                yield Saying(known, sheet, number, column, cell_text(written))
                return


def beside_label(texts: tuple[str, ...], sheet: Sheet, rows: int) -> Iterator[tuple[int, int, Cell]]:
    """Yield the cell of each label found: what follows its colon, the cell to its right, or the one below."""
    labels = _spelt(texts)
    for number, row in enumerate(sheet.rows[: min(rows, SEARCHED_ROWS)]):
        if labels.isdisjoint(sheet.words(number)):
            continue
        for column, cell in enumerate(row):
            if not isinstance(cell, str) or not cell:
                continue
            head, colon, tail = cell.partition(":")
            if colon and tail.strip() and cell_words(head) & labels:
                yield number, column, tail.strip()
            elif cell_words(cell) & labels:
                yield _neighbour(sheet, number, column)


@lru_cache(maxsize=1_024)
def _spelt(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for text in texts for form in spellings(text))


def _neighbour(sheet: Sheet, number: int, column: int) -> tuple[int, int, Cell]:
    """Return the first filled cell to the right, else the filled cell below, else the empty one to the right."""
    for place in range(column + 1, len(sheet.rows[number])):
        if sheet.rows[number][place] != "":
            return number, place, sheet.rows[number][place]
    below = sheet.rows[number + 1] if number + 1 < len(sheet.rows) else []
    below_is_label = column == 0 and len(sheet.rows[number]) > 1
    if len(below) > column and below[column] != "" and not below_is_label:
        return number + 1, column, below[column]
    return number, column + 1, ""
