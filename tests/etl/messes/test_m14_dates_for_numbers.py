"""M14, numbers that the spreadsheet took for dates."""

from __future__ import annotations

from datetime import date

from data.states import State

KINDS = ("date-for-number",)


def test_a_date_where_a_number_belongs_is_an_error_with_what_was_probably_typed(tray):
    answer = tray.table([1, "MD-OR-0001", "Biblioteca Publică Raională Orhei", date(2017, 10, 12), "", 30, ""])
    assert answer.at("D6")[2:4] == (None, State.ERROR)
    assert answer.only("date-for-number", "D6").details["suggested"] == "12-10"
