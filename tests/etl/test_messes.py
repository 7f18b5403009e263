"""The messes of real workbooks: what is understood of each, and what the sender is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from data.provenance import cell_name, unpack_cell
from data.states import State
from etl.intake import ReadingContext, make_context, read_one
from etl.reports import ReadFile, Reading

TITLE = "Tabel centralizator privind activitatea bibliotecilor publice, raionul Orhei"
HEADER = ["Nr.", "Codul bibliotecii", "Denumirea bibliotecii", "Vizite (intrări)", "", "Împrumuturi", "Buget executat"]
SECOND = ["", "", "", "Total", "din care copii", "", ""]
LIBRARIES = """code,name,kind,territory,in_network_from
MD-OR-0001,Biblioteca Publică Raională Orhei,raional,MD-OR,2012-01
MD-OR-0002,Biblioteca Publică Șoldănești,sat,MD-OR,2012-01
MD-OR-0003,Biblioteca Publică Hîrtop,sat,MD-OR,2012-01
MD-OR-0004,Biblioteca Publică Hîrtop,sat,MD-OR,2016-01
"""


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> ReadingContext:
    """Return what reads the forms of the shipped network, over a register of four libraries."""
    folder = tmp_path_factory.mktemp("network")
    (folder / "network.toml").write_text('name = "novateca"\nbase = "novateca"\n', encoding="utf-8")
    (folder / "libraries.csv").write_text(LIBRARIES, encoding="utf-8")
    return make_context(folder)


def write(path: Path, rows: list[list[object]], month: str = "luna iunie 2017") -> Path:
    """Write a consolidated workbook with merged headers and rows of data; "=…" is a formula never calculated."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Centralizator")
    for number, row in enumerate([[TITLE], [month], [], HEADER, SECOND, *rows]):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, book.add_format({"num_format": "d mmm"}))
            elif isinstance(value, str) and value.startswith("="):
                sheet.write_formula(number, column, value, None, "")
            elif value not in ("", None):
                sheet.write(number, column, value)
    for left, right in ((3, 4),):
        sheet.merge_range(3, left, 3, right, HEADER[left])
    for column in (0, 1, 2, 5, 6):
        sheet.merge_range(3, column, 4, column, HEADER[column])
    book.close()
    return path


def read(path: Path, context: ReadingContext) -> ReadFile:
    return read_one(path, path.name, context)


def at(file: ReadFile, cell: str) -> Reading:
    """Return the reading of a cell."""
    readings = {
        cell_name(*unpack_cell(reading.cell)[1:]): reading for report in file.reports for reading in report.readings
    }
    return readings[cell]


GOOD = [1, "MD-OR-0001", "Biblioteca Publică Raională Orhei", 100, 40, 30, 1500.5]


def test_a_clean_table_is_read_without_a_word(tmp_path, context):
    file = read(write(tmp_path / "x.xlsx", [GOOD, ["", "", "TOTAL RAION", 100, 40, 30, 1500.5]]), context)
    assert (file.layout, file.language, file.problems) == ("raion", "ro", [])
    assert [tuple(reading[:3]) for reading in file.reports[0].readings] == [
        ("V01", "", 100), ("V02", "", 40), ("L01", "", 30), ("A07", "", 1500.5),
    ]  # fmt: skip


CELLS = [
    ("M05", "=1/0", None, State.ERROR, "formula-without-value"),
    ("M06", "1.234", 1234, State.REPORTED, "grouped-number"),
    ("M06", "1 234", 1234, State.REPORTED, None),
    ("M06", "1\u00a0234", 1234, State.REPORTED, None),
    ("M07", "145 pers.", 145, State.REPORTED, None),
    ("M07", "≈120", 120, State.REPORTED, "estimated-number"),
    ("M07", "10-15", None, State.ERROR, "unreadable-number"),
    ("M08", 0, 0, State.REPORTED, None),
    ("M08", "-", 0, State.REPORTED, None),
    ("M08", "nu au fost", 0, State.REPORTED, None),
    ("M08", "x", None, State.NOT_APPLICABLE, None),
    ("M08", "н/д", None, State.BLANK, None),
    ("M08", "", None, State.BLANK, None),
    ("M14", date(2017, 10, 10), None, State.ERROR, "unreadable-number"),
    ("M00", -5, None, State.ERROR, "negative-number"),
    ("M00", 5.5, None, State.ERROR, "fraction-in-count"),
]


