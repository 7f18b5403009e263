"""The library's year: opening days, holidays, Orthodox Easter, and how each month differs from the average."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache

from data.periods import Month

_FIXED = {(1, 1), (1, 7), (1, 8), (3, 8), (5, 1), (5, 9), (8, 27), (8, 31), (12, 25)}
# January to December, mean 1: a summer low, an autumn high, the school year.
_VISITS = (0.93, 1.05, 1.13, 1.08, 1.02, 0.80, 0.66, 0.68, 1.10, 1.26, 1.22, 1.07)
_SERVICES = (0.85, 1.05, 1.15, 1.15, 1.05, 0.85, 0.62, 0.60, 1.08, 1.28, 1.25, 1.07)
_ENROLMENT = (3.2, 1.6, 1.1, 0.8, 0.6, 0.5, 0.3, 0.4, 1.3, 1.1, 0.7, 0.4)  # new readers come in January


def orthodox_easter(year: int) -> date:
    """Return Orthodox Easter Sunday in our calendar (Meeus' Julian algorithm; the 13 days hold from 1900 to 2099)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day0 = divmod(moon + weekday + 114, 31)
    return date(year, month, day0 + 1) + timedelta(days=13)


@cache
def open_days(month: Month) -> int:
    """Return the days a library opens in a month: Monday to Friday without public holidays."""
    easter = orthodox_easter(month.year)
    moving = {easter + timedelta(days=1), easter + timedelta(days=8)}  # Easter Monday and the Monday of the departed
    days = [date(month.year, month.month, day) for day in range(1, calendar.monthrange(month.year, month.month)[1] + 1)]
    return sum(day.weekday() < 5 and (day.month, day.day) not in _FIXED and day not in moving for day in days)


def _eve(month: Month) -> float:
    """Return how quiet the week before Easter and the week after leave a month: 1 where they do not fall in it."""
    easter = orthodox_easter(month.year)
    days = [easter + timedelta(days=step) for step in range(-4, 9)]
    inside = sum((day.year, day.month) == (month.year, month.month) for day in days)
    return 1 - 0.12 * inside / len(days)


@cache
def visits_factor(month: Month) -> float:
    """Return a month's visits against an average month's."""
    return _VISITS[month.month - 1] * open_days(month) / 20.9 * _eve(month)


@cache
def services_factor(month: Month) -> float:
    """Return a month's services, events and trainings against an average month's."""
    return _SERVICES[month.month - 1] * open_days(month) / 20.9 * _eve(month)


def enrolment_factor(month: Month) -> float:
    """Return a month's newly registered users against an average month's."""
    return _ENROLMENT[month.month - 1]
