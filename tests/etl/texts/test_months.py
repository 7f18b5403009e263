"""Months as people write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from etl.texts.months import Period, parse_period

LANGUAGES = ("ro", "ru", "en", "it", "de", "fr", "pl", "uk", "bg", "tr")


@pytest.mark.parametrize(
    ("cell", "year", "month"),
    [
        ("iulie", None, 7),
        ("Iulie 2017", 2017, 7),
        ("iul.", None, 7),
        ("Iulie ", None, 7),
        ("VII", None, 7),
        ("07.2017", 2017, 7),
        ("7/17", 2017, 7),
        ("июль", None, 7),
        ("за июль 2017 г.", 2017, 7),
        ("luna iulie", None, 7),
        ("2022-12", 2022, 12),
        ("2023-1", 2023, 1),
        ("мая", None, 5),
        ("12.09.2017", 2017, 9),
        ("2017-09-12", 2017, 9),
        ("anul 2017", 2017, None),
        (7.0, None, 7),
        (7.2017, 2017, 7),
        (201707, 2017, 7),
        (2017, 2017, None),
        (date(2017, 7, 1), 2017, 7),
        (datetime(2017, 7, 1), 2017, 7),
        ("Май/Mai", None, None),
    ],
)
def test_a_month_is_read_in_any_habit(cell, year, month):
    expected = Period(year, month) if year or month else None
    assert parse_period(cell) == expected


@pytest.mark.parametrize(
    "cell", ["trim. III", "sem. I", "III квартал", "Q3", "iulie-august", "mai mult", "Total", "", "13", True, None]
)
def test_a_quarter_or_any_other_text_is_no_month(cell):
    assert parse_period(cell) is None


@given(
    st.sampled_from(LANGUAGES), st.integers(1, 12), st.sampled_from(["wide", "abbreviated"]), st.integers(1990, 2040)
)
def test_the_months_of_every_language_are_known(language, number, width, year):
    name = Locale.parse(language).months["format"][width][number]
    assert parse_period(f"{name} {year}", (language,)) == Period(year, number)


@given(st.text(max_size=30))
def test_no_text_raises(text):
    parse_period(text)
