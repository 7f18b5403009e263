"""Patterns: what a layout says a text reads, and what it learns from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.texts.patterns import PatternError, compile_pattern, path_variants


@pytest.mark.parametrize(
    ("pattern", "text", "said"),
    [
        (
            "* {year} {indicator} by location",
            "Libraries_-_2014_Computer_Sessions_by_Location",
            {"year": "2014", "indicator": "Computer_Sessions"},
        ),
        (
            "Raionul {territory}, luna {month} {year}",
            "RAIONUL Ștefan-Vodă,  luna iunie 2017",
            {"territory": "Ștefan-Vodă", "month": "iunie", "year": "2017"},
        ),
        (
            "{indicator} > {category}",
            "Participări > Alfabetizare IT",
            {"indicator": "Participări", "category": "Alfabetizare IT"},
        ),
        ("{indicator} ({unit})", "Suma (mii lei)", {"indicator": "Suma", "unit": "mii lei"}),
        ("{month}", "Luna iunie 2017", {"month": "Luna iunie 2017"}),
        ("Vizite > Total", "VIZITE > total", {}),
        ("TOTAL*", "Total raion", {}),
        ("* > {indicator}", "Instruiri > Ore", {"indicator": "Ore"}),
        ("re:^(?P<year>\\d{4})_", "2017_x", {"year": "2017"}),
    ],
)
def test_a_pattern_learns_what_it_names(pattern, text, said):
    assert compile_pattern(pattern).match(text) == said


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("Vizite", "Vizite virtuale"), ("{year}", "17"), ("A > B", "A B"), ("luna {month}", "luna plină")],
)
def test_a_pattern_does_not_fit_another_text(pattern, text):
    assert compile_pattern(pattern).match(text) is None


@pytest.mark.parametrize("pattern", ["{moon}", "{month} {month}", " ", "re:("])
def test_a_pattern_that_cannot_be_says_so(pattern):
    with pytest.raises(PatternError):
        compile_pattern(pattern)


def test_each_half_of_a_bilingual_header_is_tried():
    assert path_variants(("Utilizatori/Пользователи", "Total/Всего")) == [
        "Utilizatori/Пользователи > Total/Всего",
        "Utilizatori > Total",
        "Пользователи > Всего",
    ]


@given(st.text(alphabet="abc {}*>()/é", max_size=20), st.text(alphabet="abc >()/é", max_size=20))
def test_any_pattern_either_says_so_or_matches_any_text(pattern, text):
    try:
        compiled = compile_pattern(pattern)
    except PatternError:
        return
    compiled.match(text)
