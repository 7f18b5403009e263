"""Writings of one word fold to one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.texts.folding import fold, fold_code, raw_words, spellings, tokens


@pytest.mark.parametrize(
    "writings",
    [
        ("Șoldănești", "Şoldăneşti", "SOLDANESTI", "soldanesti"),
        ("соnfidenţiale", "confidențiale"),  # the first с and о are Cyrillic
        ("Арrоbat", "Aprobat"),
        ("Vizite  (intrări)", "VIZITE INTRARI"),
        ("Населённый пункт", "населенный  ПУНКТ"),
        ("Ștefan-Vodă", "Stefan Voda"),
    ],
)
def test_writings_of_one_text_fold_alike(writings):
    assert len({fold(writing) for writing in writings}) == 1


@pytest.mark.parametrize("written", ["Rîșcani", "Râşcani", "Riscani", "Rascani"])
def test_a_name_with_i_or_a_is_found_in_every_spelling(written):
    assert fold(written) in spellings("Rîșcani")


def test_different_names_stay_different():
    assert fold("Vizite") != fold("Vizita")
    assert fold("Кагул") != fold("Cahul")


def test_codes_lose_look_alikes_and_blanks():
    assert fold_code("мd-ОR-0012 ") == "MD-OR-0012"


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcăâîșțşţĂÎабвя 0123-_/.,()", max_size=40))
def test_every_folded_word_has_its_written_word(text):
    assert len(raw_words(text)) == len(tokens(text))
