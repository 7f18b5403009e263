"""M04, what one may not see: hidden rows, columns and sheets are read and told, comments beside figures are told."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from data.states import State
from tests.etl.messes.made import GOOD, write_table

KINDS = ("hidden-sheet", "hidden-row", "hidden-column", "comment-at-figure")


def make_file(path: Path) -> None:
    """Last month's row left under a filter, the column of loans folded away, an excuse beside a figure."""
    write_table(path, [GOOD, [2, "MD-OR-0002", "Biblioteca Publică Șoldănești", 5, 2, 3, ""]])
    book = openpyxl.load_workbook(path)
    sheet = book["Centralizator"]
    sheet.auto_filter.ref = "A5:G7"
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet["D6"].comment = Comment("fără ultima săptămînă", "Maria")
    book.save(path)


@pytest.mark.parametrize("name", ["m04_hidden.xlsx", "m04_hidden.ods", "m04_hidden.xls"])  # saved by LibreOffice, too
def test_everything_hidden_is_read_and_told(tray, name):
    answer = tray.file(name)
    assert answer.places == [("hidden-row", "C7"), ("hidden-column", "F5"), ("comment-at-figure", "D6")]
    assert answer.values["MD-OR-0002", 201706, "V01", ""] == 5
    assert answer.values["MD-OR-0001", 201706, "L01", ""] == 30


def test_the_comment_is_given_back_in_its_own_words(tray):
    assert "fără ultima săptămînă" in tray.file("m04_hidden.xlsx").says("comment-at-figure", "D6")["ru"]


def test_a_hidden_sheet_is_read_and_told(tray):
    path = write_table(tray.folder / "x.xlsx", [GOOD])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Alta")
    book["Centralizator"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    answer = tray.read(path)
    assert answer.kinds == ["hidden-sheet"]
    assert answer.at("D6").state == State.REPORTED


def test_a_hidden_row_without_figures_is_nobodys_business(tray):
    path = write_table(tray.folder / "x.xlsx", [GOOD, [""]])
    book = openpyxl.load_workbook(path)
    book["Centralizator"].row_dimensions[7].hidden = True
    book["Centralizator"].column_dimensions["B"].hidden = True  # codes: often folded away, and no figures
    book.save(path)
    assert tray.read(path).problems == []
