"""M08, marks for nothing, for no answer and for questions that do not apply."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.states import State
from tests.etl.messes.made import Text, write_table

KINDS = ()

MARKS = {
    State.REPORTED: [0, "-", "–", "—", "nu", "Nu au fost", "нет", "не было", "O", "О", "zero"],
    State.NOT_APPLICABLE: ["x", "X", "х", "n/a", "nu este cazul"],
    State.CLOSED: ["închis", "закрыта", "biblioteca închisă"],
    State.BLANK: ["", "*", "?", "н/д", "n/d", "fără date", "нет данных", "…"],
}


def make_file(path: Path) -> None:
    """One column, four habits: a zero, a dash for it, an x, nothing at all."""
    said = [0, "-", "x", ""]
    write_table(path, [[number, f"MD-OR-000{number}", "", said, 0, 3, ""] for number, said in enumerate(said, 1)])


def test_the_file_is_understood_mark_by_mark(tray):
    answer = tray.file("m08_marks.xlsx")
    assert [answer.at(f"D{row}")[2:4] for row in (6, 7, 8, 9)] == [
        (0, State.REPORTED), (0, State.REPORTED), (None, State.NOT_APPLICABLE), (None, State.BLANK),
    ]  # fmt: skip
    assert answer.problems == []


@pytest.mark.parametrize(("state", "mark"), [(state, mark) for state, marks in MARKS.items() for mark in marks])
def test_a_mark_is_one_of_the_five_states_and_is_kept(tray, state, mark):
    written = Text(mark) if isinstance(mark, str) and mark else mark
    answer = tray.table([1, "MD-OR-0001", "", written, "", 30, ""])
    reading = answer.at("D6")
    assert reading.state == state
    assert reading.value == (0 if state == State.REPORTED else None)
    assert reading.raw == (mark if isinstance(mark, str) and mark else None)
    assert answer.problems == []


@pytest.mark.parametrize("others", [(0, 0, 0), (4, 5, 6), ("", "", "")])
def test_an_empty_cell_is_never_a_zero_whatever_the_others_of_its_column_say(tray, others):
    rows = [[number, f"MD-OR-000{number}", "", said, 0, 3, ""] for number, said in enumerate(["", *others], 1)]
    assert tray.table(*rows).at("D6")[2:4] == (None, State.BLANK)
