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
from etl.workbook import Book, Sheet


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

    def fit(self, book: Book) -> Fit | None:
        """Return how the layout fits the file, or None. A sheet that holds a list is not looked through for tables."""
        csv = self.layout.csv
        book = book.as_text(csv.encoding, csv.delimiter)
        lists: list[FoundList] = []
        for declared, reader in self.lists:
            places = self._places(reader, book.sheets)
            if not places and not declared.optional:
                return None
            lists += [FoundList(*place, declared) for place in places]
        listed = {found.sheet.index for found in lists}
        others = [sheet for sheet in book.sheets if sheet.index not in listed]
        tables: list[FoundTable] = []
        for table, reader in self.tables:
            places = self._places(reader, others)
            if not places and not table.optional:
                return None
            tables += [FoundTable(*place, table) for place in places]
        if not tables and not lists:
            return None
        used = listed | {found.sheet.index for found in tables}
        left = tuple(sheet for sheet in book.sheets if sheet.index not in used and not self._ignores(sheet))
        score = sum(found.found.score for found in (*tables, *lists))
        return Fit(self, book, tuple(tables), tuple(lists), score, left)

    def _places(self, reader: HeaderReader, sheets: Sequence[Sheet]) -> list[tuple[Sheet, Known, Found]]:
        """Return the sheets that have the header, with what their names say."""
        named = ((sheet, self._name_says(reader.grid, sheet)) for sheet in sheets)
        looked = ((sheet, known, reader.find(sheet)) for sheet, known in named if known is not None)
        return [(sheet, known, found) for sheet, known, found in looked if found is not None]

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


def recognise(book: Book, layouts: Sequence[PreparedLayout]) -> Recognition:
    """Return the layout of a file. Layouts that name their sheets go first: one that knows all sheets settles it."""
    fits: list[Fit] = []
    suited = [layout for layout in layouts if book.file_type in layout.layout.files]
    suited.sort(key=lambda layout: (not layout.names_its_sheets, -layout.recognised))
    for prepared in suited:
        settled = any(fit.prepared.names_its_sheets and not fit.other_sheets for fit in fits)
        if settled and not prepared.names_its_sheets:
            break
        if fit := prepared.fit(book):
            fits.append(fit)
    missed = () if fits else tuple(prepared.missed(book) for prepared in suited)
    highest = max((fit.score for fit in fits), default=0.0)
    best = tuple(fit for fit in fits if fit.score == highest)
    if len(best) == 1:
        best[0].prepared.recognised += 1
    return Recognition(best, missed)
