"""Blank forms: what stands on them, what may be typed, and that a filled one is read without a word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from data.catalogue import Catalogue, load_catalogue
from data.forms import form_of
from data.models import Library
from data.periods import Month
from data.states import State
from data.statuses import LibraryStatus
from data.wording import languages, read_texts
from etl.demonstration.declared import form_sheets
from etl.intake import ReadingContext, make_context, read_one
from etl.templates.choices import choices
from etl.templates.consolidated import consolidated_workbook
from etl.templates.declared import WORDS, sheets
from etl.templates.inputs import LONGEST_HINT
from etl.templates.order import Order
from etl.templates.previous import Figure
from etl.templates.single import single_workbook
from etl.texts.folding import spellings

LANGUAGES = ("ro", "ru", "en")
JUNE = Month(2017, 6)
CLOSED = {"ro": "închis", "ru": "закрыта", "en": "closed"}


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def context() -> ReadingContext:
    return make_context()


@pytest.fixture(scope="module")
def library(shipped: Catalogue) -> Library:
    return shipped.libraries["MD-OR-0001"]


def blank(catalogue: Catalogue, library: Library, language: str, **order: object) -> Workbook:
    """Return a library's form as a spreadsheet opens it."""
    made = replace(Order.of(catalogue, JUNE, language), **order)  # type: ignore[arg-type]
    return load_workbook(io.BytesIO(single_workbook(made, library)))


def sheet_of(book: Workbook, number: int) -> Worksheet:
    """Return the sheet whose name begins with a number."""
    return next(sheet for sheet in book if sheet.title.startswith(f"{number}_"))


def cells(book: Workbook) -> Iterator[Cell]:
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row)


def inputs(sheet: Worksheet) -> Iterator[Cell]:
    """Yield the cells that may be filled in."""
    return (cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked)


def is_checked(cell: Cell, kind: str) -> bool:
    rules = cell.parent.data_validations.dataValidation
    return any(rule.type == kind and cell.coordinate in rule.sqref for rule in rules)


FROM_LISTS = {  # the totals that follow from one row of each list, as fill_lists writes it
    "E01": 1, "E02": 45, "E03": 0, "K01": 1, "K02": 45, "P01": 1, "P03": 3, "P04": 7.5,
    "A01": 0, "A02": 1500, "A03": 0, "A04": 200, "A05": 1,
}  # fmt: skip


def fill(book: Workbook) -> int:
    """Fill every cell of sheets 1 to 3 that takes a number, each with a number of its own; return how many.

    The lists stay empty, so the totals that follow from them are 0.
    """
    written = 0
    for number in (1, 2, 3):
        for cell in inputs(sheet_of(book, number)):
            if is_checked(cell, "custom"):
                cell.value = 26
            elif is_checked(cell, "whole") or is_checked(cell, "decimal"):
                written += 1
                cell.value = 700 - written  # children stand to the right of their whole and are fewer
                if cell.parent.cell(cell.row, 1).value == "V01":
                    cell.value += 200  # who used the library has come
            elif not is_checked(cell, "list") and not is_checked(cell, "date"):
                cell.value = "≈ 12 pers., =1+1"
    _write_totals(book, dict.fromkeys(FROM_LISTS, 0))
    return written


def _write_totals(book: Workbook, totals: dict[str, float]) -> None:
    for row in sheet_of(book, 2).iter_rows(min_row=5):
        if row[0].value in totals:
            row[2].value = totals[str(row[0].value)]


