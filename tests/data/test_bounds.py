"""Bounds name themselves in a selection, and a selection never reaches beyond them."""

from __future__ import annotations

import pytest

from data.bounds import EVERYTHING, Bounds
from data.selection import Selection

TWO = Bounds(("MD-CU", "MD-OR"), group="centru")


@pytest.mark.parametrize(
    ("bounds", "asked", "narrowed"),
    [
        (EVERYTHING, Selection(group="nord"), Selection(group="nord")),
        (Bounds(library="A"), Selection(territories=("MD-OR",), library="B"), Selection(library="A")),
        (Bounds(("MD-OR",)), Selection(), Selection(territories=("MD-OR",))),
        (Bounds(("MD-OR",)), Selection(territories=("MD-CU",), group="nord"), Selection(territories=("MD-OR",))),
        (TWO, Selection(), Selection(group="centru")),
        (TWO, Selection(group="nord"), Selection(group="centru")),
        (TWO, Selection(territories=("MD-BA", "MD-OR"), group="nord"), Selection(territories=("MD-OR",))),
        (TWO, Selection(library="A"), Selection(library="A")),  # whether it lies within, the query says
    ],
)
def test_a_selection_is_narrowed_to_the_bounds(bounds: Bounds, asked: Selection, narrowed: Selection) -> None:
    assert bounds.narrowed(asked) == narrowed


def test_a_territory_is_reached_or_not() -> None:
    assert EVERYTHING.reaches("MD-OR")
    assert TWO.reaches("MD-OR")
    assert not TWO.reaches("MD-BA")
    assert not Bounds(library="A").reaches("MD-OR")
