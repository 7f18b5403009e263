"""An open file -> reports and problems: recognised, read table by table, settled, checked."""

from __future__ import annotations

from data.provenance import cell_name, cell_place, column_name
from data.states import State
from etl.checks.areas import check_areas
from etl.checks.content import check_content
from etl.checks.duplicates import settle_duplicates
from etl.collect import Collected
from etl.companions import is_library_list, listed_libraries
from etl.context import ReadingContext
from etl.cumulative import difference
from etl.libraries import LibraryFinder
from etl.lists.agreement import check_agreement
from etl.lists.reading import ListReading
from etl.lists.settling import settle
from etl.problems import Problem
from etl.read import TableReading
from etl.recognise import Fit, Placed, recognise
from etl.reports import ReadFile, Report
from etl.tables.given import Saying, common, file_sayings, merged, sheets_for, table_sayings
from etl.tables.header import Found
from etl.tables.labelled import read_labelled
from etl.tables.said_periods import disagreement
from etl.workbook import Book, Sheet

_ONLY_LISTS = "lists"  # the part of the form that a file without any figures holds


def make_problem(kind: str, name: str, context: ReadingContext, found: str, **details: str | int | float) -> Problem:
    """Return a problem of a whole file."""
    return Problem(kind, context.catalogue.checks[kind].severity, name, found=found, details=details)


def understand(book: Book, read: ReadFile, context: ReadingContext) -> None:
    """Recognise the file and put into `read` what it says and what is wrong with it."""
    recognition = recognise(book, context.layouts)
    if len(recognition.fits) == 1:
        _read_fit(recognition.fits[0], read, context)
        return
    listed = next((prepared for prepared in context.layouts if is_library_list(prepared.layout, book, read.name)), None)
    if listed:
        read.layout = listed.layout.name
        read.problems.append(make_problem("library-list", read.name, context, read.name))
    elif recognition.fits:
        found, apart = recognition.candidates(), recognition.apart()
        read.problems.append(make_problem("ambiguous-layout", read.name, context, found, apart=apart))
    else:
        missed = "; ".join(sorted(recognition.missed)) or "–"
        read.problems.append(make_problem("unknown-layout", read.name, context, read.name, looked_for=missed))


def _read_fit(fit: Fit, read: ReadFile, context: ReadingContext) -> None:
    layout = fit.prepared.layout
    read.layout, read.layout_version, read.language = layout.name, layout.version_of(_asked(fit)), _language(fit)
    read.role = layout.sender
    out = Collected(read.name, layout.form, context.catalogue, fit.book.sheet_names)
    of_file = file_sayings(fit.prepared, fit.book, out.file)
    _read_tables(fit, of_file, out, context)
    _read_lists(fit, of_file, out, context)
    read.reports = out.without_empty()
    read.lists = list(out.lists.values())
    _spread_closed(out, read.reports)
    check_areas([saying for saying in of_file if saying.known.area], read.reports, out)
    check_content(read.reports, out, context.today)
    read.new_libraries = list(out.new_libraries.values())
    if not fit.book.looked_beneath:
        out.problem("not-looked-beneath", found=read.name)
    if not read.reports and not read.lists and not out.problems:
        out.problem("no-data", found=read.name)
    read.problems.extend(out.problems)


def _asked(fit: Fit) -> set[str]:
    """Return the indicators that the headers of the file ask for."""
    return {column.known.indicator or "" for place in fit.tables for column in place.found.plan.values}


def _language(fit: Fit) -> str:
    """Return the language the file is most likely written in, of those its layout names."""
    languages = fit.prepared.layout.languages
    placed = (*fit.tables, *fit.lists)
    cyrillic = sum(found.found.plan.cyrillic for found in placed) * 2 > len(placed)
    return "ru" if cyrillic and "ru" in languages else languages[0]


def _read_tables(fit: Fit, of_file: list[Saying], out: Collected, context: ReadingContext) -> None:
    prepared, book = fit.prepared, fit.book
    listed = listed_libraries(prepared.layout, book)
    shared = {} if listed or context.catalogue.settings.open_register else context.found
    finder = LibraryFinder(context.identifier, out, listed, shared)
    told = [[*table_sayings(prepared, place), *of_file] for place in fit.tables]
    out.part = _part(fit, told)
    cells = context.cells(prepared)
    for place, sayings in zip(fit.tables, told, strict=True):
        known_before = set(out.reports)
        out.shared.clear()
        _tell_of_sheet(place, out)
        _tell_of_periods(sayings, fit, out)
        planner = context.planner(prepared, place)
        TableReading(prepared, place, merged(sayings), planner, cells, finder, out).read()
        for key in out.shared:
            settle_duplicates(out.reports[key], place.table.combine, out)
        if place.table.cumulative and place is [other for other in fit.tables if other.table is place.table][-1]:
            difference(list(out.reports.values()), out)
        if place.table.empty == "blank":
            out.filled |= set(out.reports) - known_before
    read_labelled(prepared, book, merged(of_file), cells, finder, out)
    looked_on = {
        sheet.index for find in prepared.layout.find if find.sheet for sheet in sheets_for(prepared, book, find.sheet)
    }
    for sheet in fit.other_sheets:
        if sheet.visible and sheet.index not in looked_on and any(cell != "" for row in sheet.rows for cell in row):
            out.problem("unknown-sheet", sheet=sheet.name, found=sheet.name)


