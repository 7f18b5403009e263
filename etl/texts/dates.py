"""Days and ranges of days as people write them: 12.09.2017, 12/9/17, "12-15 septembrie", "30 сент. – 2 окт.", serials.

The day goes first. What is left out (the year, often the month) is that of the report, or of the day beside it. A date
that cannot be is none: it is asked about, never mended.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from babel import Locale

from etl.texts.folding import fold, spellings
from etl.texts.months import ROMAN, month_names

_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050  # 2000 to 2099 in the days spreadsheets count from the end of 1899
_EPOCH = date(1899, 12, 30)
OTHER_EPOCH = timedelta(days=1_462)  # how much later the same serial is in a workbook that counts from 1904
_LONGEST = 366  # days a range may span

_TIME = re.compile(r"(?:\b(?:ora|orele|or|ч|час|at)\.?\s*)\d{1,2}(?:[:.]\d{2})?|\b\d{1,2}:\d{2}(?::\d{2})?\b")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_SHORT = re.compile(r"(?<!\d)(\d{1,2})\s?[./]\s?(\d{1,2})(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_MARK = re.compile(r"<(\d*)-(\d*)-(\d+)>")  # a day found: year and month may be empty
_BESIDE = frozenset(
    {"de", "din", "la", "pana", "pina", "data", "ziua", "zilele", "in", "pe", "si", "anul", "a", "an", "g", "r"}
    | {"с", "со", "по", "до", "и", "на", "г", "гг", "года", "год", "дата", "from", "to", "till", "and", "of", "on"}
    | {"the", "th", "st", "nd", "rd"}
)  # fmt: skip


class Days(NamedTuple):
    """The first and the last day, both included."""

    start: date
    end: date


class Around(NamedTuple):
    """The month of the report: where a day lies that names none."""

    year: int
    month: int


class _Point(NamedTuple):
    day: int
    month: int | None
    year: int | None


def parse_days(
    cell: object, languages: tuple[str, ...] = ("ro", "ru", "en"), around: Around | None = None
) -> Days | None:
    """Return the days a cell says, or None; `around` gives the month and year that are not written."""
    if isinstance(cell, datetime):
        return Days(cell.date(), cell.date())
    if isinstance(cell, date):
        return Days(cell, cell)
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _from_number(float(cell), around)
    return _from_text(cell, languages, around) if isinstance(cell, str) else None


def _from_number(number: float, around: Around | None) -> Days | None:
    """Return the day of a spreadsheet's serial, of "12" in the report's month, or of 12.09 that became a number."""
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        day = _EPOCH + timedelta(days=int(number))
        return Days(day, day)
    if number == int(number):
        return _resolved([_Point(int(number), None, None)], around)
    whole, _, rest = f"{number:.2f}".partition(".")
    months = [int(rest), int(rest[0])] if rest.endswith("0") else [int(rest)]  # 12.1 is 12.10 or 12.1
    if around:
        months.sort(key=lambda month: abs(month - around.month))
    return _resolved([_Point(int(whole), months[0], None)], around)


@lru_cache(maxsize=16_384)
def _from_text(text: str, languages: tuple[str, ...], around: Around | None) -> Days | None:
    plain = _WORD.sub(lambda word: fold(word[0]), text.strip().strip("'"))
    plain = _TIME.sub(" ", plain)
    plain = _YEAR_FIRST.sub(r"<\1-\3-\4>", plain)
    plain = _roman(plain)
    plain = _DAY_FIRST.sub(r"<\4-\3-\1>", plain)
    plain = _named(languages).sub(lambda found: _with_name(found, languages), plain)
    plain = _outside_marks(_SHORT, r"<-\2-\1>", plain)
    plain = _outside_marks(_DAY, r"<--\1>", plain)
    marks = _MARK.findall(plain)
    left = set(_WORD.findall(_MARK.sub(" ", plain)))
    if not marks or any(letter.isdigit() for letter in _MARK.sub(" ", plain)):
        return None
    points = [_Point(int(day), int(month or 0) or None, _year(year)) for year, month, day in marks]
    says_month = any(point.month for point in points)
    if left - _BESIDE - _weekdays(languages) and not says_month:
        return None
    return _resolved(points, around)


def _outside_marks(pattern: re.Pattern[str], mark: str, text: str) -> str:
    """Return the text with the pattern marked where nothing is marked yet."""
    pieces = re.split(r"(<[^>]*>)", text)
    return "".join(piece if piece.startswith("<") else pattern.sub(mark, piece) for piece in pieces)


def _roman(text: str) -> str:
    """Return the text with "12.IX.2017" marked."""

    def mark(found: re.Match[str]) -> str:
        number = ROMAN.get(found[2])
        return f"<{found[3] or ''}-{number}-{found[1]}>" if number else found[0]

    return re.sub(r"(?<!\d)(\d{1,2})[. ]+([ivx]+)\b[. ]*(\d{4})?", mark, text)


@lru_cache(maxsize=32)
def _named(languages: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a day beside a month's name: "12 septembrie 2017", "September 12, 2017"."""
    name = "|".join(re.escape(name) for name in sorted(month_names(languages), key=len, reverse=True))
    year = r"(?:[.,]?\s*(?:anul\s*|a\.\s*)?(?P<year{0}>\d{{4}}))?"
    day_first = rf"(?<!\d)(?P<day1>\d{{1,2}})(?:\s*(?:th|st|nd|rd|-?го))?[.\s-]*(?P<name1>{name})\b" + year.format(1)
    name_first = rf"\b(?P<name2>{name})\.?\s*(?P<day2>\d{{1,2}})(?!\d)(?:th|st|nd|rd)?" + year.format(2)
    return re.compile(f"{day_first}|{name_first}")


def _with_name(found: re.Match[str], languages: tuple[str, ...]) -> str:
    which = "1" if found["day1"] else "2"
    month = month_names(languages)[found[f"name{which}"]]
    return f"<{found[f'year{which}'] or ''}-{month}-{found[f'day{which}']}>"


@lru_cache(maxsize=32)
def _weekdays(languages: tuple[str, ...]) -> frozenset[str]:
    """Return the folded names of the days of the week."""
    names = (
        name
        for language in languages
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in Locale.parse(language.replace("-", "_")).days[context][width].values()
    )
    return frozenset(word for name in names for form in spellings(name) for word in form.split())


def _year(text: str) -> int | None:
    if not text:
        return None
    year = int(text)
    return year if year >= 100 else year + (2000 if year < 70 else 1900)


def _resolved(points: list[_Point], around: Around | None) -> Days | None:
    """Return the days of the points, each taking what it lacks from the next one, the last from the one before."""
    filled: list[_Point] = []
    following = _Point(0, around.month if around else None, None)
    for point in reversed(points):
        month = point.month or following.month
        following = _Point(point.day, month, point.year or following.year)
        filled.insert(0, following)
    years = [point.year for point in filled if point.year]
    days = [_day(point, years[-1] if years else None, around) for point in filled]
    if any(day is None for day in days):
        return None
    known = [day for day in days if day is not None]
    if known != sorted(known) or (known[-1] - known[0]).days > _LONGEST:
        return None
    return Days(known[0], known[-1])


def _day(point: _Point, year: int | None, around: Around | None) -> date | None:
    if point.month is None:
        return None
    written = point.year or year
    if written is not None:
        return _date(written, point.month, point.day)
    if around is None:
        return None
    middle = date(around.year, around.month, 15)
    near = (_date(around.year + step, point.month, point.day) for step in (-1, 0, 1))
    return min((day for day in near if day), key=lambda day: abs(day - middle), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
