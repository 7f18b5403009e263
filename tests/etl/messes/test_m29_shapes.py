"""M29, one table in any shape: sheet renamed, columns moved, .xls, .ods, text of any encoding; a scan is no table.

The files of other types than .xlsx were saved by LibreOffice from `m29_shapes.xlsx` and `m29_rich.xlsx`.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from data.states import State
from etl.guard import Refused
from etl.limits import limits
from etl.textfile import text_rows
from tests.etl.hostile.books import SHEET, with_parts
from tests.etl.messes.conftest import FILES, in_every_language
from tests.etl.messes.made import GOOD, HEADER, MONTH, SECOND, TITLE, write_table

KINDS = ("not-a-workbook",)
VALUES = {"L01": 30, "V01": 100, "V02": 40, "A07": 1500.5}
SHAPES = ["m29_shapes.xlsx", "m29_shapes.xls", "m29_shapes.ods", "m29_unicode.txt", "m29_windows_1250.csv"]
LETTER = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def make_file(path: Path) -> None:
    """Write a raion's table whose sheet has lost its name, with a line above, columns moved and columns inserted."""
    given = write_table(path, [GOOD])
    rows = [list(row) for row in openpyxl.load_workbook(given)["Centralizator"].iter_rows(values_only=True)]
    moved = openpyxl.Workbook()
    sheet = moved.active
    sheet.title = "Foaie1"
    sheet.append(["APROB"])
    for row in rows:
        sheet.append([None, row[5], *row[:5], None, row[6]])
    moved.save(path)


@pytest.mark.parametrize("name", SHAPES)
def test_moved_inserted_and_reordered_columns_do_not_matter_in_any_type_of_file(tray, name):
    answer = tray.file(name)
    assert answer.problems == []
    assert {reading.indicator: reading.value for reading in answer.report.readings} == VALUES
    assert (answer.report.library, answer.report.period) == ("MD-OR-0001", 201706)


def test_a_name_that_lies_about_the_type_does_not_matter(tray):
    for name, lie in zip(SHAPES, [*SHAPES[1:], SHAPES[0]], strict=True):
        path = tray.folder / f"x{Path(lie).suffix}"
        path.write_bytes((FILES / name).read_bytes())
        assert {reading.indicator: reading.value for reading in tray.read(path).report.readings} == VALUES


@pytest.mark.parametrize("name", ["m29_rich.xlsx", "m29_rich.xls", "m29_rich.ods"])
def test_errors_and_what_is_hidden_or_noted_are_seen_in_every_type_of_workbook(tray, name):
    answer = tray.file(name)
    for cell in ("D7", "F8"):
        assert answer.at(cell).state is State.ERROR
        answer.only("formula-without-value", cell)
    assert answer.only("hidden-row").cell == "C7"
    assert answer.only("hidden-column").cell == "G5"
    note = answer.only("comment-at-figure")
    assert (note.cell, note.found) == ("D6", "numărat de două ori")


def test_a_program_that_puts_a_prefix_before_every_name_is_understood_too(tray):
    content = (FILES / "m29_rich.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        sheet = given.read(SHEET)
    prefixed = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", sheet).replace(b" xmlns=", b" xmlns:x=", 1)
    path = tray.folder / "x.xlsx"
    path.write_bytes(with_parts(content, {SHEET: prefixed}))
    answer = tray.read(path)
    assert {cell for kind, cell in answer.places if kind == "formula-without-value"} == {"D7", "F8"}
    assert answer.only("hidden-row").cell == "C7"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1250"])
def test_the_same_table_as_text_in_any_encoding(tray, encoding, delimiter):
    good = [*GOOD[:-1], "1.500,5" if delimiter != "," else "1500.5"]
    answer = tray.text([[TITLE], [MONTH], HEADER, SECOND, good], encoding=encoding, delimiter=delimiter)
    assert answer.problems == []
    assert [reading.value for reading in answer.report.readings] == [100, 40, 30, 1500.5]


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_text_cut_within_a_letter_is_still_read_as_what_it_is(tray, cut):
    last = "Biblioteca Publică Șoldănești €".encode()[:-cut]
    content = ";".join(HEADER).encode() + b"\r\n" + last
    rows = text_rows(content, None, None)
    assert rows[0][2] == "Denumirea bibliotecii"
    assert str(rows[1][0]).startswith("Biblioteca Publică Șoldănești ")


def test_excels_line_that_names_the_separator_is_followed_and_not_counted(tray):
    content = "sep=|\r\nVizite;Total|Luna\r\n12|iunie\r\n".encode("utf-8-sig")
    assert text_rows(content, None, None) == [["Vizite;Total", "Luna"], [12.0, "iunie"]]


def test_a_quote_that_is_never_closed_swallows_no_rows():
    lines = ["Denumirea;Vizite", '"M. Eminescu;5', *(f"Biblioteca {number};{number}" for number in range(1, 40))]
    rows = text_rows("\n".join(lines).encode(), None, None)
    assert len(rows) == len(lines)
    assert rows[-1] == ["Biblioteca 39", 39.0]


def test_a_text_with_more_cells_than_a_report_has_is_refused_at_the_cell():
    most = limits().sheet.most_cells
    with pytest.raises(Refused) as refused:
        text_rows(b"a" + b";" * (most // 4) + b"\n" * 9, None, None)
    assert refused.value.kind == "too-many-cells"


def test_a_russian_table_in_windows_1251(tray):
    answer = tray.file("m29_windows_1251.csv")
    assert answer.problems == []
    assert (answer.file.language, answer.report.period) == ("ru", 201705)
    assert [tuple(reading[:3]) for reading in answer.report.readings] == [("V01", "", 7), ("V02", "", 3)]


def letter() -> bytes:
    """Return a letter as an office program packs it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("[Content_Types].xml", f'<Types><Override ContentType="{LETTER}"/></Types>')
        packed.writestr("word/document.xml", "<document>Vizite: 420</document>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("m29_scan.pdf", None, "PDF"),
        ("poza.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        ("raport.docx", letter(), "Word (.docx)"),
        ("raport.xlsx", letter(), "Word (.docx)"),
    ],
)
def test_a_scan_a_picture_or_a_letter_is_refused_politely_and_the_blank_form_offered(tray, name, content, found):
    path = FILES / name if content is None else tray.folder / name
    if content is not None:
        path.write_bytes(content)
    answer = tray.read(path)
    problem = answer.only("not-a-workbook")
    assert (answer.file.refused, answer.file.reports, problem.found) == (True, [], found)
    said = in_every_language(problem)
    assert "formularul gol" in said["ro"] and "v-a cerut raportul" in said["ro"] and found in said["ro"]
    assert "чистый бланк" in said["ru"] and "запросил отчёт" in said["ru"] and found in said["ru"]
    assert "the blank form" in said["en"] and "asked you for the report" in said["en"] and found in said["en"]
