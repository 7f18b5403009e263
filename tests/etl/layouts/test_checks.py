"""What a layout can ask to be checked and not loaded: parts, breakdowns, totals over months."""

from __future__ import annotations

import pytest

from etl.layouts import LayoutError
from etl.problems import Problem

AGES = """
name = "ages"
form = "monthly"
languages = ["en"]
[constant]
year = 2017
month = 6
[words.indicator]
U01 = ["Users"]
[[table]]
header_rows = 2
column = [
  { header = "Library", is = "library_code" },
  { header = "{indicator} > all" },
  { header = "{indicator} > children", becomes = { U01 = "U03" }, breakdown = "age" },
  { header = "{indicator} > grown up", is = "part", breakdown = "age", optional = true },
  { header = "{indicator} > women", is = "part", optional = true },
]
"""


def ages(desk, *rows: list[object]) -> list[Problem]:
    """Return what is told of a table of users by age and sex."""
    desk.layout(AGES)
    header = [["Library", "Users", "", "", ""], ["", "all", "children", "grown up", "women"]]
    return desk.workbook("x.xlsx", {"June": [*header, *rows]}, {"June": [(0, 1, 0, 4)]}).problems


def test_parts_that_make_up_their_whole_are_read_without_a_word(desk):
    assert ages(desk, ["T-N-0001", 100, 40, 60, 55], ["T-N-0002", 10, "", 4, 10], ["T-S-0001", 0, 0, 0, 0]) == []


def test_more_women_than_users_refuse_the_file_with_both_cells(desk):
    (problem,) = ages(desk, ["T-N-0001", 100, 40, 60, 101])
    assert (problem.kind, problem.severity, problem.cell) == ("part-exceeds-whole", "refuse", "E3")
    assert (problem.details["whole"], problem.details["whole_cell"]) == ("100", "B3")


def test_parts_that_do_not_make_up_the_whole_refuse_the_file_with_all_cells(desk):
    (problem,) = ages(desk, ["T-N-0001", 100, 40, 60, 55], ["T-N-0002", 50, 20, 25, ""])
    assert (problem.kind, problem.severity, problem.cell, problem.found) == ("parts-differ", "refuse", "C4", "45")
    assert (problem.details["parts"], problem.details["whole_cell"]) == ("C4 + D4", "B4")


def test_a_breakdown_belongs_to_parts(desk):
    desk.layout(AGES.replace('header = "{indicator} > all"', 'header = "{indicator} > all", breakdown = "age"'))
    with pytest.raises(LayoutError, match="a breakdown given for a column that is no part"):
        desk.text("x.csv", "Library\n")


MONTHS = """
name = "months"
form = "monthly"
languages = ["en"]
[constant]
year = 2017
[words.indicator]
U01 = ["Users"]
V01 = ["Visits"]
C03 = ["Computers"]
[[table]]
constant = {{ library_code = "T-N-0001" }}
column = [
  {column}
]
"""
ACROSS = """{ header = "Figure", is = "indicator" },
  { header = "Total", is = "total" },
  { header = "{month}" },"""
DOWN = """{ header = "Month", is = "month" },
  { header = "{indicator}" },"""


def test_a_total_column_that_adds_people_up_over_months_is_told(desk):
    desk.layout(MONTHS.format(column=ACROSS))
    rows = [["Figure", "January", "February", "Total"], ["Users", 10, 12, 22], ["Visits", 40, 50, 90]]
    read = desk.workbook("x.xlsx", {"2017": rows})
    (problem,) = read.problems
    assert (problem.kind, problem.cell, problem.found) == ("total-of-people", "D2", "22")
    assert not read.refused


def test_a_total_of_people_that_is_no_sum_is_as_it_should_be(desk):
    desk.layout(MONTHS.format(column=ACROSS))
    rows = [["Figure", "January", "February", "Total"], ["Users", 10, 12, 17], ["Visits", 40, 50, 91]]
    (problem,) = desk.workbook("x.xlsx", {"2017": rows}).problems
    assert (problem.kind, problem.cell) == ("total-differs", "D3")


def test_a_total_row_below_the_months_of_a_library_is_held_to_the_same(desk):
    desk.layout(MONTHS.format(column=DOWN))
    rows = [["Month", "Users", "Visits", "Computers"], ["January", 10, 40, 3], ["February", 12, 50, 4],
            ["Total", 22, 90, 4]]  # fmt: skip
    (problem,) = desk.workbook("x.xlsx", {"2017": rows}).problems
    assert (problem.kind, problem.cell) == ("total-of-people", "B4")


def test_figures_on_two_sheets_that_differ_are_told_with_both_places(desk):
    desk.layout(MONTHS.format(column=DOWN))
    first = [["Month", "Users", "Visits"], ["January", 10, 40]]
    second = [["Month", "Visits"], ["January", 41]]
    (problem,) = desk.workbook("x.xlsx", {"Users": first, "Events": second}).problems
    assert (problem.kind, problem.sheet, problem.cell) == ("duplicate-value", "Events", "B2")
    assert (problem.details["first_cell"], problem.details["first_sheet"]) == ("C2", "Users")
