"""M05, formulas without a value and cells of errors: an error, never an empty cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.states import State
from tests.etl.messes.conftest import FILES
from tests.etl.messes.made import Formula, write_table

KINDS = ("formula-without-value",)


def make_file(path: Path) -> None:
    """A table written by a program that does not calculate, with sums over other files and lost cells."""
    rows = [
        [1, "MD-OR-0001", "", "=SUM(D20:D31)", Formula("=1/0", "#DIV/0!"), Formula("=10+20", 30), ""],
        [2, "MD-OR-0002", "", Formula("=#REF!+1", "#REF!"), 2, "='[registru.xlsx]iunie'!B4", Formula("=900", 900)],
    ]
    write_table(path, rows)


@pytest.mark.parametrize(
    ("cell", "value", "state"),
    [
        ("D6", None, State.ERROR), ("E6", None, State.ERROR), ("F6", 30, State.REPORTED), ("D7", None, State.ERROR),
        ("E7", 2, State.REPORTED), ("F7", None, State.ERROR), ("G7", 900, State.REPORTED), ("G6", None, State.BLANK),
    ],
)  # fmt: skip
def test_a_formula_counts_by_its_value_and_is_an_error_without_one(tray, cell, value, state):
    reading = tray.file("m05_formulas.xlsx").at(cell)
    assert (reading.value, reading.state) == (value, state)


@pytest.mark.parametrize(("name", "lost"), [("m05_formulas.ods", "Err:540"), ("m05_formulas.xls", "#N/A")])
def test_files_of_other_types_keep_their_errors_too(tray, name, lost):
    answer = tray.file(name)  # saved by LibreOffice, which has calculated what it could
    assert answer.places == [("formula-without-value", cell) for cell in ("E6", "D7", "F7")]
    assert [answer.at(cell).raw for cell in ("E6", "D7", "F7")] == ["#DIV/0!", "#REF!", lost]
    assert answer.at("D6")[2:4] == (0, State.REPORTED)


def test_a_file_that_cannot_be_looked_beneath_says_so_and_is_read(tray):
    content = bytearray((FILES / "m05_formulas.xls").read_bytes())
    content[2979] = 72  # a byte that the fast reader passes over and the other one stumbles over
    path = tray.folder / "x.xls"
    path.write_bytes(bytes(content))
    answer = tray.read(path)
    assert answer.kinds == ["not-looked-beneath"]
    assert answer.at("F6").value == 30


def test_each_failed_cell_is_told_with_what_stands_in_it(tray):
    answer = tray.file("m05_formulas.xlsx")
    assert answer.places == [("formula-without-value", cell) for cell in ("D6", "E6", "D7", "F7")]
    assert answer.at("D6").raw == "=SUM(D20:D31)"
    assert "registru.xlsx" in answer.says("formula-without-value", "F7")["ro"]
