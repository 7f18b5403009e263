"""Periods: a month, and the whole number under which a period is stored.

A stored period is a whole number: a month is YYYYMM (201706), a year is YYYY (2017). A range of months therefore never
catches an annual figure, and annual and monthly figures cannot be added by accident.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month, e.g. Month(2017, 6); raises ValueError outside years 1900-2999 and months 1-12."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1900 <= self.year <= 2999 and 1 <= self.month <= 12):
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Return the month written as YYYY-MM; raises ValueError for anything else."""
        match = _MONTH.fullmatch(text)
        if match is None:
            raise ValueError(f"not a month (YYYY-MM): {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def from_period(cls, period: int) -> Month:
        """Return the month stored as YYYYMM; raises ValueError for a year or any other number."""
        return cls(period // 100, period % 100)

    @property
    def period(self) -> int:
        """The stored form, YYYYMM."""
        return self.year * 100 + self.month

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    def plus(self, months: int) -> Month:
        """Return the month so many months later (or earlier, for a negative number)."""
        year, month0 = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month0 + 1)

    def until(self, last: Month) -> int:
        """Return the number of months from this one to `last`, both counted; 0 or less when `last` is earlier."""
        return (last.year - self.year) * 12 + last.month - self.month + 1

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def months(first: Month, last: Month) -> Iterator[Month]:
    """Yield every month from `first` to `last`, both included."""
    for step in range(max(0, first.until(last))):
        yield first.plus(step)


def is_year(period: int) -> bool:
    """Return True for a stored year (YYYY), False for a stored month (YYYYMM)."""
    return period < 10_000
