"""What two writings of a library's name have in common: the words that tell it from others, however they are spelt.

For comparing only: what was written is kept as it was. "Bibl. publ. s. Şoldăneşti", "Biblioteca Publică Șoldănești"
and "Библиотека Шолдэнешть" have one core; "Biblioteca pentru Copii Șoldănești" has another one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from etl.texts.folding import sound_as, tokens

_WORDS = Path(__file__).with_name("library_words.toml")
# Romanian as it is written in Cyrillic letters, after folding: "Бэлць" -> "balti".
_CYRILLIC = dict(zip("абвгдежзийклмнопрстуфхцчшъыьэ", "abvgdejziiclmnoprstufhtcs_iia", strict=True))
_LETTERS = str.maketrans({**_CYRILLIC, "ъ": "", "щ": "st", "ю": "iu", "я": "ia"})
_HARD = re.compile(
    r"(?<=[cg])h(?=[ei])|(?<=i)i"
)  # "chi" sounds like "ки" (and "ci" is not told from it), "ия" like "ia"
Core = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The declared words, folded as names are."""

    generic: frozenset[str]
    kinds: dict[str, str]  # word -> meaning
    branches: frozenset[str]
    with_: frozenset[str]
    territories: frozenset[str]


@cache
def _words() -> _Words:
    declared = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    kinds = cast(dict[str, list[str]], declared["kinds"])
    branches = cast(dict[str, list[str]], declared["branches"])
    return _Words(
        generic=frozenset(_folded(cast(list[str], declared["generic"]))),
        kinds={word: kind for kind, words in kinds.items() for word in _folded(words)},
        branches=frozenset(_folded(branches["words"])),
        with_=frozenset(_folded(branches["with"])),
        territories=frozenset(_folded(cast(dict[str, list[str]], declared["territories"])["words"])),
    )


def _folded(words: list[str]) -> list[str]:
    return [token for word in words for token in tokens(word)]


def sounded(word: str) -> str:
    """Return a folded word in Latin letters by its sound in Romanian: "кишинэу" and "chisinau" -> "cisinau"."""
    return _HARD.sub("", word.translate(_LETTERS))


def core(name: str) -> Core:
    """Return the words that tell a library from others, sorted, each once; empty for a name of generic words only.

    Where a name has î or â, both are i: the same place is written "Hîrtop" and "Hârtop".
    """
    known = _words()
    kept = {
        known.kinds.get(word) or sounded(word)
        for word in tokens(sound_as(name, "i"))
        if word not in known.generic and any(letter.isalnum() for letter in word)
    }
    return tuple(sorted(kept))


def territory_core(name: str) -> Core:
    """Return the words that tell a territory from others by their sound: "районул Шолдэнешть" -> ("soldanesti",)."""
    known = _words()
    return tuple(sounded(word) for word in tokens(sound_as(name, "i")) if word not in known.generic | known.territories)


def without_branches(name: str) -> tuple[str, bool]:
    """Return a name without "(cu filiale)", and whether it said so: the figures hold those of the branches, too."""
    known = _words()
    found = tokens(name)
    last = next((at for at in range(len(found) - 1, 0, -1) if found[at] in known.branches), None)
    if last is None:
        return name, False
    first = last - 1
    while first > 0 and found[first].isdecimal():  # "cu 3 filiale"
        first -= 1
    if first == 0 or found[first] not in known.with_:
        return name, False
    return " ".join(found[:first]), True
