"""Months and years as people write them: names in any language of Babel, roman numerals, 07.2017, 7/17, dates."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from etl.texts.folding import spellings, tokens
from etl.texts.words import beside_months, other_periods

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
ROMAN = {name: number for number, name in enumerate(_ROMAN, start=1)}
_SHORTEST = 3  # letters of a shortened month name
_YEAR_FIRST = re.compile(r"\s*(\d{4})\s*[-./]\s*(\d{1,2})(?:\s*[-./]\s*\d{1,2}(?:[ T].*)?)?\s*")
_DAY_FIRST = re.compile(r"\s*\d{1,2}\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4}|\d{2})\s*")
_MONTH_FIRST = re.compile(r"\s*(\d{1,2})\s*[-./]\s*(\d{4}|\d{2})\s*")
_SIX_DIGITS = re.compile(r"\s*(\d{4})(\d{2})\s*")

Cell = str | float | int | bool | date | datetime | object


class Period(NamedTuple):
    """What a text says of time: a month, a year, or both."""

    year: int | None
    month: int | None


@lru_cache(maxsize=32)
def month_names(languages: tuple[str, ...]) -> dict[str, int]:
    """Return folded month name -> 1..12, with every shortening of three letters or more that is one month's alone.

    Raises ValueError for a language that Babel does not know.
    """
    names: dict[str, set[int]] = {}
    for language in languages:
        try:
            locale = Locale.parse(language.replace("-", "_"))
        except (UnknownLocaleError, ValueError) as error:
            raise ValueError(f"no such language: {language!r}") from error
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    for spelling in spellings(name):
                        for end in range(min(_SHORTEST, len(spelling)), len(spelling) + 1):
                            names.setdefault(spelling[:end].strip(), set()).add(number)
    return {name: next(iter(numbers)) for name, numbers in names.items() if len(numbers) == 1 and not name.isdigit()}


def _checked(year: int | None, month: int | None) -> Period | None:
    if year is not None and year < 100:
        year += 2000 if year < 70 else 1900
    if year is not None and not 1900 <= year <= 2999:
        return None
    if month is not None and not 1 <= month <= 12:
        return None
    return Period(year, month)


def _digits(text: str) -> Period | None:
    if match := _YEAR_FIRST.fullmatch(text) or _SIX_DIGITS.fullmatch(text):
        return _checked(int(match[1]), int(match[2]))
    if match := _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text):
        return _checked(int(match[2]), int(match[1]))
    return None


def _from_words(text: str, languages: tuple[str, ...]) -> Period | None:
    names, beside, others = month_names(languages), beside_months(), other_periods()
    year = month = None
    for word in tokens(text):
        number = names.get(word) or ROMAN.get(word)
        if word in others:
            return None
        if number and not (word in beside and month):
            if month:
                return None
            month = number
        elif len(word) == 4 and word.isdigit() and 1900 <= int(word) <= 2999:
            if year:
                return None
            year = int(word)
        elif word in ("/", "+") or word not in beside:
            return None
    return Period(year, month) if year or month else None


@lru_cache(maxsize=8_192)
def _from_text(text: str, languages: tuple[str, ...]) -> Period | None:
    stripped = text.strip().strip("'")
    if stripped.isdecimal() and len(stripped) <= 2:
        return _checked(None, int(stripped))
    if not any(letter.isalpha() for letter in stripped):
        return _digits(stripped) or _from_words(stripped, languages)
    return _from_words(stripped, languages)


def says_other_period(text: str, languages: tuple[str, ...] = ("ro", "ru", "en")) -> bool:
    """True for a text about a quarter, a half-year or several months: "trim. III 2017", "iunie–august 2017"."""
    words = tokens(text)
    names, year = month_names(languages), any(len(word) == 4 and word.isdigit() for word in words)
    months = {names[word] for word in words if word in names}
    return not other_periods().isdisjoint(words) or (year and len(months) > 1)


def parse_month_and_year(cell: Cell, languages: tuple[str, ...] = ("ro", "ru", "en")) -> Period | None:
    """Return the month and year that a text, as a whole, is about, or None: a day ("05.07.2017") is about neither."""
    if isinstance(cell, date):
        return Period(cell.year, cell.month) if cell.day == 1 else None
    if isinstance(cell, str) and _DAY_FIRST.fullmatch(cell):
        return None
    period = parse_period(cell, languages)
    return period if period and period.year and period.month else None


def parse_period(cell: Cell, languages: tuple[str, ...] = ("ro", "ru", "en")) -> Period | None:
    """Return the month and/or year a cell says, or None: a quarter, two months or any other text is none."""
    if isinstance(cell, date):
        return Period(cell.year, cell.month)
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        if cell == int(cell):
            whole = int(cell)
            if 1 <= whole <= 12:
                return Period(None, whole)
            return Period(whole, None) if 1900 <= whole <= 2999 else _digits(str(whole))
        return _digits(repr(round(float(cell), 4)))
    return _from_text(cell, languages) if isinstance(cell, str) else None
