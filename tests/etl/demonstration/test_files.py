"""The files: the same seed gives the same bytes, and the ledger says what the cells say.

The cells are read here with openpyxl and the printed labels alone, without the project's own readers.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data.catalogue import load_catalogue
from data.periods import Month
from etl.demonstration.building import Order, build, build_territory
from etl.demonstration.declared import Form, forms, questions
from etl.demonstration.register import Place
from etl.demonstration.workbooks.raw_export import QUESTIONS

CLEAN: dict[str, object] = {"libraries": 45, "first": Month(2017, 8), "months": 3, "messes": False}  # as in conftest.py
Key = tuple[str, str, str]  # library, period, form


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_order_gives_the_same_bytes_in_place_of_what_was_there(clean: Path, tmp_path: Path) -> None:
    left = tmp_path / "files" / "2001" / "old.xlsx"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"old")
    build(Order(tmp_path, **CLEAN))
    assert digests(tmp_path) == digests(clean)


def test_another_seed_gives_other_figures(places: list[Place], tmp_path: Path) -> None:
    some = [place for place in places if place.library.territory == "MD-BS"]
    orders = [Order(tmp_path / str(seed), seed, first=Month(2016, 1), months=1) for seed in (7, 8)]
    lines = [build_territory(order, some, frozenset()).lines for order in orders]
    assert lines[0] != lines[1]


def test_the_network_folder_is_one_that_the_product_can_open(clean: Path) -> None:
    catalogue = load_catalogue(clean / "network")
    assert catalogue.settings.demonstration
    assert len(catalogue.libraries) == 45
    assert len(catalogue.areas) > 1000


# --- The cells, read independently ------------------------------------------------------------------------------------


def header_paths(sheet: Worksheet, first: int, depth: int) -> dict[int, tuple[str, ...]]:
    """Return the headings above each column, merged cells counting for all they cover."""
    cells = {(row, cell.column): cell.value for row in range(first, first + depth) for cell in sheet[row]}
    for merged in sheet.merged_cells.ranges:
        for row in range(merged.min_row, merged.max_row + 1):
            for column in range(merged.min_col, merged.max_col + 1):
                if (row, column) in cells:
                    cells[row, column] = sheet.cell(merged.min_row, merged.min_col).value
    paths: dict[int, tuple[str, ...]] = {}
    for column in range(1, sheet.max_column + 1):
        words = [str(cells[row, column]) for row in range(first, first + depth) if cells[row, column] is not None]
        paths[column] = tuple(dict.fromkeys(words))
    return paths


def quantity(path: tuple[str, ...], form: Form) -> str | None:
    """Return the column of the ledger that a heading means."""
    texts = form.texts
    meanings = {
        label: code for code, label in (*form.labels.items(), *form.variants.items()) if code not in {"U03", "V02"}
    }
    categories = {label: code for code, label in form.categories.items()}
    if path[0] == texts["services"]:
        return f"{ {texts['sessions']: 'S01', texts['participations']: 'S02'}[path[2]] }:{categories[path[1]]}"
    if path[-1] == texts["children"]:
        return {"U01": "U03", "V01": "V02"}[meanings[path[0]]]
    if path[-1] in categories:
        return f"{meanings[path[0]]}:{categories[path[-1]]}"
    return meanings.get(path[0] if path[-1] == texts["total"] else path[-1])


def table_rows(sheet: Worksheet, form: Form, names: dict[str, str]) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield each library of a table with the cells of its row by column of the ledger."""
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == form.texts["number"])
    depth = next(
        one.max_row - first + 1 for one in sheet.merged_cells.ranges if one.min_row == first and one.min_col == 1
    )
    headings = {column: path for column, path in header_paths(sheet, first, depth).items() if path}
    columns = {column: found for column, path in headings.items() if (found := quantity(path, form))}
    named = next(column for column, path in headings.items() if path == (form.texts["library"],))
    for row in range(first + depth, sheet.max_row + 1):
        code = names.get(str(sheet.cell(row, named).value).strip())
        if code:
            yield code, {found: sheet.cell(row, column).value for column, found in columns.items()}


