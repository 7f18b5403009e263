"""The words of impact pages: those of the site's pages and their own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dashboard.words import words
from data.catalogue import Catalogue
from data.wording import Text, read_texts

TEXT = Path(__file__).parent / "text"


@lru_cache(maxsize=16)
def _own(language: str) -> dict[str, str]:
    return read_texts(TEXT / f"{language}.toml")


def public_words(catalogue: Catalogue, language: str) -> Text:
    """Return the words of impact pages in a language."""
    return Text(language, {**words(catalogue, language).texts, **_own(language)})


def own_words(language: str) -> Text:
    """Return their own words alone, for what is said before a network is known."""
    return Text(language, _own(language))
