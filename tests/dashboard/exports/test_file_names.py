"""File names say what is inside, in letters that survive every disk and mail."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports.file_names import file_name, slug


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Raionul Șoldănești, Sîngerei", "raionul-soldanesti-singerei"),
        ("Январь–декабрь 2017, Бельцы", "yanvar-dekabr-2017-beltsy"),
        ("../../etc/passwd", "etc-passwd"),
        ("", ""),
    ],
)
def test_words_become_small_latin_letters_and_dashes(text, name):
    assert slug(text) == name


@given(st.text())
def test_any_text_is_safe_in_a_file_name(text):
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))


def test_a_name_says_subject_selection_and_date(content):
    assert (
        file_name(content(), "csv")
        == "attendance-ianuarie-decembrie-2017-raionul-soldanesti-31-decembrie-2018-demo.csv"
    )


def test_a_long_selection_is_cut_between_words(content):
    name = file_name(content(filters="raionul " * 40), "csv")
    assert len(name) < 130
    assert "raionu-" not in name
