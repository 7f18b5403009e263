"""The numbers and relations behind the checks: the schema of data/definitions/check_rules.toml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from data.models import Declared

Share = float  # of 1


class People(Declared):
    """The indicators of people, visits and inhabitants, and from which numbers on their likeness is told."""

    users: str
    visits: str
    population: str
    same_from: int = Field(ge=1)
    added_from: int = Field(ge=1)
    added_months: int = Field(ge=2)


class Events(Declared):
    """What is attended and how many attended; from `least` events on somebody must have."""

    events: str
    attendance: str
    least: int = Field(default=1, ge=1)


class Most(Declared):
    """The most an indicator can be in a period: a number, or the days or hours that the period has."""

    indicator: str
    most: Literal["days", "hours"] | float


class Round(Declared):
    """When all numbers of a report count as round."""

    unit: int = Field(ge=2)
    least: int = Field(ge=1)
    figures: int = Field(ge=1)
    share: Share = Field(gt=0, le=1)


class Sparse(Declared):
    """When a report counts as mostly empty."""

    share: Share = Field(ge=0, le=1)
    questions: int = Field(ge=1)


class Denominator(Declared):
    """How far the population behind a rate may be from the declared one, as a share of it."""

    tolerance: Share = Field(gt=0)


class CheckRules(Declared):
    """check_rules.toml."""

    people: People
    events: tuple[Events, ...]
    most: tuple[Most, ...]
    round: Round
    sparse: Sparse
    denominator: Denominator

    def indicators(self) -> Iterator[tuple[str, str]]:
        """Yield every indicator named, each with the key that names it."""
        people = self.people
        yield from (("people.users", people.users), ("people.visits", people.visits))
        yield "people.population", people.population
        for pair in self.events:
            yield from (("events.events", pair.events), ("events.attendance", pair.attendance))
        for limit in self.most:
            yield "most.indicator", limit.indicator
