"""Which library is meant: what is sure, what is told, what is asked, and how near the suggestions come."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import load_catalogue
from data.models import Library
from etl.identify import Identifier
from etl.texts.folding import sound_as
from etl.texts.library_names import core, without_branches

CATALOGUE = load_catalogue()
SHIPPED = Identifier(CATALOGUE)
LETTERS = "abcdefghilmnoprstuv"


def mistyped(name, stream):
    """Return a name with one letter of its last word exchanged, left out, doubled or swapped with the next."""
    at = int(stream.integers(name.rfind(" ") + 2, len(name) - 1))
    letter = LETTERS[int(stream.integers(len(LETTERS)))]
    return (
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    )[int(stream.integers(4))]


def test_of_mistyped_names_the_library_meant_is_nearly_always_the_first_suggestion():
    stream = np.random.default_rng(2017)
    first = listed = asked = 0
    for library in list(CATALOGUE.libraries.values())[::5]:
        if library.kind not in ("sat", "comunal", "oras") or library.name[-4:].isdecimal():
            continue
        answer = SHIPPED.library(code=None, name=mistyped(library.name, stream), territory=library.territory)
        if answer.problem == "unknown-library":
            asked += 1
            first += answer.candidates[0].startswith(library.code)
            listed += any(candidate.startswith(library.code) for candidate in answer.candidates)
    assert asked > 150
    assert first / asked > 0.97
    assert listed / asked > 0.99


def test_a_mistyped_name_is_never_taken_for_another_library():
    stream = np.random.default_rng(2018)
    for library in list(CATALOGUE.libraries.values())[::7]:
        answer = SHIPPED.library(code=None, name=mistyped(library.name, stream), territory=library.territory)
        assert answer.code in (None, library.code) or core(CATALOGUE.libraries[answer.code].name) != core(library.name)


def test_every_library_of_the_register_is_known_by_its_own_code_and_name():
    for library in CATALOGUE.libraries.values():
        by_code = SHIPPED.library(code=library.code, name=library.name, territory=library.territory)
        by_name = SHIPPED.library(code=None, name=library.name, territory=library.territory)
        assert (by_code, by_name) == ((library.code, None, ()), (library.code, None, ()))


def test_a_shortened_name_is_known_with_either_letter_of_its_sound_and_without_diacritics():
    known = [one for one in CATALOGUE.libraries.values() if one.kind == "sat" and set("âî") & set(one.name.lower())]
    assert len(known) > 50
    for library in known:
        short = library.name.replace("Biblioteca Publică", "Bibl. publ. s.")
        for form in (short.replace("â", "î"), short.replace("î", "â"), sound_as(short, "i"), sound_as(short, "a")):
            answer = SHIPPED.library(code=None, name=form, territory=library.territory)
            assert answer.code == library.code or library.code in " ".join(answer.candidates), form


def test_suggestions_of_the_territory_come_before_nearer_ones_elsewhere():
    answer = SHIPPED.library(code=None, name="Biblioteca Publică Hîrtopul", territory="MD-CR")
    territories = [CATALOGUE.libraries[said.split()[0]].territory for said in answer.candidates]
    assert territories == sorted(territories, key=lambda code: code != "MD-CR")
    assert "MD-CR" in territories


def test_a_name_written_in_two_languages_is_known_by_either_half():
    name = "Biblioteca Publică Elisabetovca / Публичная библиотека Елизавета"
    answer = SHIPPED.library(code=None, name=name, territory="MD-BA")
    assert (answer.code, answer.problem) == ("MD-BA-0004", None)


def test_a_library_of_two_aliases_in_one_territory_is_asked_about():
    libraries = {
        code: Library(
            code=code, name=f"Biblioteca {code}", kind="sat", territory="MD-OR", aliases=("Biblioteca veche",)
        )
        for code in ("MD-OR-0001", "MD-OR-0002")
    }
    identifier = Identifier(replace(CATALOGUE, libraries=libraries))
    answer = identifier.library(code=None, name="Biblioteca Veche", territory="MD-OR")
    assert (answer.code, answer.problem, len(answer.candidates)) == (None, "ambiguous-library", 2)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Bibl. publ. s. Şoldăneşti", "Biblioteca Publică Șoldănești"),
        ("Библиотека Шолдэнешть", "Biblioteca Publică Șoldănești"),
        ("Кишинэу", "Chișinău"),
        ("Bibl. publ. Hârtop", "Biblioteca Publică Hîrtop"),
        ("Бэлць", "Bălți"),
        ("BPR Orhei", "Biblioteca raională Orhei"),
        ("Районная библиотека Тараклия", "Biblioteca Publică Raională Taraclia"),
        ("Филиал № 3", "Filiala nr. 3"),
    ],
)
def test_writings_of_one_name_have_one_core(first, second):
    assert core(first) == core(second) != ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Biblioteca pentru Copii Orhei", "Biblioteca Raională Orhei"),
        ("Filiala nr. 1 Orhei", "Filiala nr. 2 Orhei"),
        ("Biblioteca gimnaziului Hîrtop", "Biblioteca Publică Hîrtop"),
        ("Hîrtopul Mare", "Hîrtopul Mic"),
    ],
)
def test_what_tells_libraries_apart_stays_in_the_core(first, second):
    assert core(first) != core(second)


@given(st.text(max_size=80))
def test_any_text_has_a_core_and_an_answer(name):
    assert core(name) == tuple(sorted(core(name)))
    assert isinstance(without_branches(name)[1], bool)
    SHIPPED.library(code=None, name=name, territory="MD-OR")
