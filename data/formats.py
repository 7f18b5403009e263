"""Numbers, money, months and dates as each language writes them (CLDR, through Babel)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, get_month_names
from babel.numbers import format_decimal, format_percent, get_decimal_symbol, get_group_symbol

from data.periods import Month, is_year

Width = Literal["wide", "abbreviated"]
_EUROPEAN = {"en": "en_GB"}  # Babel's plain "en" puts the month before the day
_SKELETONS: dict[Width, str] = {"wide": "yMMMM", "abbreviated": "yMMM"}


@lru_cache
def locale(language: str) -> Locale:
    """Return Babel's locale of a language; raises babel.UnknownLocaleError for a code that CLDR does not know."""
    return Locale.parse(_EUROPEAN.get(language, language))


def rounded(value: float, decimals: int) -> Decimal:
    """Return the value with exactly so many decimals, halves away from zero, as people round."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return exact + 0  # a negative nothing is nothing


def _pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def number(value: float, language: str, decimals: int = 0) -> str:
    """Return the number as read, e.g. "1.234" in Romanian, "1 234" in Russian (no-break space), "1,234" in English."""
    return format_decimal(rounded(value, decimals), format=_pattern(decimals), locale=locale(language))


def separators(language: str) -> tuple[str, str]:
    """Return the decimal mark and the thousands mark of a language."""
    return get_decimal_symbol(locale(language)), get_group_symbol(locale(language))


def percent_mark(language: str) -> str:
    """Return what follows a number that is a percentage: "%" in English, " %" with a fixed blank in Romanian."""
    return str(locale(language).percent_formats[None].pattern.replace("#,##0", ""))


def percent(value: float, language: str, decimals: int = 1) -> str:
    """Return a percentage, e.g. 4.2 -> "4,2 %" in Romanian; the value is in percent, not a share of one."""
    pattern = locale(language).percent_formats[None].pattern.replace("#,##0", _pattern(decimals))
    return format_percent(rounded(value, decimals) / 100, format=pattern, locale=locale(language))


def change(value: float, language: str, decimals: int = 1) -> str:
    """Return a change in percent with its sign, e.g. "+4,2 %"; no sign where it rounds to nothing."""
    sign = "+" if rounded(value, decimals) > 0 else ""
    return sign + percent(value, language, decimals)


def money(value: float, language: str, currency: str = "MDL", decimals: int = 0) -> str:
    """Return an amount with the code of its currency, e.g. "1.200 MDL", alike in every language."""
    return f"{number(value, language, decimals)}\N{NO-BREAK SPACE}{currency}"


@lru_cache(maxsize=4096)
def month_name(month: Month, language: str, width: Width = "wide") -> str:
    """Return the month with its year, e.g. "iunie 2017"."""
    return format_skeleton(_SKELETONS[width], date(month.year, month.month, 1), locale=locale(language))


@lru_cache(maxsize=4096)
def calendar_month(number_of_month: int, language: str, width: Width = "wide") -> str:
    """Return the name of a calendar month (1-12) standing alone, without a year."""
    return str(get_month_names(width, context="stand-alone", locale=locale(language))[number_of_month])


def month_range(start: Month, end: Month, language: str, width: Width = "wide") -> str:
    """Return the months from `start` to `end` as read, e.g. "aprilie – octombrie 2017"; one month stands alone."""
    if start == end:
        return month_name(start, language, width)
    first, last = date(start.year, start.month, 1), date(end.year, end.month, 1)
    return format_interval(first, last, _SKELETONS[width], locale=locale(language))


def date_text(day: date, language: str) -> str:
    """Return the day as read, e.g. "12 septembrie 2017"."""
    return format_date(day, format="long", locale=locale(language))


def short_date(day: date, language: str) -> str:
    """Return the day as read where there is little room, e.g. "12 sept. 2017", its parts never on two lines."""
    return format_date(day, format="medium", locale=locale(language)).replace(" ", "\N{NO-BREAK SPACE}")


def period_name(period: int, language: str, width: Width = "wide") -> str:
    """Return a stored period as read: a year (YYYY) or a month (YYYYMM)."""
    return str(period) if is_year(period) else month_name(Month.from_period(period), language, width)
