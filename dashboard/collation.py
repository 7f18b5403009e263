"""The order of names as the readers of a language expect it (the orders are CLDR's).

Romanian has letters of its own after a, i, s and t: Cahul, Cantemir, Călărași. Russian й follows и. No other accent
counts, nor case; numbers count as numbers: nr. 2 stands before nr. 10.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_AFTER = "\uffff"  # after every letter
_ROMANIAN: dict[str, tuple[str, int]] = {
    "ă": ("a", 1),
    "â": ("a", 2),
    "î": ("i", 1),
    "ș": ("s", 1),
    "ş": ("s", 1),
    "ț": ("t", 1),
    "ţ": ("t", 1),
}
_OWN_LETTERS: dict[str, dict[str, tuple[str, int]]] = {"ro": _ROMANIAN, "ru": {"й": ("и", 1)}}
_NUMBER = re.compile(r"\d+")


@lru_cache
def _own(language: str) -> dict[int, str]:
    declared = _OWN_LETTERS.get(language, {})
    return {ord(own): f"{letter}{_AFTER}{place}" for own, (letter, place) in declared.items()}


def letters(name: str, language: str) -> str:
    """Return what a name is ordered by in a language."""
    whole = unicodedata.normalize("NFC", name.casefold())
    own = whole.translate(_own(language))
    parted = unicodedata.normalize("NFKD", own)
    bare = "".join(letter for letter in parted if letter.isalnum() or letter.isspace() or letter == _AFTER)
    return _NUMBER.sub(lambda found: found[0].zfill(9), bare)


def bare(text: str) -> str:
    """Return the text without accents and in small letters, as people type what they look for."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
