"""Parts are shown with rounding shared out, so that what is read adds up, too."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from data.formats import rounded
from data.release.restated_words import shared


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6), st.floats(0, 1e6), st.integers(0, 1))
def test_what_is_shown_of_parts_sums_to_what_is_shown_of_the_whole(
    amounts: list[float], before: float, places: int
) -> None:
    parts = [Fraction(one) for one in amounts]
    whole = rounded(float(Fraction(before) + sum(parts)), places) - rounded(before, places)
    shown = shared(parts, whole, places)
    assert sum(shown) == whole
    unit = Decimal(1).scaleb(-places)
    assert all(abs(Fraction(one) - part) <= 2 * Fraction(unit) for one, part in zip(shown, parts, strict=True))


def test_nothing_stays_nothing() -> None:
    parts = [Fraction(0), Fraction(2, 3), Fraction(0), Fraction(2, 3)]
    assert shared(parts, Decimal(1), 0) in ([0, 1, 0, 0], [0, 0, 0, 1])
