"""Small counts of sensitive services are withheld, and cannot be worked out from a total."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import load_catalogue
from data.disclosure import load_thresholds, withheld


@pytest.mark.parametrize(
    ("counts", "least", "expected"),
    [
        ([50, 30], [0, 0], [False, False]),
        ([50, 3, 20], [0, 10, 0], [False, True, True]),  # the smallest other goes with it
        ([50, 3, 2], [0, 10, 20], [False, True, True]),  # two hide each other
        ([50, 0, 20], [0, 10, 0], [False, False, False]),  # zero counts nobody
        ([50, 10, 20], [0, 10, 0], [False, False, False]),  # at the threshold it is shown
        ([None, 3, 20], [0, 10, 0], [False, True, True]),  # what nobody reported hides nothing
        ([3], [10], [True]),
    ],
)
def test_small_counts_are_withheld(counts: list[float | None], least: list[int], expected: list[bool]) -> None:
    assert withheld(counts, least) == expected


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from([0, 10, 20])), min_size=2, max_size=8))
def test_a_withheld_part_can_never_be_told_from_the_total(parts: list[tuple[int, int]]) -> None:
    counts = [float(count) for count, _ in parts]
    hidden = withheld(counts, [least for _, least in parts])
    unknown = [count for count, gone in zip(counts, hidden, strict=True) if gone and count > 0]
    others = [count for count, gone in zip(counts, hidden, strict=True) if not gone and count > 0]
    assert len(unknown) != 1 or not others


def test_the_shipped_thresholds_protect_psychological_support_most() -> None:
    categories, thresholds = load_catalogue().categories, load_thresholds()
    assert thresholds.least(categories["HE.PSY"]) > thresholds.least(categories["HE.HEA"]) > 0
    assert thresholds.least(categories["DI.ITL"]) == 0
