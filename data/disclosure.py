"""Which counts are about people in sensitive services, and from where on they are shown.

The classes of figures stand in data/definitions/disclosure.toml. Their counts are rounded where they are finest
(data.rounding), so every total, share and change is one of rounded counts; what is left to do here is to say which of
them are too small to be shown, and, in tables that leave for good, which others must go with them (data.suppression).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

import pandas as pd
from pydantic import Field

from data.catalogue import DEFINITIONS
from data.loading_files import DefinitionError, read_tables
from data.models import Category, Declared
from data.rounding import LEAST_BASE, key_of
from data.suppression import suppressed

FILE = "disclosure.toml"


class Protection(Declared):
    """How counts of a sensitive category are protected: rounded to a base, shown from `least` on.

    `range`: how far apart the values must lie that a fixed table leaves possible for a count that is not shown.
    """

    least: int
    base: int = Field(ge=LEAST_BASE)
    range: int = Field(ge=LEAST_BASE)


class FigureClass(Declared):
    """A class of figures and its rule. Without indicators: all that no other class names."""

    code: str
    rule: Literal["exact", "rounded"]
    fixed_tables: Literal["exact", "suppressed"] = "exact"
    indicators: tuple[str, ...] = ()
    single_events: bool = False
    yes: Protection | None = None
    strictest: Protection | None = None

    def protection(self, category: Category) -> Protection | None:
        """Return how the counts of a category are protected; None: they are exact."""
        return {"no": None, "yes": self.yes, "strictest": self.strictest}[category.sensitive]


@cache
def load_classes() -> dict[str, FigureClass]:
    """Return the declared classes by code; raises DefinitionError."""
    path = DEFINITIONS / FILE
    classes = read_tables(path, FigureClass)
    for code, one in classes.items():
        for name, protection in (("yes", one.yes), ("strictest", one.strictest)):
            if one.rule == "rounded" and protection is None:
                raise DefinitionError(path, f"{code}.{name}", "this key is missing", "say `least`, `base` and `range`")
            if protection and protection.least < protection.base:
                raise DefinitionError(path, f"{code}.{name}", "`least` is below `base`", "raise `least`")
    return classes


def class_of(indicator: str) -> FigureClass:
    """Return the class of an indicator's figures."""
    others = next(one for one in load_classes().values() if not one.indicators)
    return next((one for one in load_classes().values() if indicator in one.indicators), others)


def protections(categories: Mapping[str, Category]) -> Iterator[tuple[str, str, Protection]]:
    """Yield indicator, category and protection of all that is rounded."""
    for one in load_classes().values():
        for indicator in one.indicators if one.rule == "rounded" else ():
            for code, category in categories.items():
                protection = one.protection(category)
                if protection:
                    yield indicator, code, protection


def cell_key(indicator: str, category: str) -> int:
    """Return the number by which counts of an indicator in a category are rounded, the same in a whole class.

    The counts of one cell are then rounded up or down together. Of two that bound each other (there are no more
    sessions than people who came) neither tells more of the other than its own rounded count does.
    """
    return key_of(class_of(indicator).indicators[0], category)


def of_single_events(categories: Mapping[str, Category]) -> dict[str, Protection]:
    """Return, by code of each category, how the attendance of a single event is protected; others are exact."""
    classes = [one for one in load_classes().values() if one.single_events]
    found = {code: one.protection(category) for one in classes for code, category in categories.items()}
    return {code: protection for code, protection in found.items() if protection}


def least_shown(indicator: str, category: Category) -> int:
    """Return the least count of an indicator in a category that is shown; 0: every count is."""
    protection = class_of(indicator).protection(category)
    return protection.least if protection else 0


def too_small(counts: pd.Series[float], least: pd.Series[int]) -> pd.Series[bool]:
    """Return which counts are below the least that is shown. A rounded 0 is: nobody, or few."""
    return counts.notna() & (counts < least)


def may_be_protected(indicator: str | None) -> bool:
    """Return True for a value of an indicator whose counts are protected in some category; None: of one not known."""
    return indicator is None or class_of(indicator).rule != "exact"


def withheld_in_fixed(
    indicator: str, categories: Sequence[Category], counts: Sequence[float], some: Sequence[bool]
) -> list[bool]:
    """Return which parts of a total are withheld in a table that leaves for good: a category and its count each.

    `some`: more than 0 was reported, which is no secret.
    """
    said = [class_of(indicator).protection(category) for category in categories]
    small = [bool(any_ and one and count < one.least) for count, any_, one in zip(counts, some, said, strict=True)]
    if class_of(indicator).fixed_tables == "exact":
        return small
    widths = [float(one.range) if one else 0.0 for one in said]
    return suppressed(counts, primary=small, totals=[range(len(counts))], width=widths)


def withheld(counts: Sequence[float | None], least: Sequence[int]) -> list[bool]:
    """Return which rows too few stand behind: some, but fewer than the least. A single one takes the smallest other."""
    small = [count is not None and 0 < count < bound for count, bound in zip(counts, least, strict=True)]
    if sum(small) != 1:
        return small
    others = [
        (count, place) for place, count in enumerate(counts) if count is not None and count > 0 and not small[place]
    ]
    if others:
        small[min(others)[1]] = True
    return small
