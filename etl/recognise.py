"""Which layout is a file? Decided by what its sheets and headers say, never by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from etl.layout_model import Find, Grid, Layout, RecordList, Table
from etl.tables.header import Found, HeaderReader
from etl.tables.vocabulary import NOTHING, Known, Vocabulary
from etl.texts.names import SharedNames
from etl.texts.patterns import PERIOD, compile_pattern
from etl.workbook import SEARCHED_ROWS, Book, Sheet

MARK_IS_WORTH = 2.0  # columns
_MOST_TEXTS = 3  # that tell a layout from another
Place = tuple[Sheet, Known, Found]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table or a list was found, with what the sheet's name says."""

    sheet: Sheet
    known: Known
    found: Found

    @property
    def grid(self) -> Grid:
        """What is declared of it."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class FoundTable(Placed):
    """A table found on a sheet."""

    table: Table

    @property
    def grid(self) -> Grid:
        """What is declared of it."""
        return self.table


@dataclass(frozen=True, slots=True)
class FoundList(Placed):
    """A list found on a sheet."""

    declared: RecordList

    @property
    def grid(self) -> Grid:
        """What is declared of it."""
        return self.declared


@dataclass(frozen=True, slots=True)
class Fit:
    """A layout that fits a file, with its tables, its lists and the sheets it does not account for."""

    prepared: PreparedLayout
    book: Book
    tables: tuple[FoundTable, ...]
    lists: tuple[FoundList, ...]
    score: float
    other_sheets: tuple[Sheet, ...]


@dataclass
class PreparedLayout:
    """A layout with its words and header readers, made once a process."""

    layout: Layout
    vocabulary: Vocabulary
    tables: list[tuple[Table, HeaderReader]] = field(default_factory=list)
    lists: list[tuple[RecordList, HeaderReader]] = field(default_factory=list)
    recognised: int = 0  # files so far: the usual layouts are tried first
    _said: dict[tuple[int, str], Known | None] = field(default_factory=dict)  # by table and sheet name: both come again
    _looks: dict[tuple[tuple[str, ...], str], bool] = field(default_factory=dict)
    _titles: dict[tuple[int, str], Known | None] = field(default_factory=dict)

    @classmethod
    def of(
        cls, layout: Layout, names: SharedNames, territory: Callable[[str], str | None] = lambda written: written
    ) -> PreparedLayout:
        """Return the layout ready for reading; `territory` finds a territory's code by name."""
        vocabulary = Vocabulary(layout, names, territory)
        tables = [(table, HeaderReader(layout, table, vocabulary)) for table in layout.table]
        lists = [(declared, HeaderReader(layout, declared, vocabulary)) for declared in layout.list]
        return cls(layout, vocabulary, tables, lists)

    @property
    def names_its_sheets(self) -> bool:
        """True when no table is looked for on just any sheet."""
        return all("*" not in grid.sheet for grid in (*self.layout.table, *self.layout.list))

    def fit(self, book: Book, *, renamed: bool = False) -> Fit | None:
        """Return how the layout fits the file, or None. A sheet that holds a list is not looked through for tables.

        `renamed`: the sheets may have lost their names; each goes where most of its columns are explained.
        """
        csv = self.layout.csv
        book = book.as_text(csv.encoding, csv.delimiter)
        if self.layout.marks and not self._is_marked(book):
            return None
        places = self._places_anywhere(book) if renamed else {}
        lists: list[FoundList] = []
        for declared, reader in self.lists:
            found = places.get(id(declared), []) if renamed else self._places(reader, book.sheets)
            if not found and not declared.optional:
                return None
            lists += [FoundList(*place, declared) for place in found]
        listed = {found.sheet.index for found in lists}
        others = [sheet for sheet in book.sheets if sheet.index not in listed]
        tables: list[FoundTable] = []
        for table, reader in self.tables:
            found = places.get(id(table), []) if renamed else self._places(reader, others)
            if not found and not table.optional:
                return None
            tables += [FoundTable(*place, table) for place in found]
        if not tables and not lists:
            return None
        used = listed | {found.sheet.index for found in tables}
        left = tuple(sheet for sheet in book.sheets if sheet.index not in used and not self._ignores(sheet))
        score = sum(found.found.score for found in (*tables, *lists)) + (MARK_IS_WORTH if self.layout.marks else 0.0)
        return Fit(self, book, tuple(tables), tuple(lists), score, left)

    def _places(self, reader: HeaderReader, sheets: Sequence[Sheet]) -> list[Place]:
        """Return the sheets that have the header, with what their names say."""
        named = ((sheet, self._name_says(reader.grid, sheet)) for sheet in sheets)
        looked = ((sheet, known, reader.find(sheet)) for sheet, known in named if known is not None)
        return [(sheet, known, found) for sheet, known, found in looked if found is not None]

    def _places_anywhere(self, book: Book) -> dict[int, list[Place]]:
        """Return the places of each table and list by its id, whatever the sheets are called."""
        places: dict[int, list[Place]] = {}
        for sheet in book.sheets:
            if self._ignores(sheet):
                continue
            readers: list[tuple[Grid, HeaderReader]] = [*self.tables, *self.lists]
            named = [(grid, reader) for grid, reader in readers if self._name_says(grid, sheet) is not None]
            looked = [(grid, found) for grid, reader in named or readers if (found := reader.find(sheet)) is not None]
            if looked:
                grid, found = max(looked, key=lambda hit: hit[1].score)
                places.setdefault(id(grid), []).append((sheet, self._name_says(grid, sheet) or NOTHING, found))
        return places

    def _is_marked(self, book: Book) -> bool:
        """True when one of the layout's marks stands in the file."""
        marks = [compile_pattern(text, self.layout.languages) for text in self.layout.marks]
        cells = (cell for sheet in book.sheets for row in sheet.rows[:SEARCHED_ROWS] for cell in row)
        return any(mark.match(cell) is not None for cell in cells if isinstance(cell, str) and cell for mark in marks)

    def missed(self, book: Book) -> str:
        """Return the first thing that the layout looks for and the file lacks, as its layout writes it."""
        for grid, reader in (*self.tables, *self.lists):
            sheets = [sheet for sheet in book.sheets if self._name_says(grid, sheet) is not None]
            if not sheets:
                return f"{self.layout.name}: {grid.sheet[0]!r}"
            if not any(reader.find(sheet) for sheet in sheets):
                return f"{self.layout.name}: {reader.missing(sheets)!r}"
        return self.layout.name

    def _name_says(self, grid: Grid, sheet: Sheet) -> Known | None:
        """Return what the sheet's name says, or None when the table is not looked for on that sheet."""
        if self._ignores(sheet):
            return None
        key = (id(grid), sheet.name)
        if key not in self._said:
            self._said[key] = self._hear(grid, sheet.name)
        return self._said[key]

    def _hear(self, grid: Grid, name: str) -> Known | None:
        for text in grid.sheet:
            said = compile_pattern(text, self.layout.languages).match(name)
            if said is not None and (known := self.vocabulary.known(said) if said else NOTHING) is not None:
                return known
        return None

    def looks_on(self, patterns: tuple[str, ...], name: str) -> bool:
        """True when one of the patterns fits the name of a sheet; remembered, because sheet names come again."""
        key = (patterns, name)
        if key not in self._looks:
            compiled = (compile_pattern(text, self.layout.languages) for text in patterns)
            self._looks[key] = any(pattern.match(name) is not None for pattern in compiled)
        return self._looks[key]

    def title(self, find: Find, text: str | date) -> Known | None:
        """Return what a title says by the patterns of a find, or None; remembered, because titles come again.

        A date says something only to the pattern "{period}": it was typed as "iunie 2017".
        """
        if isinstance(text, date):
            return self.vocabulary.known({"period": text}) if PERIOD in find.text else None
        key = (id(find), text)
        if key not in self._titles:
            self._titles[key] = None
            for pattern in find.text:
                said = compile_pattern(pattern, self.layout.languages).match(text)
                if said and (known := self.vocabulary.known(said)) is not None:
                    self._titles[key] = known
                    break
        return self._titles[key]

    def _ignores(self, sheet: Sheet) -> bool:
        return self.looks_on(self.layout.ignored_sheets, sheet.name)


