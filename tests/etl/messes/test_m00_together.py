"""What no single mess of the catalogue covers: a clean table, closed libraries, empty rows, figures given twice."""

from __future__ import annotations

import pytest

from data.states import State
from tests.etl.messes.made import GOOD


def test_a_clean_table_is_read_without_a_word(tray):
    answer = tray.table(GOOD, ["", "", "TOTAL RAION", 100, 40, 30, 1500.5])
    assert (answer.file.layout, answer.file.language, answer.problems) == ("raion", "ro", [])
    assert [tuple(reading[:3]) for reading in answer.report.readings] == [
        ("V01", "", 100), ("V02", "", 40), ("L01", "", 30), ("A07", "", 1500.5),
    ]  # fmt: skip


def test_a_clean_workbook_of_one_library_is_read_without_a_word(tray):
    answer = tray.single()
    assert (answer.file.layout, answer.problems) == ("monthly", [])
    assert (answer.report.library, answer.report.period) == ("MD-OR-0001", 201706)
    assert {reading.indicator: reading.value for reading in answer.report.readings}["V01"] == 420


@pytest.mark.parametrize(("cell", "kind"), [(-5, "negative-number"), (5.5, "fraction-in-count")])
def test_what_no_count_can_be_is_an_error(tray, cell, kind):
    answer = tray.table([1, "MD-OR-0001", "", cell, "", 30, ""])
    assert (answer.at("D6").value, answer.at("D6").state) == (None, State.ERROR)
    assert answer.places == [(kind, "D6")]


def test_closed_written_once_holds_for_the_row(tray):
    answer = tray.table(GOOD, [2, "MD-OR-0002", "", "închis", "", "", ""])
    assert {reading.state for reading in answer.file.reports[1].readings} == {State.CLOSED}


def test_a_row_left_empty_is_no_report(tray):
    answer = tray.table(GOOD, [2, "MD-OR-0002", "", "", "", "", ""])
    assert answer.report.library == "MD-OR-0001"


def test_the_same_library_twice_with_other_figures_is_refused(tray):
    answer = tray.table(GOOD, [2, "MD-OR-0001", "", 101, 40, 30, 1500.5])
    assert answer.places == [("duplicate-value", "D7")]
    assert answer.file.refused


def test_a_month_before_the_library_joined_is_told(tray):
    answer = tray.table([1, "MD-OR-0004", "", 5, 2, 3, ""], month="luna iunie 2015")
    assert answer.kinds == ["library-not-in-network"]


def test_an_unknown_library_is_refused_with_suggestions(tray):
    answer = tray.table(GOOD, [2, "", "Biblioteca Publică Soldanesty", 5, 2, 3, ""])
    assert answer.file.refused
    problem = answer.only("unknown-library", "C7")
    assert str(problem.details["suggestions"]).startswith("MD-OR-0002")
