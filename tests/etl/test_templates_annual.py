"""The annual form 6-c of one library: blank in three languages, filled in, read back without a word; its command."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner, Result

from data.catalogue import Catalogue, load_catalogue
from data.models import Library
from data.periods import Month
from data.states import State
from etl.cli import app
from etl.intake import ReadingContext, make_context, read_one
from etl.templates.annual import annual_workbook
from etl.templates.order import Order
from etl.templates.previous import Figure

FIGURES = {
    "N01": 12_000, "U01": 900, "U03": 400, "U02": 80, "V01": 9_500, "L01": 7_000, "E01": 60, "E02": 1_200,
    "A07": 250_000.5,
}  # fmt: skip
USAGE = 2


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def context() -> ReadingContext:
    return make_context()


@pytest.fixture(scope="module")
def library(shipped: Catalogue) -> Library:
    return shipped.libraries["MD-OR-0001"]


def blank(shipped: Catalogue, library: Library, language: str, **order: object) -> Workbook:
    """Return a library's form of 2017 as a spreadsheet opens it."""
    made = Order.of_year(shipped, 2017, language, **order)  # type: ignore[arg-type]
    return load_workbook(io.BytesIO(annual_workbook(made, library)))


def filled(book: Workbook, path: Path) -> Path:
    """Write a figure beside each code and save the form."""
    sheet = next(sheet for sheet in book if sheet.title.startswith("2_"))
    for row in sheet.iter_rows(min_row=5):
        assert not row[2].protection.locked
        row[2].value = FIGURES[str(row[0].value)]
        row[-1].value = "o notă, 12"
    book.save(path)
    return path


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
@pytest.mark.parametrize("compared", [False, True])
def test_a_filled_annual_form_is_read_without_a_word(
    language: str, compared: bool, shipped: Catalogue, library: Library, context: ReadingContext, tmp_path: Path
) -> None:
    previous = {library.code: {"V01": Figure(9_100, State.REPORTED)}} if compared else None
    book = blank(shipped, library, language, previous=previous)
    path = filled(book, tmp_path / Order.of_year(shipped, 2017, language).file_name(library.code))
    read = read_one(path, path.name, context)
    assert (read.problems, read.layout, read.role) == ([], "library-annual", "library")
    (report,) = read.reports
    assert (report.library, report.form, report.period) == (library.code, "annual", 2017)
    assert {reading.indicator: reading.value for reading in report.readings} == FIGURES


def test_the_sum_of_the_months_stands_beside_what_adds_up_and_people_have_none(
    shipped: Catalogue, library: Library
) -> None:
    book = blank(shipped, library, "ro", previous={library.code: {"V01": Figure(9_100, State.REPORTED)}})
    sheet = next(sheet for sheet in book if sheet.title.startswith("2_"))
    beside = {row[0]: row[3] for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert (beside["V01"], beside["U01"]) == (9_100, "–")


def test_the_form_says_whose_it_is_and_of_which_year(shipped: Catalogue, library: Library) -> None:
    book = blank(shipped, library, "ro")
    meta = {row[0]: row[1] for row in book["_meta"].iter_rows(values_only=True)}
    assert meta == {"form": "6-c", "version": "1", "library": library.code, "period": "2017", "language": "ro"}
    assert Order.of_year(shipped, 2017, "ro").file_name(library.code) == "6-c_1_2017_MD-OR-0001.xlsx"
    general = {row[0]: row[1] for row in book["1_Date generale"].iter_rows(values_only=True) if row[0]}
    assert (general["Anul"], "Luna" in general) == (2017, False)


def test_a_year_in_the_name_that_the_sheet_denies_is_asked_about(
    shipped: Catalogue, library: Library, context: ReadingContext, tmp_path: Path
) -> None:
    path = filled(blank(shipped, library, "ro"), tmp_path / "6-c_1_2016_MD-OR-0001.xlsx")
    assert read_one(path, path.name, context).problems != []


@pytest.mark.parametrize(
    ("dates", "owes"),
    [
        ({"in_network_from": None}, True),
        ({"opened": Month(2017, 12)}, True),
        ({"opened": Month(2018, 1)}, False),
        ({"closed": Month(2017, 1)}, True),
        ({"closed": Month(2016, 12)}, False),
    ],
)
def test_an_annual_form_is_for_every_library_open_in_the_year(
    dates: dict[str, object], owes: bool, shipped: Catalogue, library: Library
) -> None:
    assert Order.of_year(shipped, 2017, "ro").expects(library.model_copy(update=dates)) is owes


def run(*arguments: object) -> Result:
    """Run a command of `python -m etl`."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_command_writes_the_annual_form_of_a_library_and_of_a_raion(tmp_path: Path) -> None:
    nowhere = ("--network", "novateca", "--lang", "en")
    one = run("template", "--library", "MD-OR-0001", "--year", "2017", "--to", tmp_path / "one", *nowhere)
    assert one.exit_code == 0, one.output
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["6-c_1_2017_MD-OR-0001.xlsx"]
    all_of_them = run("template", "--territory", "MD-BS", "--year", "2017", "--to", tmp_path / "all", *nowhere)
    assert all_of_them.exit_code == 0, all_of_them.output
    libraries = [one for one in load_catalogue().libraries.values() if one.territory == "MD-BS"]
    assert len(list((tmp_path / "all").iterdir())) == len(libraries)


def test_the_months_of_the_year_come_from_the_database(tmp_path: Path, demonstration: Path) -> None:
    address = f"sqlite:///{tmp_path / 'vitrina.db'}"
    network = demonstration / "network"
    run("load", demonstration, "--database", address)
    library = next(iter(load_catalogue(network).libraries.values()))
    places = ("--network", network, "--database", address, "--to", tmp_path)
    assert run("template", "--library", library.code, "--year", "2015", *places).exit_code == 0
    book = load_workbook(tmp_path / f"6-c_1_2015_{library.code}.xlsx")
    sheet = next(sheet for sheet in book if sheet.title.startswith("2_"))
    beside = {row[0]: row[3] for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert isinstance(beside["V01"], int | float)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--year", "2017", "--month", "2017-06", "--library", "MD-OR-0001"),
        ("--library", "MD-OR-0001"),
        ("--year", "anul", "--library", "MD-OR-0001"),
        ("--year", "17", "--library", "MD-OR-0001"),
        ("--year", "2017", "--territory", "MD-OR", "--consolidated"),
    ],
)
def test_what_cannot_be_ordered_is_one_line_and_exit_code_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    for language in ("ro", "ru", "en"):
        found = run("template", *arguments, "--to", tmp_path, "--lang", language)
        assert found.exit_code == USAGE
        assert len(found.stderr.strip().splitlines()) == 1
