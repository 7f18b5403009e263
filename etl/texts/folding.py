"""Folded text: what two writings of one word have in common. For comparing only; what was written is kept as it was.

Folding drops case, diacritics (cedilla and comma alike), punctuation and repeated blanks, and turns a word that mixes
Latin and Cyrillic look-alikes into the alphabet it can be written in.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+|[/%+<>#&]")
_LOOK_ALIKES = str.maketrans("авекмнорстухіјѕԁԛԝ", "abekmhopctyxijsdqw")
_TO_CYRILLIC = str.maketrans("abekmhopctyx", "авекмнорстух")
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-яіјѕԁԛԝ]")
_SHORTENED = re.compile(r"\d+(?:[.,]\d+)?\s*[eEеЕ]\s*[+-]?\s*\d+")
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})


def _one_alphabet(word: str) -> str:
    """Return a word of mixed alphabets in one of them, Latin first; other words as they are."""
    if not (_LATIN.search(word) and _CYRILLIC.search(word)):
        return word
    latin = word.translate(_LOOK_ALIKES)
    if not _CYRILLIC.search(latin):
        return latin
    cyrillic = word.translate(_TO_CYRILLIC)
    return word if _LATIN.search(cyrillic) else cyrillic


def _bare(text: str) -> str:
    """Return the text in lower case without diacritics."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_PLAIN)


@lru_cache(maxsize=65_536)
def tokens(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, e.g. "Vizite (intrări)" -> ("vizite", "intrari"); "/" is a word of its own."""
    return tuple(_one_alphabet(word) for word in _TOKEN.findall(_bare(text)))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return the folded text, its words one blank apart."""
    return " ".join(tokens(text))


def raw_words(text: str) -> list[str]:
    """Return the words of a text as written, one for each of `tokens` (a list of another length when they differ)."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=16_384)
def spellings(text: str) -> frozenset[str]:
    """Return the folded spellings under which a text is looked up: with î and â as written, all i, or all a."""
    return frozenset({fold(text), fold(sound_as(text, "i")), fold(sound_as(text, "a"))})


def sound_as(text: str, letter: str) -> str:
    """Return a text with î and â, which are one sound, written as one letter: "Hârtop" -> "Hirtop" or "Hartop"."""
    composed = unicodedata.normalize("NFC", text)
    return composed.translate(dict.fromkeys(map(ord, "âîÂÎ"), letter))


def is_shortened(code: str) -> bool:
    """True for what a spreadsheet makes of a long code: "1,0076E+12". Its digits are lost."""
    return _SHORTENED.fullmatch(code.strip()) is not None


def fold_code(text: str) -> str:
    """Return a code in Latin capitals, without blanks: "мd-ОR-0012 " with Cyrillic letters -> "MD-OR-0012"."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold().translate(_LOOK_ALIKES)).upper()
