"""The numbers and relations behind the checks: the schema of data/definitions/check_rules.toml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

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
    added_known: int = Field(ge=2, le=12)


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


class UsualFigure(Declared):
    """How much an indicator's months differ beyond chance, and the size of the groups it comes in."""

    indicator: str
    spread: Share = Field(gt=0)
    clump: float = Field(default=1, ge=1)


class Newcomer(Declared):
    """What is expected of a library without a past: so many times another indicator as in its territory."""

    indicator: str
    of: str
    spread: Share = Field(gt=0)
    least: float = Field(gt=0)
    ratios: int = Field(ge=1)


class Usual(Declared):
    """What is expected of a figure, and from when on it is told."""

    earlier_years: int = Field(ge=1)
    recent_months: int = Field(ge=1)
    least: float = Field(ge=0)
    lean: float = Field(gt=0)
    false_alarm: Share = Field(gt=0, lt=1)
    slip_alarm: Share = Field(gt=0, lt=1)
    slip_fits: Share = Field(gt=0, lt=0.5)
    shown: Share = Field(gt=0, lt=0.5)
    settled: int = Field(ge=1)
    figure: tuple[UsualFigure, ...] = Field(min_length=1)
    newcomer: tuple[Newcomer, ...] = ()

    @model_validator(mode="after")
    def _newcomers_have_a_spread(self) -> Self:
        known = {figure.indicator for figure in self.figure}
        for pair in self.newcomer:
            if missing := {pair.indicator, pair.of} - known:
                raise ValueError(f"newcomer names {', '.join(sorted(missing))}, which has no [[usual.figure]]")
        return self


class Copied(Declared):
    """When a month is a copy of the one before."""

    figures: int = Field(ge=1)
    share: Share = Field(gt=0, le=1)
    rarity: float = Field(gt=0)


class Running(Declared):
    """When figures seem to be counted from January on."""

    months: int = Field(ge=2, le=12)
    figures: int = Field(ge=1)
    least: float = Field(gt=0)
    growth: Share = Field(gt=0, le=1)


class Money(Declared):
    """When a sum seems to be written in thousands."""

    figures: int = Field(ge=1)
    factor: float = Field(gt=1)
    apart: float = Field(gt=1)
    fits: float = Field(ge=1)


class Year(Declared):
    """How far a year may be from the sum of its months, as a share of it."""

    tolerance: Share = Field(ge=0)


class CheckRules(Declared):
    """check_rules.toml."""

    people: People
    events: tuple[Events, ...]
    most: tuple[Most, ...]
    round: Round
    sparse: Sparse
    denominator: Denominator
    usual: Usual
    copied: Copied
    running: Running
    money: Money
    year: Year

    def indicators(self) -> Iterator[tuple[str, str]]:
        """Yield every indicator named, each with the key that names it."""
        people = self.people
        yield from (("people.users", people.users), ("people.visits", people.visits))
        yield "people.population", people.population
        for pair in self.events:
            yield from (("events.events", pair.events), ("events.attendance", pair.attendance))
        for limit in self.most:
            yield "most.indicator", limit.indicator
        for figure in self.usual.figure:
            yield "usual.figure.indicator", figure.indicator