def single_cells(book: openpyxl.Workbook) -> tuple[str, dict[str, object]]:
    """Return the library of a one-library workbook and its cells by column of the ledger."""
    general = {row[0].value: row[1].value for row in book["1_Date generale"].iter_rows()}
    cells: dict[str, object] = {"O01": general["Zile deschise"], "O02": general["Ore deschise"]}
    for row in book["2_Utilizatori și vizite"].iter_rows(min_row=2, values_only=True):
        cells[str(row[0])] = row[2]
        if row[0] in {"U01", "V01"}:
            cells[{"U01": "U03", "V01": "V02"}[str(row[0])]] = row[3]
    categories = {label: code for code, label in forms()["ro"].categories.items()}
    for row in book["3_Servicii"].iter_rows(min_row=2, values_only=True):
        for service, value in zip(("S01", "S02", "S03", "S05"), row[2:6], strict=True):
            cells[f"{service}:{categories[str(row[0])]}"] = value
    return str(general["Codul bibliotecii"]), cells


def months_of(path: Path, book: openpyxl.Workbook, form: Form) -> Iterator[tuple[Worksheet, str]]:
    """Yield the sheets of a consolidated workbook that hold a period, with that period."""
    title = " ".join(str(row[0]) for row in book.worksheets[0].iter_rows(max_row=3, values_only=True))
    year = next(word for word in title.replace(",", " ").split() if word.isdigit() and len(word) == 4)
    if book.worksheets[0].title in (form.texts["month_sheet"], form.texts["annual_sheet"]):
        month = next((number for number, name in enumerate(form.months, 1) if f" {name} " in f"{title} "), None)
        yield book.worksheets[0], f"{year}{month:02d}" if month else year
        return
    for number, name in enumerate(form.month_sheets, 1):
        if name in book.sheetnames:
            yield book[name], f"{year}{number:02d}"


def said_by(folder: Path) -> dict[Key, dict[str, object]]:
    """Return what the workbooks of a clean network say in the end, cumulative ones left out."""
    libraries = load_catalogue(folder / "network").libraries.values()
    said: dict[Key, dict[str, object]] = {}
    for path in sorted((folder / "files").rglob("*.xlsx")):
        book = openpyxl.load_workbook(path, data_only=True)
        if path.name.startswith("Campanie_"):  # lists alone
            continue
        if "_meta" in book.sheetnames:
            code, cells = single_cells(book)
            said[code, path.stem.split("_")[2].replace("-", ""), "monthly"] = cells
            continue
        names = {
            name: one.code
            for one in libraries
            if one.territory == path.parent.name
            for name in (one.name, *one.aliases)
        }
        form = next(
            form
            for form in forms().values()
            if any(form.texts["number"] == c.value for r in book.worksheets[0].iter_rows(max_col=1) for c in r)
        )
        if "cumulativ" in str(book.worksheets[0]["A2"].value):
            continue
        for sheet, period in months_of(path, book, form):
            for code, cells in table_rows(sheet, form, names):
                if any(value is not None for value in cells.values()):
                    said[code, period, "annual" if len(period) == 4 else "monthly"] = cells
    return said


@pytest.fixture(scope="module")
def said(clean: Path) -> dict[Key, dict[str, object]]:
    return said_by(clean)


def test_the_ledger_holds_every_report_of_the_workbooks_and_no_other(
    said: dict[Key, dict[str, object]], ledger: list[dict[str, str]]
) -> None:
    told = {
        (row["library"], row["period"], row["form"])
        for row in ledger
        if (row["file"].endswith(".xlsx") and not row["library"].startswith("MD-NI")) or row["form"] == "annual"
    }
    assert told == set(said)


def test_the_ledger_holds_the_numbers_of_the_cells(
    said: dict[Key, dict[str, object]], ledger: list[dict[str, str]]
) -> None:
    compared = 0
    for row in ledger:
        cells = said.get((row["library"], row["period"], row["form"]))
        if cells is None:
            continue
        if row["state"] == "closed":
            assert {"închis", "закрыта"} & set(map(str, cells.values()))
            assert not any(row[column] for column in questions().columns)
            continue
        told = {column: float(row[column]) for column in questions().columns if row[column]}
        read = {column: float(str(value)) for column, value in cells.items() if value is not None}
        assert told == read, row["file"]
        compared += len(told)
    assert compared > 8_000


