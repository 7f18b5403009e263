"""One received file -> what it says: the door through which every file passes, whoever sends it."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineError

from data.catalogue import Catalogue, load_catalogue
from etl.cellplans import CellPlanner
from etl.cells import CellReader
from etl.checks.duplicates import settle_duplicates
from etl.checks.parts import check_parts
from etl.collect import Collected
from etl.companions import is_library_list, listed_libraries
from etl.cumulative import difference
from etl.given import Saying, file_sayings, merged, period_conflict, table_sayings
from etl.guard import Refused, check_file
from etl.header import Plan
from etl.identify import Identifier
from etl.layouts import load_layouts, number_format
from etl.libraries import LibraryFinder
from etl.problems import Problem
from etl.read import TableReading
from etl.recognise import Fit, FoundTable, PreparedLayout, recognise
from etl.reports import ReadFile
from etl.vocabulary import SharedNames
from etl.words import mark_key
from etl.workbook import Book, open_book

# What parsers raise on files that are not what they seem. A panic of the fast reader is a BaseException of its own.
_PARSER_ERRORS = (
    CalamineError, zipfile.BadZipFile, csv.Error, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError,
    LookupError, EOFError, NotImplementedError, MemoryError, RecursionError, RuntimeError, SyntaxError, OverflowError,
)  # fmt: skip


@dataclass
class ReadingContext:
    """What reading needs of a network, made once a process."""

    catalogue: Catalogue
    layouts: tuple[PreparedLayout, ...]
    identifier: Identifier
    _planners: dict[tuple[str, int], tuple[Plan, CellPlanner]] = field(default_factory=dict)
    _cells: dict[str, CellReader] = field(default_factory=dict)

    def planner(self, prepared: PreparedLayout, plan: Plan) -> CellPlanner:
        """Return the cell plans of a header, remembered with it."""
        key = (prepared.layout.name, id(plan))
        if key not in self._planners:
            self._planners[key] = (plan, CellPlanner(plan, self.catalogue, prepared.vocabulary))
        return self._planners[key][1]

    def cells(self, prepared: PreparedLayout) -> CellReader:
        """Return the cell reader of a layout."""
        layout = prepared.layout
        if layout.name not in self._cells:
            codes = {mark_key(text): meaning for meaning, texts in layout.cells for text in texts}
            codes |= {text: meaning for meaning, texts in layout.cells for text in texts}
            self._cells[layout.name] = CellReader(number_format(layout), codes)
        return self._cells[layout.name]


def make_context(network: Path | None = None, layouts: Path | None = None) -> ReadingContext:
    """Return what reading needs: the network's catalogue, its layouts and those of a user's own folder (which go first).

    Raises DefinitionError (LayoutError for a layout) naming file, key and remedy.
    """
    catalogue = load_catalogue(network)
    folders = ([layouts] if layouts else []) + list(catalogue.layout_folders)
    names = SharedNames.of(catalogue)
    prepared = tuple(PreparedLayout.of(layout, names) for layout in load_layouts(folders, catalogue))
    return ReadingContext(catalogue, prepared, Identifier(catalogue))


def read_one(path: Path, name: str, context: ReadingContext) -> ReadFile:
    """Return what a file says, with everything that is wrong with it; a bad file never raises.

    `name` is the path shown to people (below the folder given to the loader, with forward slashes).
    """
    read = ReadFile(name=name, sha256="", size=0)
    try:
        content = path.read_bytes()
        read.sha256, read.size = hashlib.sha256(content).hexdigest(), len(content)
        file_type = check_file(path)
        book = open_book(path, file_type)
        read.sheets = tuple(sheet.name for sheet in book.sheets)
        _understand(book, read, context)
    except Refused as refused:
        read.problems.append(_problem(refused.kind, name, context, refused.found, dict(refused.details)))
    except _PARSER_ERRORS as error:
        read.reports.clear()
        read.problems.append(_problem("unreadable-file", name, context, f"{type(error).__name__}: {error}"[:200], {}))
    return read


def _problem(
    kind: str, name: str, context: ReadingContext, found: str, details: dict[str, str | int | float]
) -> Problem:
    return Problem(kind, context.catalogue.checks[kind].severity, name, found=found, details=details)


def _understand(book: Book, read: ReadFile, context: ReadingContext) -> None:
    """Recognise the file and read every table into `read`."""
    recognition = recognise(book, context.layouts)
    if len(recognition.fits) != 1:
        listed = next((p for p in context.layouts if is_library_list(p.layout, book, read.name)), None)
        if listed:
            read.layout = listed.layout.name
            read.problems.append(_problem("library-list", read.name, context, read.name, {}))
        elif recognition.fits:
            names = ", ".join(fit.prepared.layout.name for fit in recognition.fits)
            read.problems.append(_problem("ambiguous-layout", read.name, context, names, {}))
        else:
            missed = "; ".join(recognition.missed) or "–"
            read.problems.append(_problem("unknown-layout", read.name, context, read.name, {"looked_for": missed}))
        return
    fit = recognition.fits[0]
    layout = fit.prepared.layout
    if book.file_type == "csv" and (layout.csv.encoding or layout.csv.delimiter):
        book.sheets[0].text_rows = open_book(
            book.path, "csv", encoding=layout.csv.encoding, delimiter=layout.csv.delimiter
        ).sheets[0].rows  # fmt: skip
    read.layout, read.layout_version = layout.name, layout.version
    read.language = _language(fit)
    out = Collected(read.name, layout.form, context.catalogue, _sheet_names(book))
    _read_tables(book, fit, out, context)
    read.reports = out.without_empty()
    read.new_libraries = list(out.new_libraries.values())
    check_parts(read.reports, out)
    if not read.reports and not out.problems:
        out.problem("no-data")
    read.problems.extend(out.problems)


def _sheet_names(book: Book) -> tuple[str, ...]:
    """Return sheet names by their order in the file."""
    names = [""] * (max((sheet.index for sheet in book.sheets), default=-1) + 1)
    for sheet in book.sheets:
        names[sheet.index] = sheet.name
    return tuple(names)


def _language(fit: Fit) -> str:
    """Return the language the file is most likely written in, of those its layout names."""
    languages = fit.prepared.layout.languages
    cyrillic = sum(found.found.plan.cyrillic for found in fit.tables) * 2 > len(fit.tables)
    return "ru" if cyrillic and "ru" in languages else languages[0]


def _read_tables(book: Book, fit: Fit, out: Collected, context: ReadingContext) -> None:
    prepared = fit.prepared
    finder = LibraryFinder(context.identifier, out, listed_libraries(prepared.layout, book))
    of_file = file_sayings(prepared, book, out.file)
    for place in fit.tables:
        known_before = set(out.reports)
        out.shared.clear()
        sayings = [*table_sayings(prepared, place), *of_file]
        _tell_of_sheet(place, sayings, out)
        planner = context.planner(prepared, place.found.plan)
        TableReading(prepared, place, merged(sayings), planner, context.cells(prepared), finder, out).read()
        for key in out.shared:
            settle_duplicates(out.reports[key], place.table.combine, out)
        if place.table.cumulative and place is [p for p in fit.tables if p.table is place.table][-1]:
            difference(list(out.reports.values()), out)
        if place.table.empty == "blank":
            out.filled |= set(out.reports) - known_before
    for sheet in fit.other_sheets:
        if sheet.visible and any(cell != "" for row in sheet.rows for cell in row):
            out.problem("unknown-sheet", sheet=sheet.name, found=sheet.name)


def _tell_of_sheet(place: FoundTable, sayings: list[Saying], out: Collected) -> None:
    """Tell what is to be known of a sheet before its values: hidden, unknown columns, two periods."""
    sheet, found = place.sheet, place.found
    if not sheet.visible:
        out.problem("hidden-sheet", sheet=sheet.name, found=sheet.name)
    for column, header in found.plan.unknown:
        filled = next((r for r in range(found.first_row, len(sheet.rows)) if sheet.rows[r][column] != ""), None)
        if filled is not None:
            out.problem("unknown-column", sheet=sheet.name, row=found.first_row - 1, column=column, found=header)
    for row in sorted(number for number in sheet.hidden_rows if number >= found.first_row):
        if row < len(sheet.rows) and any(cell != "" for cell in sheet.rows[row]):
            out.problem("hidden-row", sheet=sheet.name, row=row, found=str(row + 1))
    conflict = period_conflict(sayings)
    if conflict:
        first, second = conflict
        out.problem(
            "period-conflict", sheet=sheet.name, row=first.row if first.sheet else None, column=first.column,
            found=first.text, other=second.text,
        )  # fmt: skip