@dataclass(frozen=True, slots=True)
class Recognition:
    """The layouts that fit best (one: recognised; several: a question; none: unknown) and what the others missed."""

    fits: tuple[Fit, ...]
    missed: tuple[str, ...]

    def candidates(self) -> str:
        """Return the names of the layouts that fit, with their versions where that is all that sets them apart."""
        return ", ".join(sorted(self._called().values()))

    def _called(self) -> dict[str, str]:
        layouts = [fit.prepared.layout for fit in self.fits]
        names = [layout.name for layout in layouts]
        return {layout.key: layout.name if names.count(layout.name) == 1 else layout.key for layout in layouts}

    def apart(self) -> str:
        """Return for each layout that fits the texts that only it looks for: what would tell them apart."""
        wanted = {fit.prepared.layout.key: _texts(fit.prepared.layout) for fit in self.fits}
        shown = []
        for key, texts in sorted(wanted.items()):
            others = {text for other, its in wanted.items() if other != key for text in its}
            own = [text for text in texts if text not in others]
            shown.append(f"{self._called()[key]}: " + (" / ".join(own[:_MOST_TEXTS]) or "–"))
        return "; ".join(shown)


def _texts(layout: Layout) -> list[str]:
    """Return the texts a layout looks for, those made to tell it apart first."""
    grids = (*layout.table, *layout.list)
    texts = [*layout.marks, *(text for grid in grids for text in grid.above)]
    texts += [text for grid in grids for column in grid.column if not column.optional for text in column.header]
    texts += [text for grid in grids for column in grid.column if column.optional for text in column.header]
    return list(dict.fromkeys(texts))


def recognise(book: Book, layouts: Sequence[PreparedLayout]) -> Recognition:
    """Return the layout of a file. Layouts that name their sheets go first: one that knows all sheets settles it.

    Where no layout accounts for every sheet, they are tried once more on sheets that may have lost their names.
    """
    fits: list[Fit] = []
    suited = [layout for layout in layouts if book.file_type in layout.layout.files]
    suited.sort(key=lambda layout: (not layout.names_its_sheets, -layout.recognised))
    for prepared in suited:
        settled = any(fit.prepared.names_its_sheets and not fit.other_sheets for fit in fits)
        if settled and not prepared.names_its_sheets:
            break
        if fit := prepared.fit(book):
            fits.append(fit)
    if all(fit.other_sheets for fit in fits):
        again = [prepared.fit(book, renamed=True) for prepared in suited if prepared.names_its_sheets]
        known = {id(fit.prepared) for fit in fits}
        fits += [fit for fit in again if fit is not None and id(fit.prepared) not in known]
    missed = () if fits else tuple(prepared.missed(book) for prepared in suited)
    highest = max((fit.score for fit in fits), default=0.0)
    best = tuple(fit for fit in fits if fit.score == highest)
    if len(best) == 1:
        best[0].prepared.recognised += 1
    return Recognition(best, missed)