def test_cumulative_sheets_are_the_running_sums_of_the_ledger(clean: Path, ledger: list[dict[str, str]]) -> None:
    (path,) = (clean / "files").glob("2017/*/MD-NI/Nisporeni_2017.xlsx")
    book = openpyxl.load_workbook(path)
    libraries = load_catalogue(clean / "network").libraries.values()
    names = {one.name: one.code for one in libraries if one.territory == "MD-NI"}
    visits: dict[str, int] = {}
    for number, name in enumerate(forms()["ro"].month_sheets[:10], 1):
        told = {
            row["library"]: row for row in ledger if row["period"] == f"2017{number:02d}" and row["form"] == "monthly"
        }
        for code, cells in table_rows(book[name], forms()["ro"], names):
            visits[code] = visits.get(code, 0) + int(told[code]["V01"])
            assert cells["V01"] == visits[code]
            assert cells["U01"] == int(told[code]["U01"])
    assert visits


def test_the_online_tools_export_says_what_the_ledger_says(clean: Path, ledger: list[dict[str, str]]) -> None:
    meaning = {question.strip(" ?"): code for question, code in QUESTIONS}
    path = clean / "files" / "2014" / "11" / "novateca_online_2014-10.txt"
    told = {row["library"]: row for row in ledger if row["period"] == "201410"}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len({(row["Name"], row["Raion"]) for row in rows}) == len(told) > 10
    asked = [row for row in rows if row["Question"].strip(" ?") in meaning]
    assert {row["Question"].strip(" ?") for row in rows} - set(meaning) == {"Upload photos"}
    by_visits = sorted(
        int(row["Answer"]) for row in asked if meaning[row["Question"].strip(" ?")] == "V01" and row["Answer"]
    )
    assert by_visits == sorted(int(row["V01"]) for row in told.values() if row["V01"])


def test_the_totals_of_clean_tables_are_right_sums(clean: Path) -> None:
    (path,) = (clean / "files").glob("2017/09/MD-CU/*.xlsx")
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(min_row=6, values_only=True)]
    totals = [row for row in rows if str(row[2]).startswith("TOTAL")]
    parts = [row for row in rows if isinstance(row[0], int) or "." in str(row[0] or "")]
    assert totals[-1][4] == sum(row[4] or 0 for row in parts)


def test_the_fair_is_one_event_with_its_activities_below(clean: Path) -> None:
    (path,) = (clean / "files").glob("2017/10/MD-BA/NVT-LUNAR_v2_2017-09_MD-BA-0001.xlsx")
    book = openpyxl.load_workbook(path)
    events = list(book["4_Evenimente"].iter_rows(min_row=2, values_only=True))
    assert str(events[0][1]).startswith(("12.09.2017", "2017-09-12"))
    assert events[0][2:4] == ("Iarmarocul Comunității", "tîrg/iarmaroc")
    assert {str(row[3]) for row in events[1:]} >= {
        "masterclass", "demonstrație", "concurs", "pauză muzicală/spectacol", "flașmob"
    }  # fmt: skip
    totals = {row[0]: row[2] for row in book["2_Utilizatori și vizite"].iter_rows(min_row=2, values_only=True)}
    assert totals["E02"] == events[0][6]
    assert book["5_Parteneri și voluntari"].max_row > 3
    assert book["6_Advocacy și fonduri"].max_row > 3


def test_raions_send_lists_of_campaign_activities_beside_their_tables_or_alone(clean: Path) -> None:
    titles = {form.list_sheets["campaign"][0] for form in forms().values()}
    for path in (clean / "files").rglob("*.xlsx"):
        book = openpyxl.load_workbook(path, read_only=True)
        if path.name.startswith("Campanie_"):
            assert len(book.sheetnames) == 3
        elif book.sheetnames[0] in {form.texts["month_sheet"] for form in forms().values()}:
            assert titles & set(book.sheetnames), path
    assert list((clean / "files").rglob("Campanie_Nisporeni_2017-09.xlsx"))


def test_a_later_path_is_a_later_receipt(clean: Path) -> None:
    for path in (clean / "files").rglob("NVT-LUNAR_*.xlsx"):
        period = Month.parse(path.stem.split("_")[2])
        received = Month(int(path.parts[-4]), int(path.parts[-3]))
        assert received > period


def test_the_ledger_is_sorted_and_unpacks_the_same_everywhere(clean: Path) -> None:
    packed = (clean / "truth" / "ledger.csv.gz").read_bytes()
    assert packed[4:8] == b"\0\0\0\0"  # no time of writing
    lines = gzip.decompress(packed).decode().splitlines()[1:]
    assert lines == sorted(lines)
