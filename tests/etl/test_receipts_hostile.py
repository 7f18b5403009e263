"""What senders put into workbooks, in good faith or bad: it is shown in the receipt, and none of it runs or is lost."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from data.catalogue import load_catalogue
from etl.deliveries import deliveries
from etl.guard import check_content
from etl.problems import Problem
from etl.receipts.answer import answer
from etl.receipts.copying import TooMuch, copy_sheets
from etl.receipts.making import make_receipts
from etl.receipts.names import sheet_names
from etl.receipts.order import Order
from etl.receipts.settings import settings as receipt_settings
from etl.receipts.stamp import Stamp
from etl.receipts.writing import write_receipt
from etl.reports import ReadFile

CATALOGUE = load_catalogue()
DAY = date(2017, 7, 3)
HOSTILE = [
    "=cmd|'/c calc'!A0", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "=HYPERLINK(\"http://example.org\";\"detalii\")",
    "\t=1+1", " =1+1", "http://example.org/?x=1", "mailto:a@example.org", "internal:'Foaie'!A1",
    "<script>alert(1)</script>", "_x0041_", "x" * 40_000, "﷽\u202eabc",
]  # fmt: skip


def warn(kind: str, sheet: str | None, cell: str | None, found: str = "x", **details: str | int | float) -> Problem:
    return Problem(kind, "warn", "f.xlsx", sheet, cell, found, details)


def receipt(book: Workbook | bytes, folder: Path, *problems: Problem, language: str = "ro") -> Path:
    """Return the receipt of a workbook with these findings."""
    path = folder / "f.xlsx"
    if isinstance(book, Workbook):
        book.save(path)
    else:
        path.write_bytes(book)
    read = ReadFile("f.xlsx", "0" * 64, 1)
    told = answer(read, problems, CATALOGUE, language=language, day=DAY, status="checked")
    sheets = copy_sheets(path, check_content(path.read_bytes(), "f.xlsx"))
    target = folder / "receipt.xlsx"
    write_receipt(target, told, sheets, Stamp(read.sha256, None, "novateca", False))
    return target


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def book_with(*values: object) -> Workbook:
    book = Workbook()
    book.active.title = "Foaie"
    for row, value in enumerate(values, start=1):
        book.active.cell(row, 1).value = value
    return book


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_text_in_the_copy_the_comment_and_the_list(text: str, tmp_path: Path) -> None:
    book = book_with("x", 1)
    book.active["A1"].value = text[:32_767]
    book.active["A1"].data_type = "s"
    path = receipt(book, tmp_path, warn("unreadable-number", "Foaie", "A1", found=text))
    shown = load_workbook(path)
    assert shown["Foaie"]["A1"].data_type == "s"
    assert shown["Foaie"]["A1"].value == text[:32_767]
    if text.lstrip()[0] in "=+-@":
        assert shown["Foaie"]["A1"].quotePrefix
    for name, content in parts(path).items():
        assert b"<f>" not in content
        assert b'TargetMode="External"' not in content, name


def test_a_formula_is_shown_as_its_stored_result_or_as_text(tmp_path: Path) -> None:
    cells = '<c r="A1"><v>2</v></c><c r="B1"><f>A1*3</f><v>6</v></c><c r="C1"><f>SUM(Z1:Z2)</f></c>'
    cells += '<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1" t="str"><f>IF(A1,"","x")</f><v></v></c>'
    path = receipt(with_row(cells), tmp_path, warn("formula-without-value", "Sheet", "C1", found="=SUM(Z1:Z2)"))
    row = [cell.value for cell in load_workbook(path)["Sheet"][1]][:4]
    assert row == [2, 6, "=SUM(Z1:Z2)", "#DIV/0!"]
    assert load_workbook(path)["Sheet"]["C1"].quotePrefix
    assert load_workbook(path)["Sheet"]["E1"].value is None


def with_row(cells: str) -> bytes:
    """Return a workbook with a sheet of one row, its cells written as XML."""
    saved = io.BytesIO()
    Workbook().save(saved)
    changed = io.BytesIO()
    with zipfile.ZipFile(saved) as archive, zipfile.ZipFile(changed, "w") as out:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "xl/worksheets/sheet1.xml":
                rows = f'<sheetData><row r="1">{cells}</row></sheetData>'.encode()
                content = re.sub(rb"<sheetData ?/>|<sheetData></sheetData>", rows, content)
            out.writestr(name, content)
    return changed.getvalue()


def test_what_can_run_or_lead_outside_is_not_taken_along(tmp_path: Path) -> None:
    book = book_with(1, 2, 3)
    sheet = book.active
    sheet["A1"].hyperlink = "http://example.org"
    sheet["A2"].hyperlink = "file:///etc/passwd"
    sheet.add_data_validation(DataValidation("list", formula1='"[book.xlsx]Sheet!A1"', sqref="A1:A3"))
    sheet.conditional_formatting.add("A1:A3", FormulaRule(formula=['WEBSERVICE("http://example.org")']))
    book.defined_names["outside"] = DefinedName("outside", attr_text="'[1]x'!$A$1")
    content = parts(receipt(book, tmp_path, warn("unreadable-number", "Foaie", "A1")))
    everything = b"".join(content.values())
    for trace in (
        b"example.org",
        b"passwd",
        b"dataValidation",
        b"conditionalFormatting",
        b"definedName",
        b"WEBSERVICE",
    ):
        assert trace not in everything
    assert not [name for name in content if "external" in name.lower() or "vba" in name.lower()]


def test_macros_are_dropped(tmp_path: Path) -> None:
    book_with(1).save(tmp_path / "plain.xlsx")
    with_macros = tmp_path / "f.xlsm"
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as archive, zipfile.ZipFile(with_macros, "w") as out:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            out.writestr(name, content)
        out.writestr("xl/vbaProject.bin", b"not really")
    order = Order(tmp_path / "answers", DAY)
    make_receipts(deliveries([with_macros]), order, processes=0)
    path = tmp_path / "answers" / "f.xlsm-receipt.xlsx"
    assert "xl/vbaProject.bin" not in parts(path)
    assert b"macroEnabled" not in parts(path)["[Content_Types].xml"]
    assert load_workbook(path)["Foaie"]["A1"].value == 1


def test_a_finding_in_a_merged_range_is_marked_where_it_is_seen(tmp_path: Path) -> None:
    book = book_with("Total", 5)
    book.active.merge_cells("A1:C2")
    path = receipt(book, tmp_path, warn("unreadable-number", "Foaie", "B2"))
    shown = load_workbook(path)
    assert shown["Foaie"]["A1"].comment and not isinstance(shown["Foaie"]["A1"].comment, str)
    link = next(row[2].hyperlink for row in shown["Erori"].iter_rows() if row[0].value == "1")
    assert link.location == "'Foaie'!A1"


def test_a_comment_of_the_sender_is_kept_beside_ours(tmp_path: Path) -> None:
    book = book_with(1, 2)
    book.active["A1"].comment = Comment("numărat de două ori", "bibliotecar")
    book.active["A2"].comment = Comment("estimat", "bibliotecar")
    shown = load_workbook(receipt(book, tmp_path, warn("unreadable-number", "Foaie", "A1")))["Foaie"]
    assert shown["A1"].comment.text.endswith("Comentariul dumneavoastră:\nnumărat de două ori")
    assert shown["A2"].comment.text == "estimat"


def test_hidden_sheets_stay_hidden_unless_a_finding_stands_there(tmp_path: Path) -> None:
    book = book_with(1)
    for name, state in (("_meta", "veryHidden"), ("mai", "hidden")):
        book.create_sheet(name)["A1"].value = 7
        book[name].sheet_state = state
    book["mai"].row_dimensions[3].hidden = True
    book["mai"].column_dimensions["D"].hidden = True
    shown = load_workbook(receipt(book, tmp_path, warn("hidden-row", "mai", "A3")))
    assert shown["_meta"].sheet_state == "hidden"
    assert shown["mai"].sheet_state == "visible"
    assert not shown["mai"].row_dimensions[3].hidden
    assert shown["mai"].column_dimensions["D"].hidden


def test_a_marked_cell_keeps_its_value_and_says_its_severity_without_colour(tmp_path: Path) -> None:
    book = book_with(1234.5, "≈120", date(2017, 6, 12), None)
    book.active["A1"].number_format = "#,##0.00"
    book.active["A2"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.4))
    book.active["A2"].font = Font(bold=True, color="FFFFFFFF")
    problems = [warn("unreadable-number", "Foaie", f"A{row}") for row in (1, 2, 3, 4)]
    shown = load_workbook(receipt(book, tmp_path, *problems))["Foaie"]
    assert shown["A1"].value == 1234.5 and shown["A1"].number_format.startswith('"[A] "#,##0.00;')
    assert shown["A2"].value == "≈120" and shown["A2"].number_format.endswith('"[A] "@')
    assert shown["A2"].font.b and shown["A2"].font.color.rgb == "FF1A1A1A"
    assert shown["A3"].value.date() == date(2017, 6, 12) and shown["A3"].number_format.startswith('"[A] "')
    assert shown["A4"].value == "A"  # an empty cell shows no format


def test_looks_and_sizes_are_kept(tmp_path: Path) -> None:
    book = book_with("Titlu", 5)
    book.active["A1"].font = Font(name="Georgia", sz=15, b=True, i=True)
    book.active["A2"].fill = PatternFill("solid", fgColor="FF00B050")
    book.active.column_dimensions["A"].width = 41
    book.active.row_dimensions[1].height = 33
    shown = load_workbook(receipt(book, tmp_path))["Foaie"]
    font = shown["A1"].font
    assert (font.name, font.sz, font.b, font.i) == ("Georgia", 15, True, True)
    assert shown["A2"].fill.fgColor.rgb == "FF00B050"
    assert round(shown.column_dimensions["A"].width) in (41, 42) and shown.row_dimensions[1].height == 33


def test_the_gravest_finding_colours_a_cell_and_all_are_in_its_comment(tmp_path: Path) -> None:
    refusal = Problem(
        "unknown-library", "refuse", "f.xlsx", "Foaie", "A1", "Hîrtop", {"suggestions": "Hârtop", "code": "–"}
    )
    shown = load_workbook(receipt(book_with("Hîrtop"), tmp_path, warn("unreadable-number", "Foaie", "A1"), refusal))
    cell = shown["Foaie"]["A1"]
    assert cell.fill.fgColor.rgb[2:] == receipt_settings().severity["refuse"].ground[1:]
    assert "[E] Eroare: Bibliotecă necunoscută" in cell.comment.text and "[A] Atenție" in cell.comment.text
    lines = [[each.value for each in row] for row in shown["Erori"].iter_rows() if row[0].value in ("1", "2")]
    assert lines[0][1] == "[E] Eroare" and lines[0][6] == "Hârtop"
    assert "Respins" in str(shown["Erori"]["C3"].value)


def test_the_other_cell_of_a_finding_is_marked_unless_it_stands_elsewhere(tmp_path: Path) -> None:
    part = warn("part-exceeds-whole", "Foaie", "A1", found="45", whole="30", whole_cell="A2")
    shown = load_workbook(receipt(book_with(45, 30), tmp_path, part))["Foaie"]
    assert shown["A2"].comment.text == shown["A1"].comment.text
    shown = load_workbook(receipt(book_with(45, 99), tmp_path, part))["Foaie"]
    assert shown["A2"].comment is None


def test_a_name_of_the_senders_sheet_never_gives_way_to_ours(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Erori"
    book.create_sheet("O'Neill #1 %20")["B2"].value = "x"
    shown = load_workbook(receipt(book, tmp_path, warn("unreadable-number", "O'Neill #1 %20", "B2")))
    assert shown.sheetnames == ["Erori (2)", "Erori", "O'Neill #1 %20"]
    link = next(row[2].hyperlink for row in shown["Erori (2)"].iter_rows() if row[0].value == "1")
    assert link.location == "'O''Neill #1 %20'!B2"
    assert shown["O'Neill #1 %20"]["B2"].comment


@pytest.mark.parametrize("reference", ["A1:XFD1048576", "A:C", "A1:ZZ9999"])
def test_ranges_that_would_be_made_cell_by_cell_are_not_opened(reference: str, tmp_path: Path) -> None:
    saved = io.BytesIO()
    book_with(1).save(saved)
    path = tmp_path / "f.xlsx"
    with zipfile.ZipFile(saved) as archive, zipfile.ZipFile(path, "w") as out:
        for name in archive.namelist():
            merge = f'</sheetData><mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>'.encode()
            out.writestr(name, archive.read(name).replace(b"</sheetData>", merge))
    with pytest.raises(TooMuch):
        copy_sheets(path, check_content(path.read_bytes(), "f.xlsx"))


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_names_become_different_names_a_workbook_may_have(wanted: list[str]) -> None:
    theirs, ours = sheet_names(wanted, ["Erori", "Ce am înțeles"], "Fișier")
    names = [*theirs, *ours]
    assert len({name.casefold() for name in names}) == len(wanted) + 2
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\") and not name.startswith("'") and not name.endswith("'")


@settings(max_examples=40, deadline=None)
@given(found=st.text(max_size=60))
def test_a_workbook_with_any_text_can_be_opened_and_shows_it(
    found: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = receipt(
        book_with("x"), tmp_path_factory.mktemp("any"), warn("unreadable-number", "Foaie", "A1", found=found)
    )
    line = next(row for row in load_workbook(path)["Erori"].iter_rows() if row[0].value == "1")
    assert line[4].data_type in ("s", "n")
    assert load_workbook(path)["Foaie"]["A1"].comment
