"""Every text exists in every language, asks for the same values and has all the plural forms its language needs."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from babel import Locale

from data.wording import MissingText, Text, inside, languages, read_texts, text

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(folder for package in ("data", "etl", "dashboard") for folder in (ROOT / package).rglob("text"))
WRITTEN = [folder for folder in FOLDERS if any(folder.glob("*.toml"))]
SHIPPED = ("en", "ro", "ru")
PLURALS = {"zero", "one", "two", "few", "many", "other"}


def texts_of(folder: Path, language: str) -> dict[str, str]:
    """Return the texts that one folder has in a language."""
    return read_texts(folder / f"{language}.toml")


def without_plural(key: str, keys: set[str]) -> str:
    """Return the key of a plural table for one of its forms, any other key as it is."""
    stem, _, form = key.rpartition(".")
    return stem if form in PLURALS and f"{stem}.other" in keys else key


def placeholders(texts: dict[str, str]) -> dict[str, set[str]]:
    """Return the values each text asks for; a plural table asks for what any of its forms asks for."""
    asked: dict[str, set[str]] = {}
    for key, value in texts.items():
        names = {name for _, name, _, _ in string.Formatter().parse(value) if name is not None}
        asked.setdefault(without_plural(key, set(texts)), set()).update(names)
    return asked


def name_of(folder: Path) -> str:
    return str(folder.relative_to(ROOT))


@pytest.mark.parametrize("folder", WRITTEN, ids=name_of)
def test_each_folder_of_texts_is_written_in_the_three_languages(folder: Path) -> None:
    assert {path.stem for path in folder.glob("*.toml")} >= set(SHIPPED)


@pytest.mark.parametrize("folder", WRITTEN, ids=name_of)
def test_every_text_exists_in_every_language_and_asks_for_the_same_values(folder: Path) -> None:
    expected = placeholders(texts_of(folder, "ro"))
    for path in sorted(folder.glob("*.toml")):
        assert placeholders(texts_of(folder, path.stem)) == expected, path


@pytest.mark.parametrize("folder", WRITTEN, ids=name_of)
def test_a_place_of_a_text_says_nothing_but_that_it_stands_within_a_sentence(folder: Path) -> None:
    for path in sorted(folder.glob("*.toml")):
        for key, value in read_texts(path).items():
            assert {spec for _, _, spec, _ in string.Formatter().parse(value)} <= {None, "", "inside"}, key


@pytest.mark.parametrize("language", SHIPPED)
def test_a_verdict_names_what_changed_with_a_small_letter_unless_it_begins_with_it(language: str) -> None:
    for key, value in texts_of(ROOT / "data" / "campaign" / "text", language).items():
        assert "{outcome}" not in value[1:], key


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("Visits", "visits"),
        ("Участия в услугах", "участия в услугах"),
        ("În familie", "în familie"),
        ("IT literacy", "IT literacy"),
        ("Wi-Fi sessions", "Wi-Fi sessions"),
        ("Адвокация", "адвокация"),
        ("", ""),
    ],
)
def test_a_name_within_a_sentence_begins_with_a_small_letter_unless_it_is_an_abbreviation(
    name: str, within: str
) -> None:
    assert inside(name) == within
    assert Text("en", {"said": "In all, {name:inside} and {name}"}).format("said", name=name) == (
        f"In all, {within} and {name}"
    )


@pytest.mark.parametrize("folder", WRITTEN, ids=name_of)
def test_every_plural_has_the_forms_its_language_needs(folder: Path) -> None:
    for path in sorted(folder.glob("*.toml")):
        needed = {*Locale.parse(path.stem).plural_form.tags, "other"}
        keys = texts_of(folder, path.stem).keys()
        for stem in {key.removesuffix(".other") for key in keys if key.endswith(".other")}:
            assert {form for form in PLURALS if f"{stem}.{form}" in keys} == needed, f"{path}: {stem}"


@pytest.mark.parametrize("folder", WRITTEN, ids=name_of)
def test_romanian_is_written_with_comma_letters_and_no_cyrillic(folder: Path) -> None:
    for key, value in texts_of(folder, "ro").items():
        assert not re.search("[şţŞŢа-яА-Я]", value), key


@pytest.mark.parametrize("folder", WRITTEN, ids=name_of)
def test_no_word_mixes_latin_and_cyrillic_letters(folder: Path) -> None:
    for language in SHIPPED:
        for key, value in texts_of(folder, language).items():
            assert not re.search("[а-яёА-ЯЁ][a-zA-Z]|[a-zA-Z][а-яёА-ЯЁ]", value), f"{language}: {key}"


@pytest.mark.parametrize("folder", WRITTEN, ids=name_of)
def test_no_text_is_empty(folder: Path) -> None:
    for language in SHIPPED:
        assert [key for key, value in texts_of(folder, language).items() if not value.strip()] == []


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("ro", 0, "0 biblioteci"),
        ("ro", 1, "1 bibliotecă"),
        ("ro", 19, "19 biblioteci"),
        ("ro", 20, "20 de biblioteci"),
        ("ro", 21, "21 de biblioteci"),
        ("ro", 101, "101 biblioteci"),
        ("ro", 1082, "1.082 de biblioteci"),
        ("ru", 1, "1 библиотека"),
        ("ru", 3, "3 библиотеки"),
        ("ru", 11, "11 библиотек"),
        ("ru", 21, "21 библиотека"),
        ("en", 1, "1 library"),
        ("en", 1082, "1,082 libraries"),
    ],
)
def test_words_agree_with_their_number(language: str, count: int, words: str) -> None:
    assert text(language).plural("count.libraries", count) == words


def test_a_fraction_takes_the_form_for_fractions() -> None:
    assert text("ro").plural("unit.visits_per_user", 1.5, decimals=1) == "1,5 vizite pe utilizator"
    assert text("ru").plural("unit.visits_per_user", 5.5, decimals=1) == "5,5 посещения на пользователя"


def test_sentences_write_whole_numbers_as_the_language_does() -> None:
    assert text("ro").plural("coverage.reports", 12984, reported=11020) == "11.020 din 12.984 de rapoarte"
    assert text("en").plural("coverage.reports", 12984, reported=11020) == "11,020 of 12,984 reports"


@pytest.mark.parametrize(
    ("language", "label"),
    [("ro", "date demonstrative"), ("ru", "демонстрационные данные"), ("en", "demonstration data")],
)
def test_the_demonstration_network_is_labelled_in_each_language(language: str, label: str) -> None:
    assert text(language)["demonstration.label"] == label


def test_a_missing_text_says_its_key_its_language_and_where_to_add_it() -> None:
    with pytest.raises(MissingText, match=r"'indicator.Z99.name' in 'ru'; add it to text/ru.toml"):
        text("ru")["indicator.Z99.name"]


def test_a_language_nobody_wrote_is_missing() -> None:
    with pytest.raises(MissingText, match="'xx'"):
        text("xx")


def test_a_value_that_a_sentence_needs_must_be_given() -> None:
    with pytest.raises(KeyError, match="month"):
        text("ro").format("selection.since")


def test_words_of_a_sender_never_become_placeholders() -> None:
    assert Text("en", {"said": "{found}"}).format("said", found="{secret}") == "{secret}"


def test_a_new_language_needs_its_texts_and_nothing_else(tmp_path: Path) -> None:
    spanish = '[unit.visits]\none = "{n} visita"\nmany = "{n} de visitas"\nother = "{n} visitas"\n'
    (tmp_path / "es.toml").write_text(spanish, encoding="utf-8")
    assert languages(tmp_path) == ("en", "es", "ro", "ru")
    assert text("es", tmp_path).plural("unit.visits", 2) == "2 visitas"
    assert "unit.visits.one" in text("es", tmp_path)
