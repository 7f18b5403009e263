"""Personal data in free texts: phones, e-mail addresses, personal numbers, a child's name with an age, a diagnosis.

A text with any of them is never published; it is kept apart and its sender is told, without repeating it. It looks for
what identifies: an age alone, a name alone or an illness alone ("Ziua luptei cu diabetul") is none.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from itertools import pairwise

from data.catalogue import DEFINITIONS
from etl.texts.folding import fold, tokens

DECLARED = DEFINITIONS / "personal_data.toml"
CHILD_BELOW = 18  # years
_NEAR = 6  # words between a name and what makes it personal

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(
    r"(?<![\d.,])\+?373[\s().-]*(?:\d[\s().-]*){7}\d(?!\d)"
    r"|(?<![\d.,])\(?0(?:[2-9]\d\)?(?:[\s.-]?\d){6}|[2-9]\d{2}\)?(?:[\s.-]?\d){5})(?!\d)"
    r"|\b(?:tel|telefon|mob|тел|моб)\b[.:\s]*(?:\d[\s.-]?){5,9}",
    re.IGNORECASE,
)
_PERSONAL_NUMBER = re.compile(r"(?<!\d)[02]\d{12}(?!\d)")
_MAY_BE = re.compile(r"@|\d|[A-ZĂÂÎȘȚŞŢА-ЯЁ]")
_CAPITALISED = re.compile(r"\b[A-ZĂÂÎȘȚŞŢА-ЯЁ][\w’'-]+")
_PARTICLES = frozenset({"de", "la", "cu", "din", "in"})


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    declared = tomllib.loads(DECLARED.read_text(encoding="utf-8"))
    return {kind: frozenset(fold(word) for word in words) for kind, words in declared.items()}


@lru_cache(maxsize=16_384)
def personal_data(text: str) -> tuple[str, ...]:
    """Return what kinds of personal data a text holds: email, personal_number, phone, child, diagnosis."""
    if not _MAY_BE.search(text):
        return ()
    found = []
    if _EMAIL.search(text):
        found.append("email")
    if _PERSONAL_NUMBER.search(text):
        found.append("personal_number")
    if _PHONE.search(_PERSONAL_NUMBER.sub(" ", text)):
        found.append("phone")
    found += _of_people(text)
    return tuple(found)


def _of_people(text: str) -> list[str]:
    """Return child and diagnosis where they stand near a given name, or a diagnosis near a word for one person."""
    words, known = tokens(text), _words()
    ages = _ages(words, known["years"])
    stems = tuple(known["diagnoses"])
    ill = [at for at, word in enumerate(words) if word.startswith(stems)]
    young = [at for at, word in enumerate(words) if word in known["child_words"]]
    if not (ages or ill or young):
        return []
    capitals = {fold(word) for word in _CAPITALISED.findall(text)}
    names = [at for at, word in enumerate(words) if word in known["given_names"] and word in capitals]
    surnamed = [at for at in names if {*words[max(0, at - 1) : at], *words[at + 1 : at + 2]} & (capitals - _PARTICLES)]
    found = []
    if any(_near(at, names) for at in ages) or any(_near(at, surnamed) for at in young):
        found.append("child")
    if any(_near(at, names) or _near(at, young) or _near(at, ages) for at in ill):
        found.append("diagnosis")
    return found


def _ages(words: tuple[str, ...], years: frozenset[str]) -> list[int]:
    """Return where a child's age stands: "9 ani", "8 лет"; "10 ani de activitate" is none."""
    return [
        at
        for at, (word, following) in enumerate(pairwise(words))
        if word.isdecimal() and 0 < int(word) < CHILD_BELOW and following in years and words[at + 2 : at + 3] != ("de",)
    ]


def _near(at: int, others: list[int]) -> bool:
    return any(0 < abs(at - other) <= _NEAR for other in others)


def mask(text: str) -> str:
    """Return a text in which nothing identifies anybody: its first letters, and how long it is."""
    first = re.split(r"\s", text.strip(), maxsplit=1)[0]
    return f"{first[:1]}… ({len(text)})"
