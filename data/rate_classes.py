"""The fixed classes of maps: data/definitions/rate_classes.toml."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from data.catalogue import DEFINITIONS
from data.loading_files import read_tables
from data.models import Declared

FILE = "rate_classes.toml"


class RateClasses(Declared):
    """The upper ends of the first four classes of an indicator, per 1,000 inhabitants and month; the fifth is open."""

    code: str
    ends: tuple[float, float, float, float]

    def place(self, rate: float) -> int:
        """Return the class of a rate, counted from 0; an end belongs to the class below it."""
        return bisect_left(self.ends, rate)


@cache
def load_rate_classes() -> dict[str, RateClasses]:
    """Return the classes by indicator; raises DefinitionError."""
    return read_tables(DEFINITIONS / FILE, RateClasses)
