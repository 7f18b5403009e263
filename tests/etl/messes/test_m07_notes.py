"""M07, numbers with units, words, remarks and signs of an estimate around them; ranges are asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.states import State
from etl.cells import CellReader
from etl.texts.numbers import NumberFormat
from tests.etl.messes.made import Text, write_table

KINDS = ("estimated-number", "range-for-number", "noted-number", "unreadable-number")

UNDERSTOOD = {
    "145 pers.": 145,
    "145 de persoane": 145,
    "45чел.": 45,
    "2 mii": 2000,
    "3 тыс.": 3000,
    "12 (doisprezece)": 12,
}
ESTIMATED = {
    "≈120": 120,
    "~120": 120,
    "cca 120": 120,
    "aprox. 120 pers.": 120,
    "peste 100": 100,
    "около 30 человек": 30,
    "100+": 100,
    "120 (estimat)": 120,
    "120 aproximativ": 120,
    "cel puțin 20": 20,
    "не менее 20": 20,
    "> 40": 40,
    "vreo 15": 15,
}
RANGES = {"10-15": 12, "10 – 15": 12, "10…15 pers.": 12, "10 pînă la 15": 12, "10 до 15": 12, "2-3 mii": 2500}
UNREADABLE = ["mulți", "5 sau 6", "12/15", "10-", "—//—", "1O5", "idem"]


def make_file(path: Path) -> None:
    """Attendance as it is told: with units, guesses, ranges and excuses."""
    said = ["145 pers.", "≈120", "10-15", "45 (din care 20 copii)"]
    rows = [[number, f"MD-OR-000{number}", "", Text(text), "", 3, ""] for number, text in enumerate(said, 1)]
    rows[0][6] = Text("1,5 mii lei")
    write_table(path, rows)


def test_the_file_is_understood_as_far_as_it_can_be(tray):
    answer = tray.file("m07_notes.xlsx")
    assert [answer.at(f"D{row}").value for row in (6, 7, 8, 9)] == [145, 120, None, 45]
    assert answer.at("G6").value == 1500
    assert answer.places == [("estimated-number", "D7"), ("range-for-number", "D8"), ("noted-number", "D9")]


def test_an_estimate_is_reported_and_its_mark_can_be_traced_to_the_cell(tray):
    answer = tray.file("m07_notes.xlsx")
    reading = answer.at("D7")
    assert (reading.state, reading.raw) == (State.REPORTED, "≈120")
    assert answer.only("estimated-number", "D7").sheet == "Centralizator"


def test_a_range_is_asked_about_with_its_middle(tray):
    says = tray.file("m07_notes.xlsx").says("range-for-number", "D8")
    assert all("10-15" in text and "12" in text for text in says.values())


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        *((text, value, "noted-number" if "(" in text else None) for text, value in UNDERSTOOD.items()),
        *((text, value, "estimated-number") for text, value in ESTIMATED.items()),
    ],
)
def test_a_number_is_found_among_its_words(tray, text, value, kind):
    answer = tray.table([1, "MD-OR-0001", "", Text(text), "", 30, ""])
    assert answer.at("D6")[2:4] == (value, State.REPORTED)
    assert answer.at("D6").raw == text
    assert answer.kinds == ([kind] if kind else [])


@pytest.mark.parametrize(("text", "middle"), RANGES.items())
def test_the_middle_of_a_range_counts_only_where_that_is_confirmed(tray, text, middle):
    answer = tray.table([1, "MD-OR-0001", "", Text(text), "", 30, ""])
    assert answer.at("D6")[2:4] == (None, State.ERROR)
    assert answer.only("range-for-number", "D6").details["suggested"] == middle
    confirmed = CellReader(NumberFormat(middle_counts=True)).read(text)
    assert confirmed == (middle, State.REPORTED, text, "estimated-number", None)


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_number_is_an_error_and_keeps_its_text(tray, text):
    answer = tray.table([1, "MD-OR-0001", "", Text(text), "", 30, ""])
    assert answer.at("D6")[2:4] == (None, State.ERROR)
    assert answer.at("D6").raw == text
    assert answer.places == [("unreadable-number", "D6")]
