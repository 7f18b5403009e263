"""M30, protected sheets, passwords, macros, large pictures, formulas in texts: read safely, or refused with what to do.

`m30_password.*` are a good table saved with a password: .xls and .ods by LibreOffice, .xlsx by msoffcrypto-tool.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from data.states import State
from tests.etl.hostile.books import SHEET, changed, with_parts
from tests.etl.messes.conftest import in_every_language
from tests.etl.messes.made import GOOD, Formula, Text, write_table

KINDS = ("encrypted", "macros-ignored", "external-links")
DANGEROUS = "=cmd|'/C calc'!A0"
LOCKED = b'<sheetProtection password="CC1A" sheet="1" objects="1" scenarios="1"/><mergeCells'
LINK = "xl/externalLinks/externalLink1.xml"
LINKED = '<externalLink><externalBook/><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
PICTURE = 6_000_000  # bytes
MACROS = {"xl/vbaProject.bin": b"Attribute VB_Name"}


def make_file(path: Path) -> None:
    """Write a raion's table on a locked sheet, with formulas that reach outside and a text that looks like one."""
    outside = Formula("='[alt fisier.xlsx]Foaie1'!$B$3", 40)
    name = Formula('=HYPERLINK("http://example.org","Biblioteca Publică Șoldănești")', "Biblioteca Publică Șoldănești")
    rows = [[1, "MD-OR-0001", GOOD[2], 100, outside, 30, 1500.5], [2, "", name, Text(DANGEROUS), 2, 3, 4]]
    content = changed(write_table(path, rows).read_bytes(), SHEET, b"<mergeCells", LOCKED)
    path.write_bytes(with_parts(content, {LINK: LINKED}))


def test_a_locked_sheet_is_read_and_its_formulas_are_what_they_last_came_to(tray):
    answer = tray.file("m30_protection.xlsx")
    assert answer.at("E6").value == 40
    assert answer.at("F7").value == 3
    assert {report.library for report in answer.file.reports} == {"MD-OR-0001", "MD-OR-0002"}
    assert not answer.file.refused


def test_a_text_that_looks_like_a_formula_stays_a_text_and_is_no_number(tray):
    answer = tray.file("m30_protection.xlsx")
    reading = answer.at("D7")
    assert (reading.state, reading.value, reading.raw) == (State.ERROR, None, DANGEROUS)
    assert answer.only("unreadable-number", "D7").found == DANGEROUS


def test_links_to_other_files_are_not_followed_and_told(tray):
    said = tray.file("m30_protection.xlsx").says("external-links")
    assert "nu au fost deschise" in said["ro"]
    assert "Их не открывали" in said["ru"]
    assert "were not opened" in said["en"]


def test_macros_are_not_run_and_told(tray):
    path = write_table(tray.folder / "x.xlsm", [GOOD])
    path.write_bytes(with_parts(path.read_bytes(), MACROS))
    answer = tray.read(path)
    assert answer.kinds == ["macros-ignored"]
    assert [reading.value for reading in answer.report.readings] == [100, 40, 30, 1500.5]
    said = answer.says("macros-ignored")
    assert "Ele nu au fost pornite" in said["ro"]
    assert "Они не запускались" in said["ru"]
    assert "They were not run" in said["en"]


@pytest.mark.parametrize("name", ["m30_password.xlsx", "m30_password.xls", "m30_password.ods"])
def test_a_password_is_asked_to_be_taken_away(tray, name):
    answer = tray.file(name)
    assert answer.kinds == ["encrypted"]
    assert (answer.file.refused, answer.file.reports) == (True, [])
    said = in_every_language(answer.only("encrypted"))
    assert "Salvați-l fără parolă" in said["ro"]
    assert "Сохраните его без пароля" in said["ru"]
    assert "Save it without a password" in said["en"]


def test_a_workbook_full_of_pictures_is_read_like_any_other(tray):
    path = write_table(tray.folder / "x.xlsx", [GOOD])
    pictures = {f"xl/media/image{at}.jpeg": random.Random(at).randbytes(PICTURE) for at in (1, 2)}
    path.write_bytes(with_parts(path.read_bytes(), pictures))
    answer = tray.read(path)
    assert answer.problems == []
    assert [reading.value for reading in answer.report.readings] == [100, 40, 30, 1500.5]
