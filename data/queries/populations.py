"""How many people live where a selection asks: what every rate per inhabitant divides by, and the rows it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from data.catalogue import Catalogue
from data.measures import ratio
from data.populations import EVERY_AGE, Population, population_of
from data.queries.scope import territories_of
from data.selection import Selection


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """The rows of a selection's territories, one each, and the territories of which no row is declared."""

    rows: tuple[Population, ...]
    missing: tuple[str, ...]

    @property
    def value(self) -> int | None:
        """The people of all the territories; None while one is missing: a part is no denominator."""
        return None if self.missing or not self.rows else sum(row.value for row in self.rows)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the rows, keys of text [population_source], each once."""
        return tuple(dict.fromkeys(row.source for row in self.rows))

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the rows, each once, in order."""
        return tuple(sorted({row.year for row in self.rows}))

    @property
    def derived(self) -> bool:
        """True when a row was computed from other figures rather than published."""
        return any(row.derived for row in self.rows)


def inhabitants(catalogue: Catalogue, selection: Selection, *, age: str = EVERY_AGE) -> Inhabitants:
    """Return who lives in a selection's territories in the year of its last month; library types do not matter.

    The months of the selection must be filled in (data.queries.scope.resolve); without an end nothing is known.
    """
    if selection.end is None:
        return Inhabitants((), ())
    asked = territories_of(catalogue, selection, selection.end)
    if asked is None:
        asked = tuple(code for code, territory in catalogue.territories.items() if territory.obligated)
    found = {code: population_of(catalogue.populations, code, selection.end.year, age=age) for code in asked}
    rows = tuple(row for row in found.values() if row is not None)
    return Inhabitants(rows, tuple(code for code, row in found.items() if row is None))


def per_1000(value: float | None, people: Inhabitants) -> float | None:
    """Return a value per 1,000 inhabitants; None when either is unknown."""
    share = ratio(part=value, whole=people.value)
    return None if share is None else share * 1000
