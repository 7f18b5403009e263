"""Everything the command line says exists in every language, with the same values to fill in."""

from __future__ import annotations

import re

import pytest

from data.database_errors import REMEDIES
from data.formats import locale
from data.states import State
from data.wording import languages, text
from etl.terminal.printing import WORDS

PLURALS = ("one", "few", "many", "other")


def keys(language: str) -> dict[str, set[str]]:
    """Return what the command line's own file says in a language: key -> placeholders; plural forms taken together."""
    said = text(language, WORDS).texts
    own = {key: value for key, value in said.items() if key not in text(language).texts}
    found: dict[str, set[str]] = {}
    for key, value in own.items():
        stem, _, last = key.rpartition(".")
        found.setdefault(stem if last in PLURALS else key, set()).update(re.findall(r"{(\w+)}", value))
    return found


@pytest.mark.parametrize("language", languages(WORDS))
def test_every_language_says_the_same(language: str) -> None:
    assert keys(language) == keys("ru")


@pytest.mark.parametrize("language", languages(WORDS))
def test_every_plural_form_of_the_language_is_there(language: str) -> None:
    said = text(language, WORDS)
    assert {
        form for form in locale(language).plural_form.tags | {"other"} if f"finding.more.{form}" not in said
    } == set()


@pytest.mark.parametrize("language", languages(WORDS))
def test_every_database_error_and_every_state_has_its_words(language: str) -> None:
    said = text(language, WORDS)
    assert [reason for reason in REMEDIES if f"database.{reason}" not in said] == []
    assert [state.name for state in State if f"summary.{state.name.lower()}" not in said] == []
