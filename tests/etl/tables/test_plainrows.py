"""A row read as a whole says exactly what its cells say when they are read one by one."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.states import State
from etl.cells import CellReader
from etl.reports import Reading, Report
from etl.tables.cellplans import CellPlan
from etl.tables.plainrows import PlainRow, RowPlan

CELLS = tuple(CellPlan(column, f"V{column:02}", "", column != 7, None) for column in range(1, 9))
PLAN = RowPlan.of(CELLS)
SIMPLE = st.one_of(st.just(""), st.integers(0, 10**9).map(float))
ANY = st.one_of(SIMPLE, st.floats(), st.text(max_size=3), st.integers(), st.booleans(), st.dates())


def one_by_one(row):
    """Return what the careful reader says of each cell: value and state."""
    return [CellReader().read(row[cell.column], whole=cell.whole) for cell in CELLS]


@given(st.lists(SIMPLE, min_size=9, max_size=9))
def test_a_row_of_numbers_and_empty_cells_reads_as_its_cells_do(row):
    report = Report("MD-OR-0001", "monthly", 201706)
    values = PLAN.values(row)
    report.add(PlainRow(PLAN, 1000, values))
    assert [(r.value, r.state) for r in report.readings] == [(u.value, u.state) for u in one_by_one(row)]
    assert [reading.cell for reading in report.readings] == [1000 + cell.column for cell in CELLS]


@given(st.lists(ANY, min_size=9, max_size=9))
def test_a_row_that_is_read_as_a_whole_holds_nothing_to_be_told(row):
    if PLAN.values(row) is not None:
        assert all(understood.problem is None and understood.raw is None for understood in one_by_one(row))


@pytest.mark.parametrize("cell", [-1.0, 1.5, math.inf, math.nan, "x", "12", 12, True, date(2017, 6, 1)])
def test_a_row_with_an_odd_cell_is_read_cell_by_cell(cell):
    assert PLAN.values(["", cell, *[3.0] * 7]) is None


def test_money_may_have_a_fraction():
    assert PLAN.values(["", *[3.0] * 6, 1500.5, 3.0]) == (*[3.0] * 6, 1500.5, 3.0)


def test_few_cells_and_scaled_cells_are_read_one_by_one():
    assert RowPlan.of(CELLS[:2]).values(["", 1.0, 2.0]) is None
    assert RowPlan.of((*CELLS, CellPlan(9, "V09", "", True, 1000.0))).values([1.0] * 10) is None


def test_a_second_row_for_the_same_report_is_added_to_the_first():
    report = Report("MD-OR-0001", "monthly", 201706)
    for base in (1000, 2000):
        report.add(PlainRow(PLAN, base, (1.0,) * len(CELLS)))
    assert len(report) == len(report.readings) == 2 * len(CELLS)
    assert report.readings[0] == Reading("V01", "", 1.0, State.REPORTED, 1001)
    assert report.readings[-1].cell == 2008
