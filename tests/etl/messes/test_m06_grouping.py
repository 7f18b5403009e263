"""M06, numbers with any local grouping and decimal sign."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.states import State
from tests.etl.messes.made import Text, write_table

KINDS = ("grouped-number",)

WRITTEN = {  # in the column of loans, a count
    "1 234": 1234,
    "1\u00a0234": 1234,
    "1\u202f234": 1234,
    "1'234": 1234,
    "1’234": 1234,
    "12 345 678": 12345678,
    "+12": 12,
    "12.": 12,
}
DOUBTFUL = {"1.234": 1234, "1,234": 1234}
MONEY = {  # in the column of the budget
    "1 234,5": 1234.5,
    "1.234,50": 1234.5,
    "1,234.50": 1234.5,
    "12'500.75": 12500.75,
    "1500,5 lei": 1500.5,
    "0,250": 0.25,
}


def make_file(path: Path) -> None:
    """Two hands, two keyboards: blanks, no-break blanks, points, commas and apostrophes in one column."""
    counts = ["1 234", "1\u00a0234", "1.234", "1'234"]
    lines = enumerate(zip(counts, list(MONEY)[:4], strict=True), 1)
    rows = [[number, f"MD-OR-000{number}", "", 20, 5, Text(count), Text(money)] for number, (count, money) in lines]
    write_table(path, rows)


def test_the_file_is_understood_in_spite_of_its_signs(tray):
    answer = tray.file("m06_grouping.xlsx")
    assert [answer.at(f"F{row}").value for row in (6, 7, 8, 9)] == [1234] * 4
    assert [answer.at(f"G{row}").value for row in (6, 7, 8, 9)] == [1234.5, 1234.5, 1234.5, 12500.75]
    assert answer.places == [("grouped-number", "F8")]
    assert answer.at("F8").raw == "1.234"


@pytest.mark.parametrize(("text", "value"), [*WRITTEN.items(), *DOUBTFUL.items()])
def test_a_count_is_read_in_any_grouping(tray, text, value):
    answer = tray.table([1, "MD-OR-0001", "", "", "", Text(text), ""])
    assert answer.at("F6")[2:4] == (value, State.REPORTED)
    assert answer.kinds == (["grouped-number"] if text in DOUBTFUL else [])


@pytest.mark.parametrize(("text", "value"), MONEY.items())
def test_money_is_read_with_either_decimal_sign(tray, text, value):
    answer = tray.table([1, "MD-OR-0001", "", "", "", "", Text(text)])
    assert answer.at("G6")[2:4] == (value, State.REPORTED)
    assert answer.problems == []


@pytest.mark.parametrize("text", ["1 23", "12 34 56", "1.23.456", "1,2,3", "1 234 5"])
def test_groups_that_are_none_are_an_error(tray, text):
    answer = tray.table([1, "MD-OR-0001", "", "", "", Text(text), ""])
    assert answer.at("F6")[2:4] == (None, State.ERROR)
    assert answer.places == [("unreadable-number", "F6")]
