"""M04, hidden rows and sheets: read, and told."""

from __future__ import annotations

import openpyxl

from tests.etl.messes.made import GOOD, write_table

KINDS = ("hidden-sheet", "hidden-row")


def test_hidden_rows_and_sheets_are_read_and_told(tray):
    path = write_table(tray.folder / "x.xlsx", [GOOD, [2, "MD-OR-0002", "", 5, 2, 3, ""]])
    book = openpyxl.load_workbook(path)
    book["Centralizator"].row_dimensions[7].hidden = True
    book.create_sheet("Alta")
    book["Centralizator"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    answer = tray.read(path)
    assert {report.library for report in answer.file.reports} == {"MD-OR-0001", "MD-OR-0002"}
    assert answer.kinds == ["hidden-sheet", "hidden-row"]
