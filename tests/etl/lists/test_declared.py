"""What is declared of lists hangs together: fields that can be read, totals that follow, words and their names."""

from __future__ import annotations

import pytest

from data.catalogue import load_catalogue
from data.wording import text
from etl.layout_model import Layout
from etl.lists.choices import Choices, vocabularies
from etl.lists.declared import list_kinds, list_totals, list_words

CATALOGUE = load_catalogue()
WAYS = {
    "text",
    "number",
    "days",
    "whole",
    "decimal",
    "money",
    "names",
    "libraries",
    "categories",
    "format",
    "venue",
    "partner",
}
NOT_SHOWN = {"yes_no", "currency", "no_partner"}


@pytest.fixture(scope="module")
def choices() -> dict[str, Choices]:
    return vocabularies(CATALOGUE, Layout(name="x", form="monthly"))


def test_every_field_has_a_way_to_be_read():
    ways = {way for kind in list_kinds().values() for way in kind.fields.values()}
    assert ways <= WAYS | list_words().keys()


def test_totals_are_indicators_and_their_words_are_declared():
    for code, total in list_totals().items():
        assert code in CATALOGUE.indicators
        for field, answers in total.where.items():
            way = list_kinds()[total.list].fields[field]
            assert set(answers) <= list_words()[way].keys(), code


@pytest.mark.parametrize("language", CATALOGUE.languages)
def test_every_code_that_is_shown_has_a_name(language):
    said = text(language, *CATALOGUE.text_folders)
    codes = {f"{name}.{code}.name" for name, codes in list_words().items() if name not in NOT_SHOWN for code in codes}
    assert [key for key in sorted(codes) if key not in said] == []


def test_no_word_stands_for_two_codes():
    for name, codes in list_words().items():
        words = [word.casefold() for some in codes.values() for word in some]
        assert len(words) == len(set(words)), name


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("format", "Tîrg/iarmaroc", "TIRG"),
        ("format", "мастер-класс", "MAST"),
        ("format", "MAST", "MAST"),
        ("format", "Concurs interactiv: Siguri pe internet", "CONC"),
        ("format", "ceva", None),
        ("sector", "Primăria mun. Bălți", "authority"),
        ("sector", "ONG", "ngo"),
        ("sector", "Школа/Școală", "school"),
        ("count_method", "numarat", "counted"),
        ("count_method", "оценка", "estimated"),
        ("count_method", "după lista de prezență", "registered"),
        ("venue", "Biblioteca Publică", "library"),
        ("venue", "în afara bibliotecii", "outreach"),
        ("venue", "Casa de cultură", "outreach"),
        ("venue", "вне библиотеки", "outreach"),
        ("yes_no", "Da", "yes"),
        ("yes_no", "да", "yes"),
        ("yes_no", "nu", "no"),
        ("yes_no", "✓", "yes"),
        ("yes_no", "poate", None),
        ("given", "primit în mai", "received"),
        ("given", "promis", "pledged"),
        ("source", "agent economic", "private"),
        ("currency", "€", "EUR"),
        ("action", "Întîlnire cu consiliul local", "meeting"),
        ("result", "în natură", "in_kind"),
    ],
)
def test_a_word_is_understood_however_it_is_written(choices, name, written, code):
    assert choices[name].find(written) == code
