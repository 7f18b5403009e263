"""Months count without gaps, and a stored period says whether it is a month or a year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.periods import Month, is_year, months

some_month = st.builds(Month, st.integers(2000, 2800), st.integers(1, 12))
some_step = st.integers(-500, 500)


@given(some_month)
def test_a_month_is_read_back_from_its_text_and_from_its_stored_form(month: Month) -> None:
    assert Month.parse(str(month)) == month
    assert Month.from_period(month.period) == month
    assert not is_year(month.period)


@given(some_month, some_step, some_step)
def test_steps_of_months_add_up(month: Month, first: int, second: int) -> None:
    assert month.plus(first).plus(second) == month.plus(first + second)
    assert month.plus(first).plus(-first) == month


@given(some_month, some_step)
def test_the_number_of_months_between_two_counts_both(month: Month, step: int) -> None:
    later = month.plus(step)
    assert month.until(later) == step + 1
    assert len(list(months(month, later))) == max(0, step + 1)


@given(some_month, some_month)
def test_months_are_ordered_as_their_stored_forms(first: Month, second: Month) -> None:
    assert (first < second) == (first.period < second.period)


@given(st.text())
def test_parsing_returns_a_month_or_says_what_is_wrong(text: str) -> None:
    try:
        assert str(Month.parse(text)).isascii()
    except ValueError as error:
        assert str(error)


@pytest.mark.parametrize("text", ["2017-13", "2017-00", "2017-6", "06-2017", "", "1899-01", "2017-06-01"])
def test_what_is_not_a_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"month"):
        Month.parse(text)


def test_a_stored_year_is_no_month() -> None:
    assert is_year(2017)
    with pytest.raises(ValueError, match=r"no such month"):
        Month.from_period(2017)
