"""What two writings of a library's name have in common: whatever is written, and however it is spelt."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etl.texts.library_names import core, sounded, territory_core

NAMES = [
    "Biblioteca Publică Șoldănești", "Biblioteca Publică Raională „Dimitrie Cantemir” Orhei",
    "Biblioteca Sătească Hîrtop", "Filiala nr. 2 Bălți", "Biblioteca pentru Copii Ștefan-Vodă",
    "Публичная библиотека Резина", "Biblioteca Publică Beşalma",
]  # fmt: skip
words = st.sampled_from([word for name in NAMES for word in name.split()])


def spelt(name: str, habit: int) -> str:
    """Return a name in one of the habits people have: capitals, cedillas, blanks, no diacritics."""
    plain = str.maketrans("ăâîșțĂÂÎȘȚ", "aaistAAIST")
    return [
        name.upper(), name.translate(str.maketrans("șțȘȚ", "şţŞŢ")), f"  {name.replace(' ', '   ')} ",
        name.replace("î", "â"), name.translate(plain), name.replace(" ", "\u00a0"), f"{name}.",
    ][habit]  # fmt: skip


@given(st.lists(words, min_size=1, max_size=6).map(" ".join), st.integers(0, 6))
@example("Biblioteca Sătească Hîrtop", 3)
def test_a_name_has_one_core_in_every_habit_of_writing(name: str, habit: int) -> None:
    assert core(spelt(name, habit)) == core(name)


@pytest.mark.parametrize("first", NAMES)
def test_different_libraries_have_different_cores(first: str) -> None:
    assert sum(core(first) == core(other) for other in NAMES) == 1


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    assert all(word for word in core(text))
    territory_core(text)


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz", max_size=20))
def test_what_sounds_is_written_in_latin_letters_and_stays_so(word: str) -> None:
    assert sounded(word).isascii()
    assert sounded(sounded(word)) == sounded(word) or "h" in sounded(word)
