"""The words that stand in cells in place of a number or around one, as declared in data/definitions/cell_words.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from data.states import State
from etl.texts.folding import fold, spellings

CELL_WORDS = Path(__file__).resolve().parents[2] / "data" / "definitions" / "cell_words.toml"
ZERO = "zero"  # a mark for a true 0, beside the names of the states
STATES = {"blank": State.BLANK, "not_applicable": State.NOT_APPLICABLE, "closed": State.CLOSED, "error": State.ERROR}


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Marks(_Declared):
    """Texts that stand for a state, or for zero."""

    zero: tuple[str, ...]
    not_applicable: tuple[str, ...]
    closed: tuple[str, ...]
    blank: tuple[str, ...]
    error: tuple[str, ...]


class NumberWords(_Declared):
    """Words around a number."""

    units: tuple[str, ...]
    thousand: tuple[str, ...]
    million: tuple[str, ...]
    about: tuple[str, ...]


class MonthWords(_Declared):
    """Words around a month, and words of other periods."""

    beside: tuple[str, ...]
    other_periods: tuple[str, ...]


class RowWords(_Declared):
    """Words that begin the label of a row that is not plain data."""

    total: tuple[str, ...]
    signature: tuple[str, ...]


class CellWords(_Declared):
    """The whole of cell_words.toml."""

    marks: Marks
    numbers: NumberWords
    months: MonthWords
    rows: RowWords


@lru_cache(maxsize=1)
def cell_words() -> CellWords:
    """Return the shipped words."""
    return CellWords.model_validate(tomllib.loads(CELL_WORDS.read_text(encoding="utf-8")))


def mark_key(text: str) -> str:
    """Return what a mark is compared by: the folded text, or its signs and digits where there is no letter."""
    return fold(text) if any(letter.isalpha() for letter in text) else text.strip()


@lru_cache(maxsize=1)
def shipped_marks() -> dict[str, str]:
    """Return mark -> "zero" or the name of a state."""
    marks: dict[str, str] = {}
    for meaning, texts in cell_words().marks:
        for text in texts:
            for key in spellings(text) if mark_key(text) == fold(text) else {mark_key(text)}:
                marks[key] = meaning
    return marks


@lru_cache(maxsize=1)
def number_words() -> dict[str, float]:
    """Return the folded words that may follow a number -> what they multiply it by."""
    words = cell_words().numbers
    factors = ((words.units, 1.0), (words.thousand, 1e3), (words.million, 1e6))
    return {key: factor for texts, factor in factors for text in texts for key in spellings(text)}


@lru_cache(maxsize=1)
def about_words() -> frozenset[str]:
    """Return the folded words and signs that say a number is an estimate."""
    return frozenset(key for text in cell_words().numbers.about for key in (spellings(text) if fold(text) else {text}))


@lru_cache(maxsize=1)
def beside_months() -> frozenset[str]:
    """Return the folded words that may stand beside a month."""
    return frozenset(key for text in cell_words().months.beside for key in spellings(text))


@lru_cache(maxsize=1)
def other_periods() -> frozenset[str]:
    """Return the folded words of quarters and half-years."""
    return frozenset(key for text in cell_words().months.other_periods for key in spellings(text))


@lru_cache(maxsize=1)
def total_words() -> frozenset[str]:
    """Return the folded beginnings of the labels of total rows."""
    return frozenset(key for text in cell_words().rows.total for key in spellings(text))


@lru_cache(maxsize=1)
def signature_words() -> frozenset[str]:
    """Return the folded beginnings of the lines that people sign."""
    return frozenset(key for text in cell_words().rows.signature for key in spellings(text))


def is_total(label: str) -> bool:
    """True when the label of a row says that it adds up others: "TOTAL RAION", "Итого"."""
    return _begins(label, total_words())


def is_signature(label: str) -> bool:
    """True when a row belongs to whoever signs the table: "Șef secție cultură ____ L.Ș.", "Исполнитель: …"."""
    return _begins(label, signature_words())


def _begins(label: str, words: frozenset[str]) -> bool:
    folded = fold(label)
    return any(folded == word or folded.startswith(word + " ") for word in words)