def fill_lists(book: Workbook, catalogue: Catalogue, language: str) -> None:
    """Fill one row of each list by what its columns offer, and write the totals that follow from it."""
    order = Order.of(catalogue, JUNE, language)
    offered = choices(order)
    typed: dict[str, object] = {
        "number": "1", "date": date(2017, 6, 12), "hosts": "MD-OR-0001", "participants": 45, "children": 20,
        "volunteers": 3, "hours": 7.5, "amount": 1500, "in_kind": 200,
    }  # fmt: skip
    for number, declared in enumerate(sheets().sheet.values(), start=4):
        for column, (key, kind) in enumerate(declared.column.items(), start=1):
            value = typed.get(key, offered[kind.list][0] if kind.list else f"Text {key}")
            sheet_of(book, number).cell(5, column, value)
    _write_totals(book, FROM_LISTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_form_is_read_without_a_word(
    language: str, shipped: Catalogue, library: Library, context: ReadingContext, tmp_path: Path
) -> None:
    book = blank(shipped, library, language)
    fill(book)
    fill_lists(book, shipped, language)
    path = tmp_path / Order.of(shipped, JUNE, language).file_name(library.code)
    book.save(path)
    read = read_one(path, path.name, context)
    assert read.problems == []
    assert read.layout == "monthly"
    assert [(report.library, report.period) for report in read.reports] == [(library.code, 201706)]
    form = form_of(shipped, "monthly", JUNE)
    seen = {(reading.indicator, reading.category) for reading in read.reports[0].readings}
    asked = {(code, "") for code in form.indicators}
    asked |= {(code, category) for code in form.by_category for category in form.categories}
    assert seen == asked
    assert {reading.state for reading in read.reports[0].readings} == {State.REPORTED}
    assert {listed.kind: len(listed.records) for listed in read.lists} == dict.fromkeys(sheets().sheet, 1)
    for listed, declared in zip(read.lists, sheets().sheet.values(), strict=True):
        assert list(listed.columns) == list(declared.column)  # every column of the form is read
        assert declared.column.keys() <= listed.records[0].values.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_is_read_from_the_row_and_column_it_was_typed_in(
    language: str, shipped: Catalogue, library: Library, context: ReadingContext, tmp_path: Path
) -> None:
    book = blank(shipped, library, language)
    fill(book)
    users, services = sheet_of(book, 2), sheet_of(book, 3)
    typed = {(str(row[0].value), ""): row[2].value for row in users.iter_rows(min_row=5) if row[0].value}
    typed |= {(part, ""): row[3].value for row in users.iter_rows(min_row=5) for whole, part in
              (("U01", "U03"), ("V01", "V02")) if row[0].value == whole}  # fmt: skip
    form = form_of(shipped, "monthly", JUNE)
    for row, category in zip(services.iter_rows(min_row=5), form.categories, strict=False):
        typed |= {(code, category): cell.value for code, cell in zip(form.by_category, row[2:], strict=False)}
    path = tmp_path / "form.xlsx"
    book.save(path)
    readings = read_one(path, path.name, context).reports[0].readings
    read = {(reading.indicator, reading.category): reading.value for reading in readings}
    assert {key: read[key] for key in typed} == typed
    assert (read["O01", ""], len(read)) == (26, len(typed) + 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_library_closed_all_month_says_so_in_one_cell(
    language: str, shipped: Catalogue, library: Library, context: ReadingContext, tmp_path: Path
) -> None:
    book = blank(shipped, library, language)
    next(cell for cell in inputs(sheet_of(book, 1)) if is_checked(cell, "custom")).value = CLOSED[language]
    path = tmp_path / "form.xlsx"
    book.save(path)
    read = read_one(path, path.name, context)
    assert read.problems == []
    assert {reading.state for reading in read.reports[0].readings} == {State.CLOSED}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_consolidated_table_holds_every_library_and_is_read_without_a_word(
    language: str, shipped: Catalogue, context: ReadingContext, tmp_path: Path
) -> None:
    order, place = Order.of(shipped, JUNE, language), shipped.territories["MD-OR"]
    libraries = order.reporting(place)
    book = load_workbook(io.BytesIO(consolidated_workbook(order, place, libraries)))
    table = book[order.word("consolidated.sheet")]
    for cell in inputs(table):
        cell.value = 9 if is_checked(cell, "custom") else cell.row + 100 - cell.column
        if cell.column_letter in ("H", "I"):  # visits, children's visits
            cell.value += 50
    path = tmp_path / "table.xlsx"
    book.save(path)
    read = read_one(path, path.name, context)
    assert read.problems == []
    assert {(report.library, report.period) for report in read.reports} == {(one.code, 201706) for one in libraries}
    form = order.form
    columns = len(form.indicators) + len(form.consolidated) * len(form.categories)
    assert {len(report.readings) for report in read.reports} == {columns}


def test_a_form_left_empty_is_known_and_said_to_be_empty(
    shipped: Catalogue, library: Library, context: ReadingContext, tmp_path: Path
) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(single_workbook(Order.of(shipped, JUNE, "ro"), library))
    read = read_one(path, path.name, context)
    assert (read.layout, read.reports) == ("monthly", [])
    assert [problem.kind for problem in read.problems] == ["no-data"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_is_asked_can_be_changed(language: str, shipped: Catalogue, library: Library) -> None:
    book = blank(shipped, library, language)
    assert book.security is not None
    assert book.security.lockStructure
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    assert [sheet.sheet_state for sheet in book if sheet.title == "_meta"] == ["veryHidden"]
    assert not any(cell.value for sheet in book for cell in inputs(sheet))
    assert (
        sum(1 for _ in inputs(sheet_of(book, 2))) == 31 * 2 + 4
    )  # a total and a note a row, children and women of two


def test_the_hidden_sheet_says_which_form_this_is(shipped: Catalogue, library: Library) -> None:
    rows = list(blank(shipped, library, "ru")["_meta"].iter_rows(values_only=True))
    assert rows == [
        ("form", "NVT-LUNAR"), ("version", "v2"), ("library", "MD-OR-0001"), ("period", "2017-06"), ("language", "ru"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_chosen_from_the_sheet_of_lists(language: str, shipped: Catalogue, library: Library) -> None:
    book = blank(shipped, library, language)
    known = {tuple(texts) for texts in choices(Order.of(shipped, JUNE, language)).values()}
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    for rule in rules:
        name, area = rule.formula1.split("!")
        chosen = tuple(row[0].value for row in book[name.strip("'")][area.replace("$", "")])
        assert chosen in known
        assert rule.error
    declared = [column for sheet in sheets().sheet.values() for column in sheet.column.values() if column.list]
    assert len(rules) == len(declared) + 1  # and "new service?"


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_checked_as_they_are_typed_with_friendly_words(
    language: str, shipped: Catalogue, library: Library
) -> None:
    book = blank(shipped, library, language)
    words = read_texts(WORDS / f"{language}.toml")
    for number in (2, 3):
        for rule in sheet_of(book, number).data_validations.dataValidation:
            if rule.type in ("whole", "decimal"):
                assert (rule.operator, rule.formula1) == ("greaterThanOrEqual", "0")
                assert rule.error == words[f"template.error.{rule.type}"]
                assert len(rule.error) <= LONGEST_HINT
    hours = next(row[2] for row in sheet_of(book, 2).iter_rows(min_row=5) if row[0].value == "P04")
    visits = next(row[2] for row in sheet_of(book, 2).iter_rows(min_row=5) if row[0].value == "V01")
    assert is_checked(visits, "whole")
    assert is_checked(hours, "whole" if shipped.indicators["P04"].whole else "decimal")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_holds_a_formula_whatever_a_library_is_called(
    language: str, shipped: Catalogue, library: Library, tmp_path: Path
) -> None:
    wicked = library.model_copy(update={"name": '=HYPERLINK("http://example.com";"&P")', "area": "@SUM(A1)"})
    order, place = Order.of(shipped, JUNE, language), shipped.territories["MD-OR"]
    for content in (single_workbook(order, wicked), consolidated_workbook(order, place, [wicked])):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")}
        assert [name for name, part in parts.items() if b"<f>" in part or b"<hyperlink" in part] == []
        book = load_workbook(io.BytesIO(content))
        assert [cell.coordinate for cell in cells(book) if cell.data_type == "f" and cell.value != wicked.name] == []
        assert any(cell.value == wicked.name for cell in cells(book))


def test_the_previous_month_stands_beside_the_cells_and_a_missing_figure_is_never_zero(
    shipped: Catalogue, library: Library, context: ReadingContext, tmp_path: Path
) -> None:
    figures = {
        "U01": Figure(120.0, State.REPORTED), "U03": Figure(None, State.BLANK), "V01": Figure(0.0, State.REPORTED),
        "L01": Figure(None, State.CLOSED), "C01": Figure(None, State.NOT_APPLICABLE),
    }  # fmt: skip
    book = blank(shipped, library, "ro", previous={library.code: figures})
    users = sheet_of(book, 2)
    heads = [cell.value for cell in users[4]]
    total, children = heads.index("Luna precedentă (mai 2017)"), heads.index("Luna precedentă: copii")
    shown = {row[0].value: (row[total].value, row[children].value) for row in users.iter_rows(min_row=5)}
    assert shown["U01"] == (120, "necompletat")
    assert shown["V01"] == (0, "–")
    assert shown["L01"] == ("închisă", None)
    assert shown["C01"] == ("nu se aplică", None)
    assert all(row[total].protection.locked for row in users.iter_rows())
    fill(book)
    path = tmp_path / "form.xlsx"
    book.save(path)
    read = read_one(path, path.name, context)
    assert read.problems == []
    assert 120 not in [reading.value for reading in read.reports[0].readings]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_library_that_sent_nothing_the_month_before_is_said_to_have_sent_nothing(
    language: str, shipped: Catalogue, library: Library, context: ReadingContext, tmp_path: Path
) -> None:
    book = blank(shipped, library, language, previous={})
    none = read_texts(WORDS / f"{language}.toml")["template.state_none"]
    said = [row[5].value for row in sheet_of(book, 2).iter_rows(min_row=5) if row[0].value]
    assert set(said) == {none}
    fill(book)
    path = tmp_path / "form.xlsx"
    book.save(path)
    assert read_one(path, path.name, context).problems == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_are_ready_for_a4_and_keep_their_headings_in_sight(
    language: str, shipped: Catalogue, library: Library
) -> None:
    book = blank(shipped, library, language)
    for sheet in book:
        if sheet.title == "_meta":
            continue
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "MD-OR-0001" in sheet.oddFooter.left.text
    assert [sheet_of(book, number).freeze_panes for number in (2, 3, 4)] == ["C5", "B5", "A5"]


def test_the_romanian_form_has_the_headings_of_the_forms_people_really_send() -> None:
    words = read_texts(WORDS / "ro.toml")
    for sheet in ("general", "users", "services", "events", "partners", "advocacy", "stories"):
        printed = [spellings(text) for key, text in words.items() if key.startswith(f"template.{sheet}.")]
        assert [text for text in form_sheets()[sheet] if not any(spellings(text) & forms for forms in printed)] == []


def test_forms_are_worded_in_every_language_alike() -> None:
    keys = {language: set(read_texts(WORDS / f"{language}.toml")) for language in LANGUAGES}
    plural = "template.command.written."
    assert languages(WORDS) == ("en", "ro", "ru")
    assert len({frozenset(key for key in found if not key.startswith(plural)) for found in keys.values()}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_sheets_are_short_enough_for_a_spreadsheet(
    language: str, shipped: Catalogue, library: Library
) -> None:
    assert all(len(sheet.title) <= 31 for sheet in blank(shipped, library, language))


def test_the_same_order_gives_the_same_bytes(shipped: Catalogue, library: Library) -> None:
    first, second = (single_workbook(Order.of(shipped, JUNE, "ro"), library) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ({"status": "closed", "since": "2017-06"}, False),
        ({"status": "closed", "since": "2017-01", "until": "2017-05"}, True),
        ({"status": "reported_by", "since": "2017-01", "other": "MD-OR-0002"}, False),
        ({"status": "seasonal", "since": "2017-01", "months": (9, 10)}, False),
        ({"status": "hosted", "since": "2017-01", "where": "Căminul cultural"}, True),
    ],
)
def test_a_library_that_owes_nothing_gets_no_form(shipped, library, status, expected):
    declared = {library.code: (LibraryStatus(library=library.code, **status),)}
    order = Order.of(replace(shipped, statuses=declared), JUNE, "ro")
    assert (library in order.reporting(shipped.territories["MD-OR"])) is expected
