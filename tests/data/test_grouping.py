"""Rows in the order of several columns: as a dictionary sorts its words, however wide the numbers are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.grouping import grouped, order_of

rows = st.lists(st.tuples(st.integers(-30_000, 30_000), st.integers(0, 3), st.integers(201_501, 201_504)), max_size=60)


def columns(found: list[tuple[int, int, int]]) -> list[np.ndarray]:
    """Return the rows column by column, of the types that observations have."""
    kinds = (np.int16, np.int64, np.int32)
    return [np.array([row[place] for row in found], dtype=kind) for place, kind in enumerate(kinds)]


@given(rows)
def test_rows_stand_in_the_order_of_their_keys_and_equal_ones_as_they_stood(found: list[tuple[int, int, int]]) -> None:
    expected = sorted(range(len(found)), key=lambda place: found[place])
    assert order_of(*columns(found)).tolist() == expected


@given(rows)
def test_a_group_begins_where_a_row_differs_from_the_one_before(found: list[tuple[int, int, int]]) -> None:
    order, first = grouped(*columns(found))
    assert [found[place] for place in order[first]] == sorted(set(found))


def test_keys_too_wide_to_be_joined_are_refused() -> None:
    wide = np.array([0, 2**40])
    with pytest.raises(OverflowError):
        order_of(wide, wide)