def _read_lists(fit: Fit, of_file: list[Saying], out: Collected, context: ReadingContext) -> None:
    """Read the lists of the file, settle each, and hold them against the figures of the same library and period."""
    if not fit.lists:
        return
    prepared = fit.prepared
    finder = LibraryFinder(context.identifier, out, {}, context.found)
    of_tables = [Saying(common(prepared, fit.tables), fit.tables[0].sheet)] if fit.tables else []
    elsewhere = merged([*of_file, *of_tables])
    cells, choices = context.cells(prepared), context.choices(prepared)
    for place in fit.lists:
        sayings = table_sayings(prepared, place)
        if len(place.sheet.rows) > place.found.first_row:
            _tell_of_sheet(place, out)
            _tell_of_periods([*sayings, *of_file, *of_tables], fit, out)
        known, plan = merged(sayings).over(elsewhere), context.list_plan(prepared, place)
        ListReading(prepared, place, plan, known, cells, choices, finder, out).read()
    settle(out, context.identifier)
    check_agreement(out)


def _part(fit: Fit, told: list[list[Saying]]) -> str:
    """Return which part of the form the file holds, "" for the whole.

    Where the file as a whole is about one indicator (its name or title says so), it replaces only files about the same;
    the first indicator of the layout's words is the form itself, the others are its parts.
    """
    layout = fit.prepared.layout
    about = {merged(sayings).indicator for sayings in told}
    if not fit.tables and not layout.value:
        return layout.part or _ONLY_LISTS
    if layout.part or len(about) != 1:
        return layout.part
    indicator = about.pop() or ""
    first = next(iter(layout.words.indicator), indicator).partition(" ")[0]
    return "" if indicator == first else indicator


def _tell_of_periods(sayings: list[Saying], fit: Fit, out: Collected) -> None:
    """Ask, once a place, about a period that other places contradict."""
    found = disagreement(sayings, fit)
    if found is None:
        return
    odd = found.odd
    name, line = (odd.sheet.name, odd.row) if odd.sheet else (None, None)
    kind = "file-name-period" if found.name_only else "period-conflict"
    cell = cell_name(line, odd.column) if line is not None else None
    if any((told.kind, told.sheet, told.cell) == (kind, name, cell) for told in out.problems):
        return
    out.problem(
        kind, sheet=name, row=line, column=odd.column, found=odd.text, other=found.other.text,
        votes="; ".join(f"{text}: {count}" for text, count in found.votes),
        suggested=f"{found.likely[1]:02d}.{found.likely[0]}" if found.likely else "–",
    )  # fmt: skip


def _tell_of_sheet(place: Placed, out: Collected) -> None:
    """Tell what is to be known of a sheet before its values: hidden, unknown columns."""
    sheet, found = place.sheet, place.found
    if not sheet.visible:
        out.problem("hidden-sheet", sheet=sheet.name, found=sheet.name)
    for column, header in found.plan.unknown:
        rows = range(found.first_row, len(sheet.rows))
        if any(sheet.rows[row][column] != "" for row in rows if column < len(sheet.rows[row])):
            out.problem("unknown-column", sheet=sheet.name, row=found.first_row - 1, column=column, found=header)
    _tell_of_hidden(sheet, found, out)


def _tell_of_hidden(sheet: Sheet, found: Found, out: Collected) -> None:
    """Tell what a person who looks at the sheet may not see: hidden rows and columns, comments beside figures."""
    whose = next((column.index for column in found.plan.labels if column.rule.says == "library"), 0)
    for row in sorted(number for number in sheet.hidden_rows if number >= found.first_row):
        if row < len(sheet.rows) and any(cell != "" for cell in sheet.rows[row]):
            out.problem("hidden-row", sheet=sheet.name, row=row, column=whose, found=str(row + 1))
    columns = {column.index for column in found.plan.values}
    for column in sorted(columns & sheet.hidden_columns):
        if any(column < len(row) and row[column] != "" for row in sheet.rows[found.first_row :]):
            name = column_name(column)
            out.problem("hidden-column", sheet=sheet.name, row=found.first_row - 1, column=column, found=name)
    for name, text in sheet.comments.items():
        row, column = cell_place(name) or (-1, -1)
        if row >= found.first_row and column in columns and text:
            out.problem("comment-at-figure", sheet=sheet.name, row=row, column=column, found=text)


def _spread_closed(out: Collected, reports: list[Report]) -> None:
    """Let "closed", written once, hold for all the cells that a report leaves empty, if it gives no figure."""
    for report in reports:
        if (report.library, report.period) not in out.closed or any(r.value is not None for r in report.readings):
            continue
        report.readings = [
            reading._replace(state=State.CLOSED) if reading.state == State.BLANK else reading
            for reading in report.readings
        ]
