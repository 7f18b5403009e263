"""The header of a table: where it stands and what each of its columns says, worked out once a header."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from etl.cells import Cell, cell_text
from etl.layout_model import Column, Grid, Headed, Layout, Table
from etl.tables.headerpaths import header_paths
from etl.tables.vocabulary import NOTHING, Known, Vocabulary
from etl.texts.patterns import LEVEL, Pattern, compile_pattern, path_variants
from etl.workbook import SEARCHED_ROWS, Row, Sheet

_ABOVE_IS_WORTH = 2.0  # columns


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """A column of the sheet and the rule that explains it; `known` is what its header says of its values."""

    index: int
    header: str
    rule: Headed
    known: Known = NOTHING

    @property
    def becomes(self) -> dict[str, str]:
        """The row's indicator -> the indicator of this column's values."""
        return self.rule.becomes if isinstance(self.rule, Column) else {}

    @property
    def breakdown(self) -> str:
        """The breakdown whose parts make up their whole together, "" for none."""
        return self.rule.breakdown if isinstance(self.rule, Column) else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every column of a header explained. `score` says how well, to choose between layouts."""

    labels: tuple[PlannedColumn, ...]
    values: tuple[PlannedColumn, ...]
    totals: tuple[PlannedColumn, ...]
    parts: tuple[PlannedColumn, ...]
    unknown: tuple[tuple[int, str], ...]
    score: float
    cyrillic: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A plan and the row (from 0) its header begins in."""

    plan: Plan
    header_row: int
    first_row: int
    score: float


class Match(NamedTuple):
    """A rule (by its number) that fits a header path, what it says, and what the match is worth."""

    rule: int
    known: Known
    worth: float


@dataclass
class HeaderReader:
    """Finds and explains the headers of one table or list of a layout; plans are remembered by the header's content."""

    layout: Layout
    grid: Grid
    vocabulary: Vocabulary
    _foreign: set[tuple[Cell, ...]] = field(default_factory=set)  # first rows of headers that are none of this table
    _heard: dict[str, bool] = field(default_factory=dict)  # texts above headers -> is it the one asked for?
    _tops: dict[int, int] = field(default_factory=dict)  # hash of the first row of a header -> its height
    _plans: dict[object, Plan | None] = field(default_factory=dict)
    _matches: dict[tuple[tuple[str, ...], frozenset[int]], Match | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        languages = self.layout.languages
        self._rules: list[tuple[Headed, list[Pattern]]] = [
            (column, [compile_pattern(text, languages) for text in column.header]) for column in self.grid.column
        ]
        self._above = [compile_pattern(text, languages) for text in self.grid.above]
        self._required = [(column, patterns) for column, patterns in self._rules if not column.optional]
        self._anchors = [
            frozenset().union(*(pattern.literals for pattern in patterns))
            for _, patterns in self._required
            if all(pattern.literals and not pattern.raw for pattern in patterns)
        ]

    def find(self, sheet: Sheet) -> Found | None:
        """Return the first header of the sheet that has every column the table needs, or None."""
        if (found := self._find_again(sheet)) is not None:
            return found
        known = self._header_of_another_layout(sheet)
        if known is not None:
            if self._above:
                if not self._stands_above(sheet, known):
                    return None
            elif tuple(sheet.rows[known]) in self._foreign:
                return None
        found = self._search(sheet)
        if found is None and known is not None and not self._above:
            self._foreign.add(tuple(sheet.rows[known]))
        return found

    def _header_of_another_layout(self, sheet: Sheet) -> int | None:
        return sheet.header[1] if sheet.header and sheet.header[0] != self.layout.key else None

    def _search(self, sheet: Sheet) -> Found | None:
        highest = max(self.grid.heights)
        for top in range(min(len(sheet.rows), SEARCHED_ROWS)):
            if not self._plans_at(sheet, top):
                continue
            # A title just above a header can pass for its first row: the header is where most columns are explained.
            near = [(*found, row) for row in range(top, top + highest) for found in self._plans_at(sheet, row)]
            # Of headers that explain as much, the lowest and shortest: a row that adds nothing is a title, or data.
            plan, height, row = max(near, key=lambda found: (found[0].score, found[2], -found[1]))
            self._tops[hash(tuple(sheet.rows[row]))] = height
            return self._found(sheet, plan, row, height)
        return None

    def _plans_at(self, sheet: Sheet, top: int) -> list[tuple[Plan, int]]:
        """Return the plans, with their heights, of a header that begins in that row."""
        rows, length = sheet.rows, len(sheet.rows)
        if top >= length or not sheet.words(top):
            return []
        window = [sheet.words(number) for number in range(top, min(top + max(self.grid.heights), length))]
        if any(all(anchor.isdisjoint(row) for row in window) for anchor in self._anchors):
            return []
        if self._above and not self._stands_above(sheet, top):
            return []
        heights = [height for height in self.grid.heights if self._may_be(rows[top : top + height])]
        return [(plan, height) for height in heights if (plan := self.plan(sheet, top, height))]

    def _found(self, sheet: Sheet, plan: Plan, top: int, height: int) -> Found:
        sheet.header = sheet.header or (self.layout.key, top)
        return Found(plan, top, top + height, plan.score + (_ABOVE_IS_WORTH if self._above else 0.0))

    def _find_again(self, sheet: Sheet) -> Found | None:
        """Return a header whose first row was found before, in another file: the usual case, and a quick one."""
        for top, row_hash in enumerate(sheet.row_hashes):
            height = self._tops.get(row_hash)
            if (
                height
                and (not self._above or self._stands_above(sheet, top))
                and (plan := self.plan(sheet, top, height))
            ):
                return self._found(sheet, plan, top, height)
        return None

    def _may_be(self, window: list[Row]) -> bool:
        """False for a window taller than the least one whose last row holds more numbers than texts: that is data."""
        if len(window) <= min(self.grid.heights):
            return True
        texts = sum(1 for cell in window[-1] if isinstance(cell, str) and cell and not cell.isdecimal())
        numbers = sum(1 for cell in window[-1] if cell != "") - texts
        return texts > numbers

    def _stands_above(self, sheet: Sheet, top: int) -> bool:
        for row in sheet.rows[:top]:
            for cell in row:
                if cell.__class__ is str and cell:
                    text = str(cell)
                    if text not in self._heard:
                        self._heard[text] = any(pattern.match(text) is not None for pattern in self._above)
                    if self._heard[text]:
                        return True
        return False

    def missing(self, sheets: list[Sheet]) -> str:
        """Return the first header text this table needs and none of the sheets has."""
        searched = ((sheet, range(min(len(sheet.rows), SEARCHED_ROWS))) for sheet in sheets)
        present = {word for sheet, numbers in searched for number in numbers for word in sheet.words(number)}
        for column, patterns in self._required:
            literals = frozenset().union(*(pattern.literals for pattern in patterns))
            if literals and not literals & present:
                return column.header[0]
        return self._required[0][0].header[0] if self._required else self.grid.column[0].header[0]

    def plan(self, sheet: Sheet, top: int, height: int) -> Plan | None:
        """Return every column of the header at that row explained, or None when a needed one is not there."""
        window = sheet.rows[top : top + height]
        merges = tuple(merge for merge in sheet.merges if top <= merge[0][0] < top + height) if height > 1 else ()
        shape = tuple((first[0] - top, first[1], last[0] - top, last[1]) for first, last in merges)
        key = (tuple(map(tuple, window)), shape)
        if key not in self._plans:
            self._plans[key] = self._explain(window, shape)
        return self._plans[key]

    def _explain(self, window: list[Row], merges: tuple[tuple[int, int, int, int], ...]) -> Plan | None:
        taken: set[int] = set()  # rules of labels that have their column
        planned: list[PlannedColumn] = []
        unknown: list[tuple[int, str]] = []
        score = 0.0
        for index, paths in enumerate(header_paths(window, merges)):
            hit = next((hit for path in paths if (hit := self._match(path, frozenset(taken)))), None)
            if hit:
                number, known, worth = hit
                rule = self._rules[number][0]
                if not rule.is_data:
                    taken.add(number)
                told_again = rule.says == "value" and any(one.rule is rule and one.known == known for one in planned)
                planned.append(PlannedColumn(index, LEVEL.join(paths[0]), rule, known))
                score += 0.0 if told_again else worth  # two columns of one meaning: a level of the header is missing
            elif paths:
                unknown.append((index, LEVEL.join(paths[0])))
        there = {id(column.rule) for column in planned}
        if any(id(column) not in there for column, _ in self._required):
            return None
        if isinstance(self.grid, Table) and not any(column.rule.says == "value" for column in planned):
            return None
        letters = "".join(cell_text(cell) for row in window for cell in row)
        return Plan(
            labels=tuple(c for c in planned if not c.rule.is_data),
            values=tuple(c for c in planned if c.rule.says == "value"),
            totals=tuple(c for c in planned if c.rule.says == "total"),
            parts=tuple(c for c in planned if c.rule.says == "part"),
            unknown=tuple(unknown),
            score=score - 0.25 * len(unknown),
            cyrillic=len(re.findall(r"[а-яА-Я]", letters)) > len(re.findall(r"[a-zA-Z]", letters)),
        )

    def _match(self, path: tuple[str, ...], taken: frozenset[int]) -> Match | None:
        """Return the first rule not taken that fits the path; remembered, because headers share most of their paths."""
        if (path, taken) not in self._matches:
            self._matches[path, taken] = self._first_match(path, taken)
        return self._matches[path, taken]

    def _first_match(self, path: tuple[str, ...], taken: frozenset[int]) -> Match | None:
        variants = path_variants(path)
        for number, (column, patterns) in enumerate(self._rules):
            if number in taken:
                continue
            for pattern in patterns:
                for variant in variants:
                    said = pattern.match(variant)
                    known = self.vocabulary.known(said) if said else NOTHING if said is not None else None
                    if known is None:
                        continue
                    said_of_all = column.bound if isinstance(column, Column) else {}
                    bound = self.vocabulary.known(said_of_all) if said_of_all else NOTHING
                    loose = (
                        set(pattern.dimensions) & {"library", "library_code", "territory"}
                        or pattern.text.strip() == "*"
                    )
                    return Match(number, (bound or NOTHING).over(known), 0.5 if loose else 1.0)
        return None


def is_numbering(row: Row) -> bool:
    """True for the row under a header that only numbers the columns: 1, 2, 3 or A, 1, 2, even where columns moved."""
    if any(isinstance(cell, str) and len(cell) > 3 for cell in row):  # most rows of data hold a name
        return False
    filled = [cell_text(cell).strip() for cell in row if cell != ""]
    numbers = [int(text) for text in filled if text.isdecimal()]
    letters = [text for text in filled if not text.isdecimal()]
    in_order = all(second == first + 1 for first, second in pairwise(sorted(numbers)))
    return len(numbers) >= 3 and min(numbers) in (0, 1, 2) and in_order and all(len(text) == 1 for text in letters)


def row_text(row: Row) -> Cell:
    """Return the first filled cell of a row, or an empty text."""
    return next((cell for cell in row if cell != ""), "")
