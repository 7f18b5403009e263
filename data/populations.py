"""How many people live somewhere: a dated register, so that every rate names the one row it divides by.

A row is a place (a territory or an area), a year, an age band and a definition: of a municipality the whole with its
suburbs, or the city alone. The two differ by a fifth in Chișinău, which is why a row must say which it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from data.loading_files import DefinitionError, build, read_rows
from data.loading_network import NetworkFolder
from data.models import Declared

FILE = "area_population.csv"
EVERY_AGE = "all"
Definition = Literal["unit", "municipality", "city"]


class Population(Declared):
    """The inhabitants of a place in a year. `unit`: the whole administrative unit, where no other reading exists."""

    place: str  # code of a territory or of an area
    year: int = Field(ge=1800, le=2999)
    value: int = Field(gt=0)
    source: str  # key of text [population_source]
    age: str = EVERY_AGE  # an age band as the source names it, e.g. "0-16"
    definition: Definition = "unit"
    derived: bool = False  # computed from other published figures, not published itself


def load_populations(network: NetworkFolder) -> tuple[Population, ...]:
    """Return the rows in file order; raises DefinitionError for a row that stands twice."""
    path = network.find(FILE)
    if path is None:
        return ()
    found: dict[tuple[str, int, str, str], Population] = {}
    for number, row in enumerate(read_rows(path, ("place", "year", "value", "source")), start=2):
        declared = build(Population, path, f"line {number}", row)
        key = (declared.place, declared.year, declared.age, declared.definition)
        if key in found:
            raise DefinitionError(path, f"line {number}", "the same place, year, age and definition again", "remove it")
        found[key] = declared
    return tuple(found.values())


def population_of(
    rows: Iterable[Population],
    place: str,
    year: int,
    *,
    age: str = EVERY_AGE,
    definition: Definition | None = None,
) -> Population | None:
    """Return the row a rate of that place and year divides by: the latest one of the year or before it, never a later.

    Without a `definition` the first of its rows in file order holds. None: nobody declared one.
    """
    return max(_candidates(rows, place, year, age, definition), key=lambda row: row.year, default=None)


def _candidates(
    rows: Iterable[Population], place: str, year: int, age: str, definition: Definition | None
) -> Iterator[Population]:
    for row in rows:
        if (row.place, row.age) == (place, age) and row.year <= year and definition in (None, row.definition):
            yield row