@pytest.mark.parametrize(("mess", "cell", "value", "state", "kind"), CELLS)
def test_a_cell_is_a_number_a_state_or_an_error_and_keeps_its_text(tmp_path, context, mess, cell, value, state, kind):
    row = [1, "MD-OR-0001", "Biblioteca Publică Raională Orhei", cell, "", 30, ""]
    file = read(write(tmp_path / "x.xlsx", [row]), context)
    reading = at(file, "D6")
    assert (reading.value, reading.state) == (value, state), mess
    assert [(problem.kind, problem.cell) for problem in file.problems] == ([(kind, "D6")] if kind else [])
    if isinstance(cell, str) and cell:
        assert reading.raw == ("#DIV/0!" if cell == "=1/0" and reading.raw == "#DIV/0!" else cell.strip())


@pytest.mark.parametrize(
    ("code", "name", "expected", "kind"),
    [
        ("MD-OR-0002", "", "MD-OR-0002", None),
        ("", "Biblioteca publica Soldanesti", "MD-OR-0002", None),  # M09
        ("", "Biblioteca Publică Şoldăneşti", "MD-OR-0002", None),
        ("МD-ОR-0002", "", "MD-OR-0002", None),  # M10: М and О are Cyrillic
        ("MD-OR-2", "", "MD-OR-0002", "code-restored"),  # M15
        (2, "", "MD-OR-0002", "code-restored"),
    ],
)
def test_a_library_is_known_by_code_or_name(tmp_path, context, code, name, expected, kind):
    file = read(write(tmp_path / "x.xlsx", [[1, code, name, 5, 2, 3, ""]]), context)
    assert [report.library for report in file.reports] == [expected]
    assert [problem.kind for problem in file.problems] == ([kind] if kind else [])


def test_an_unknown_library_is_refused_with_suggestions(tmp_path, context):
    file = read(write(tmp_path / "x.xlsx", [GOOD, [2, "", "Biblioteca Publică Soldanesty", 5, 2, 3, ""]]), context)
    assert file.refused
    (problem,) = file.problems
    assert (problem.kind, problem.cell) == ("unknown-library", "C7")
    assert str(problem.details["suggestions"]).startswith("MD-OR-0002")


def test_a_homonym_is_asked_about(tmp_path, context):  # M21
    file = read(write(tmp_path / "x.xlsx", [[1, "", "Biblioteca Publică Hirtop", 5, 2, 3, ""]]), context)
    assert [problem.kind for problem in file.problems] == ["ambiguous-library"]
    assert file.problems[0].details["suggestions"] == "MD-OR-0003; MD-OR-0004"


def test_totals_are_checked_and_never_loaded(tmp_path, context):  # M03
    rows = [GOOD, ["", "", "Total rural", 100, 40, 31, 1500.5], ["", "", "ИТОГО", 100, 40, 31, 1500.5]]
    file = read(write(tmp_path / "x.xlsx", rows), context)
    assert [(problem.kind, problem.cell, problem.found) for problem in file.problems] == [("total-differs", "F7", "31")]
    assert len(file.reports) == 1


def test_a_part_larger_than_its_whole_is_told_with_both_cells(tmp_path, context):  # M22
    file = read(write(tmp_path / "x.xlsx", [[1, "MD-OR-0001", "", 30, 45, 3, ""]]), context)
    (problem,) = file.problems
    assert (problem.kind, problem.cell, problem.details["whole_cell"]) == ("part-exceeds-whole", "E6", "D6")


