"""M08, marks for nothing, for no answer and for questions that do not apply."""

from __future__ import annotations

import pytest

from data.states import State

KINDS = ()

CELLS = [
    (0, 0, State.REPORTED, None),
    ("-", 0, State.REPORTED, None),
    ("nu au fost", 0, State.REPORTED, None),
    ("x", None, State.NOT_APPLICABLE, None),
    ("н/д", None, State.BLANK, None),
    ("", None, State.BLANK, None),
]


@pytest.mark.parametrize(("cell", "value", "state", "kind"), CELLS)
def test_a_cell_is_a_number_a_state_or_an_error_and_keeps_its_text(tray, cell, value, state, kind):
    answer = tray.table([1, "MD-OR-0001", "Biblioteca Publică Raională Orhei", cell, "", 30, ""])
    reading = answer.at("D6")
    assert (reading.value, reading.state) == (value, state)
    assert answer.places == ([(kind, "D6")] if kind else [])
    if isinstance(cell, str) and cell:
        assert reading.raw == ("#DIV/0!" if cell == "=1/0" and reading.raw == "#DIV/0!" else cell.strip())
