"""The address of a cell survives being packed into one number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from data.provenance import cell_name, cell_place, pack_cell, unpack_cell

sheets, rows, columns = st.integers(0, 500), st.integers(0, 2**20 - 1), st.integers(0, 2**14 - 1)


@given(sheets, rows, columns)
def test_a_packed_cell_is_unpacked_to_itself(sheet: int, row: int, column: int) -> None:
    assert unpack_cell(pack_cell(sheet, row, column)) == (sheet, row, column)


@given(sheets, rows, columns)
def test_a_packed_cell_fits_a_big_integer(sheet: int, row: int, column: int) -> None:
    assert 0 <= pack_cell(sheet, row, column) < 2**63


@given(rows, columns)
def test_a_cell_has_the_name_that_spreadsheets_give_it(row: int, column: int) -> None:
    assert cell_name(row, column) == f"{get_column_letter(column + 1)}{row + 1}"


@given(rows, columns)
def test_a_cell_is_found_again_by_its_name(row: int, column: int) -> None:
    assert cell_place(cell_name(row, column)) == (row, column)


@pytest.mark.parametrize(("row", "column", "name"), [(0, 0, "A1"), (16, 1, "B17"), (0, 25, "Z1"), (9, 26, "AA10")])
def test_cell_names_read_as_people_read_them(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name
