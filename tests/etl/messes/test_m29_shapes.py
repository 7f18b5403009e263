"""M29, columns moved, inserted and reordered, and tables saved as text: known by headers, not by place."""

from __future__ import annotations

import openpyxl
import pytest

from tests.etl.messes.made import GOOD, HEADER, MONTH, SECOND, TITLE, write_table

KINDS = ()


def test_moved_inserted_and_reordered_columns_do_not_matter(tray):
    path = write_table(tray.folder / "x.xlsx", [GOOD])
    before = tray.read(path)
    rows = [list(row) for row in openpyxl.load_workbook(path)["Centralizator"].iter_rows(values_only=True)]
    moved = openpyxl.Workbook()
    sheet = moved.active
    sheet.append(["APROB"])
    for row in rows:
        sheet.append([None, row[5], *row[:5], None, row[6]])
    moved.save(tray.folder / "moved.xlsx")
    after = tray.read(tray.folder / "moved.xlsx")
    assert after.problems == []
    assert after.values == before.values


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1250"])
def test_the_same_table_as_text_in_any_encoding(tray, encoding):
    good = [*GOOD[:-1], "1.500,5"]
    answer = tray.text([[TITLE], [MONTH], HEADER, SECOND, good], encoding=encoding)
    assert answer.problems == []
    assert [reading.value for reading in answer.report.readings] == [100, 40, 30, 1500.5]


def test_a_russian_table_in_windows_1251(tray):
    header = ["Код библиотеки", "Наименование библиотеки", "Посещения", ""]
    rows = [["май 2017 года"], header, ["", "", "Всего", "в т. ч. дети"], ["MD-OR-0001", "Орхей", 7, 3]]
    answer = tray.text(rows, encoding="windows-1251", delimiter="\t")
    assert (answer.file.language, answer.report.period) == ("ru", 201705)
    assert [tuple(reading[:3]) for reading in answer.report.readings] == [("V01", "", 7), ("V02", "", 3)]
