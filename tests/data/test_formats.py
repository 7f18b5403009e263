"""Numbers, months and dates are written as each language writes them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.formats import calendar_month, change, date_text, money, month_name, month_range, number, percent, period_name
from data.periods import Month

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "decimals", "ro", "ru", "en"),
    [
        (0, 0, "0", "0", "0"),
        (1234567, 0, "1.234.567", f"1{NB}234{NB}567", "1,234,567"),
        (9999, 0, "9.999", f"9{NB}999", "9,999"),
        (2.5, 0, "3", "3", "3"),
        (-0.2, 0, "0", "0", "0"),
        (1234.55, 1, "1.234,6", f"1{NB}234,6", "1,234.6"),
    ],
)
def test_numbers_are_grouped_and_rounded_as_people_do(value: float, decimals: int, ro: str, ru: str, en: str) -> None:
    assert [number(value, language, decimals) for language in ("ro", "ru", "en")] == [ro, ru, en]


@pytest.mark.parametrize(
    ("value", "ro", "en"),
    [
        (4.2, f"+4,2{NB}%", "+4.2%"),
        (-4.25, f"-4,3{NB}%", "-4.3%"),
        (0.01, f"0,0{NB}%", "0.0%"),
        (-0.01, f"0,0{NB}%", "0.0%"),
    ],
)
def test_a_change_carries_its_sign_unless_it_is_nothing(value: float, ro: str, en: str) -> None:
    assert (change(value, "ro"), change(value, "en")) == (ro, en)


def test_a_percentage_takes_the_decimals_asked_for() -> None:
    assert percent(91.666, "ro", 0) == f"92{NB}%"
    assert percent(1234.5, "ru", 1) == f"1{NB}234,5{NB}%"
    assert percent(91.666, "en", 2) == "91.67%"


def test_money_names_its_currency() -> None:
    assert money(504200, "ro") == f"504.200{NB}MDL"
    assert money(12.5, "en", "EUR", 2) == f"12.50{NB}EUR"


@pytest.mark.parametrize(
    ("language", "one", "short", "many", "day"),
    [
        ("ro", "iunie 2017", "iun. 2017", "aprilie – octombrie 2017", "12 septembrie 2017"),
        ("ru", "июнь 2017 г.", "июнь 2017 г.", "апрель – октябрь 2017 г.", "12 сентября 2017 г."),
        ("en", "June 2017", "Jun 2017", "April – October 2017", "12 September 2017"),
    ],
)
def test_months_and_days_have_their_names(language: str, one: str, short: str, many: str, day: str) -> None:
    june = Month(2017, 6)
    assert plain(month_name(june, language)) == one
    assert plain(month_name(june, language, "abbreviated")) == short
    assert plain(month_range(Month(2017, 4), Month(2017, 10), language)) == many
    assert plain(date_text(date(2017, 9, 12), language)) == day
    assert month_range(june, june, language) == month_name(june, language) == period_name(201706, language)
    assert period_name(2017, language) == "2017"


def plain(text: str) -> str:
    """Return the text with plain spaces: which of its spaces may break is CLDR's business."""
    return re.sub(r"\s", " ", text)


def test_calendar_months_stand_alone() -> None:
    assert [calendar_month(3, language) for language in ("ro", "ru", "en")] == ["martie", "март", "March"]


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_a_number_written_can_be_read_back(value: float, decimals: int) -> None:
    written = number(value, "en", decimals).replace(",", "")
    assert abs(float(written) - value) <= 0.5 * 10.0**-decimals + abs(value) * 1e-12
