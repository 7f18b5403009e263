"""File names say what is inside, in letters that survive every disk and mail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.content import Embargo
from dashboard.exports.file_names import file_name, file_stem, slug
from data.wording import text

DASHBOARD_TEXT = Path(__file__).parents[3] / "dashboard" / "text"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Raionul Șoldănești, Sîngerei", "raionul-soldanesti-singerei"),
        ("Январь–декабрь 2017, Бельцы", "yanvar-dekabr-2017-beltsy"),
        ("../../etc/passwd", "etc-passwd"),
        ("", ""),
    ],
)
def test_words_become_small_latin_letters_and_dashes(said, name):
    assert slug(said) == name


@given(st.text())
def test_any_text_is_safe_in_a_file_name(said):
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(said))


def test_a_name_says_subject_area_period_and_date(content, words):
    day = {"ro": "la", "ru": "na", "en": "as-of"}[words.language]
    assert file_name(content(), "csv", words) == f"participarea-soldanesti-2017-{day}-2018-12-31-demo.csv"


def test_a_name_says_until_when_only_staff_may_have_it(content, words):
    until = {"ro": "embargo-pana-la", "ru": "embargo-do", "en": "embargo-until"}[words.language]
    held = content(embargo=Embargo("2019-02-01", "…"))
    assert file_name(held, "csv", words).endswith(f"-2018-12-31-demo-{until}-2019-02-01.csv")
    assert file_name(content(demonstration="", embargo=held.embargo), "csv", words).endswith(
        f"-31-{until}-2019-02-01.csv"
    )


def test_a_name_without_anything_received_has_no_date(content, words):
    empty = content(as_of_day="", period="", demonstration="")
    assert file_name(empty, "charts.xlsx", words) == "participarea-soldanesti.charts.xlsx"


@pytest.mark.parametrize(
    ("area", "kept"),
    [
        ("Hîncești, Sîngerei, Rîșcani, Ștefan Vodă, Căușeni, Țîra", "hincesti-singerei-riscani-stefan-voda-causeni"),
        ("Șoldănești " * 40, "soldanesti-soldanesti-soldanesti-soldanesti"),
        ("Бельцы и Единцы", "beltsy-i-edintsy"),
        ("x" * 300, "x" * 48),
    ],
)
def test_a_long_part_is_cut_between_words(content, words, area, kept):
    assert file_name(content(area=area), "csv", words).startswith(f"participarea-{kept}-2017-")


@given(st.text(), st.text(), st.text())
def test_any_name_is_short_enough_for_disks_and_archives(subject, area, period):
    stem = file_stem(
        *(subject, area, period),
        as_of_day="2018-12-31",
        text=text("ro", DASHBOARD_TEXT),
        demonstration=True,
        embargo=Embargo("2019-02-01", "sub embargo"),
    )
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", stem)
    assert len(stem) < 200