def test_closed_written_once_holds_for_the_row(tmp_path, context):
    file = read(
        write(tmp_path / "x.xlsx", [GOOD, [2, "MD-OR-0002", "", "închis pentru reparație", "", "", ""]]), context
    )
    assert [reading.state for reading in file.reports[1].readings] != []
    file = read(write(tmp_path / "y.xlsx", [GOOD, [2, "MD-OR-0002", "", "închis", "", "", ""]]), context)
    assert {reading.state for reading in file.reports[1].readings} == {State.CLOSED}


def test_a_row_left_empty_is_no_report(tmp_path, context):
    file = read(write(tmp_path / "x.xlsx", [GOOD, [2, "MD-OR-0002", "", "", "", "", ""]]), context)
    assert [report.library for report in file.reports] == ["MD-OR-0001"]


def test_the_same_library_twice_with_other_figures_is_refused(tmp_path, context):
    file = read(write(tmp_path / "x.xlsx", [GOOD, [2, "MD-OR-0001", "", 101, 40, 30, 1500.5]]), context)
    assert [(problem.kind, problem.cell) for problem in file.problems] == [("duplicate-value", "D7")]
    assert file.refused


def test_a_quarter_is_not_a_month(tmp_path, context):  # M12
    assert [p.kind for p in read(write(tmp_path / "x.xlsx", [GOOD], "trim. II 2017"), context).problems] == ["no-month"]


def test_a_month_before_the_library_joined_is_told(tmp_path, context):
    file = read(write(tmp_path / "x.xlsx", [[1, "MD-OR-0004", "", 5, 2, 3, ""]], "luna iunie 2015"), context)
    assert [problem.kind for problem in file.problems] == ["library-not-in-network"]


def test_hidden_rows_and_sheets_are_read_and_told(tmp_path, context):  # M04
    path = write(tmp_path / "x.xlsx", [GOOD, [2, "MD-OR-0002", "", 5, 2, 3, ""]])
    book = openpyxl.load_workbook(path)
    book["Centralizator"].row_dimensions[7].hidden = True
    book.create_sheet("Alta")
    book["Centralizator"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    file = read(path, context)
    assert {report.library for report in file.reports} == {"MD-OR-0001", "MD-OR-0002"}
    assert [problem.kind for problem in file.problems] == ["hidden-sheet", "hidden-row"]


def test_moved_inserted_and_reordered_columns_do_not_matter(tmp_path, context):  # M02, M29
    path = write(tmp_path / "x.xlsx", [GOOD])
    before = read(path, context)
    rows = [list(row) for row in openpyxl.load_workbook(path)["Centralizator"].iter_rows(values_only=True)]
    moved = openpyxl.Workbook()
    sheet = moved.active
    sheet.append(["APROB"])
    for row in rows:
        sheet.append([None, row[5], *row[:5], None, row[6]])
    moved.save(tmp_path / "moved.xlsx")
    after = read(tmp_path / "moved.xlsx", context)
    assert after.problems == []
    assert {reading[:3] for reading in after.reports[0].readings} == {
        reading[:3] for reading in before.reports[0].readings
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1250"])
def test_the_same_table_as_text_in_any_encoding(tmp_path, context, encoding):  # M29
    rows = [[TITLE], ["luna iunie 2017"], HEADER, SECOND, GOOD]
    text = (
        "\r\n".join(";".join(str(cell) for cell in row) for row in rows).replace("ă", "ă").replace("1500.5", "1.500,5")
    )
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding))
    file = read(path, context)
    assert file.problems == []
    assert [reading.value for reading in file.reports[0].readings] == [100, 40, 30, 1500.5]


def test_a_russian_table_in_windows_1251(tmp_path, context):
    header = ["Код библиотеки", "Наименование библиотеки", "Посещения", ""]
    rows = [["май 2017 года"], header, ["", "", "Всего", "в т. ч. дети"], ["MD-OR-0001", "Орхей", 7, 3]]
    path = tmp_path / "x.csv"
    path.write_bytes("\r\n".join("\t".join(map(str, row)) for row in rows).encode("windows-1251"))
    file = read(path, context)
    assert (file.language, file.reports[0].period) == ("ru", 201705)
    assert [tuple(reading[:3]) for reading in file.reports[0].readings] == [("V01", "", 7), ("V02", "", 3)]
