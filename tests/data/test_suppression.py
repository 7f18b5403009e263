"""Cells left out of fixed tables: no published cell or total lets them be worked out."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.suppression import audited, intervals, suppressed

LEAST, WIDTH = 20, 10.0


def two_way(rows: int, columns: int) -> list[list[int]]:
    """Return the totals of a table row by row: of its rows, of its columns, of all."""
    places = [[row * columns + column for column in range(columns)] for row in range(rows)]
    across = [list(column) for column in zip(*places, strict=True)]
    return [*places, *across, [place for row in places for place in row]]


def least_and_greatest(counts: list[float], out: list[bool], totals: list[list[int]]) -> dict[int, tuple[int, int]]:
    """Return what whole numbers each cell left out may be, tried one after the other: slow, and knows no programme."""
    places = [place for place, gone in enumerate(out) if gone]
    found: dict[int, set[int]] = {place: set() for place in places}
    most = int(max((sum(counts[one] for one in total if out[one]) for total in totals), default=0))

    def go(chosen: list[int]) -> None:
        if len(chosen) == len(places):
            said = dict(zip(places, chosen, strict=True))
            if all(
                sum(said[one] for one in total if out[one]) == sum(counts[one] for one in total if out[one])
                for total in totals
            ):
                for place, value in said.items():
                    found[place].add(value)
            return
        for value in range(most + 1):
            go([*chosen, value])

    go([])
    return {place: (min(values), max(values)) for place, values in found.items()}


@pytest.mark.parametrize("part", range(4))
def test_of_a_thousand_random_tables_no_cell_left_out_can_be_worked_out(part: int) -> None:
    """Each cell left out may be any of more than ten values, in 250 tables a part with totals both ways."""
    left_out = secondary = 0
    for seed in range(250 * part, 250 * (part + 1)):
        chance = random.Random(seed)
        rows, columns = chance.randint(2, 5), chance.randint(2, 5)
        counts = [5.0 * chance.choice([0, 1, 2, 3, 8, 20, 60]) for _ in range(rows * columns)]
        sensitive = [chance.random() < 0.3 for _ in counts]
        primary = [some and 0 < count < LEAST for some, count in zip(sensitive, counts, strict=True)]
        totals = two_way(rows, columns)
        out = suppressed(counts, primary=primary, totals=totals, width=[WIDTH * some for some in primary])
        found = audited(counts, out=out, totals=totals)
        assert all(gone for gone, first in zip(out, primary, strict=True) if first)
        for place in (place for place, first in enumerate(primary) if first):
            low, high = found[place]
            assert low - 1e-6 <= counts[place] <= high + 1e-6
            beside = [other for total in totals if place in total for other in total]
            assert high - low > WIDTH or all(out[other] or not counts[other] for other in beside), seed
            assert high - low > 1e-6 or all(out[other] or not counts[other] for other in beside), seed
        left_out += sum(primary)
        secondary += sum(out) - sum(primary)
    assert left_out > 200 and secondary > left_out  # the tables were worth it


@given(
    st.lists(st.integers(0, 4), min_size=4, max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_the_programme_finds_what_trying_all_tables_finds(counts: list[int], out: list[bool]) -> None:
    totals = two_way(2, 2)
    values = [float(count) for count in counts]
    found = audited(values, out=out, totals=totals)
    tried = least_and_greatest(values, out, totals)
    assert {place: (round(low), round(high)) for place, (low, high) in found.items()} == tried


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=8))
def test_one_total_needs_no_programme(parts: list[tuple[int, bool]]) -> None:
    counts, out = [float(count) for count, _ in parts], [gone for _, gone in parts]
    totals = [range(len(counts))]
    quick, programmed = intervals(counts, out=out, totals=totals), audited(counts, out=out, totals=totals)
    assert quick == {place: pytest.approx(ends) for place, ends in programmed.items()}


def test_what_no_total_holds_may_be_anything() -> None:
    assert audited([3.0, 4.0], out=[True, False], totals=[[1]]) == {0: (0.0, float("inf"))}
