"""Numbers as people write them."""

from __future__ import annotations

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from etl.texts.numbers import USUAL, NumberFormat, parse_number

ENGLISH = NumberFormat(".", ",", declared=True)


@pytest.mark.parametrize(
    ("text", "value", "doubt"),
    [
        ("12", 12, ""),
        (" 1\u00a0234 ", 1234, ""),
        ("1\u202f234,5", 1234.5, ""),
        ("12'500", 12500, ""),
        ("12’500", 12500, ""),
        ("1.234", 1234, "grouped"),
        ("1,234", 1234, "grouped"),
        ("1.234.567", 1234567, ""),
        ("1,234.50", 1234.5, ""),
        ("1.234,50", 1234.5, ""),
        ("3,5", 3.5, ""),
        ("0,250", 0.25, ""),
        ("45 pers.", 45, ""),
        ("45 чел.", 45, ""),
        ("≈120", 120, "estimated"),
        ("peste 100", 100, "estimated"),
        ("около 30 человек", 30, "estimated"),
        ("2 mii", 2000, ""),
        ("1,5 mii lei", 1500, ""),
        ("3 тыс. лей", 3000, ""),
        ("-5", -5, ""),
        ("(7)", -7, ""),
    ],
)
def test_a_number_is_read_in_any_local_habit(text, value, doubt):
    number = parse_number(text)
    assert number is not None
    assert (number.value, number.doubt) == (value, doubt)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "10-15",
        "10 – 15",
        "12 septembrie",
        "12 45",
        "1.23.456",
        "1,2,3",
        "5 sau 6",
        "3/4",
        "12.09.2017",
        "=1+1",
    ],
)
def test_what_is_not_one_number_is_none(text):
    assert parse_number(text) is None


@given(st.integers(0, 10**12), st.sampled_from(["en", "ro", "ru", "it", "de", "fr", "de_CH"]))
def test_a_whole_number_written_by_any_language_is_read_again(number, language):
    written = ENGLISH if language == "en" else USUAL
    parsed = parse_number(format_decimal(number, locale=language), written)
    assert parsed is not None
    assert parsed.value == number


@given(st.text(max_size=30))
def test_no_text_raises(text):
    parse_number(text)
    parse_number(text, ENGLISH, whole=False)
