"""What a library lists of a month: events, partners, actions, stories; before anybody writes them into a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple, cast

from etl.demonstration.declared import details


@dataclass(slots=True)
class Happening:
    """An event. Words are codes, titles and places are in the sender's language; `activity` of the event above it."""

    title: str
    format: str
    category: str
    day: date
    people: int
    children: int
    method: str = "counted"
    place: str = ""  # "": inside or outside, as `outside` says
    outside: bool = False
    volunteers: int | None = None
    partners: tuple[str, ...] = ()
    campaign: bool = False
    activity: bool = False


class Helper(NamedTuple):
    """A partner, or the library's own volunteers (no sector)."""

    name: str
    sector: str = ""
    contribution: str | None = None
    volunteers: int | None = None
    hours: float | None = None


class Advocacy(NamedTuple):
    """An action and what came of it."""

    action: str | None = None
    target: str | None = None
    result: str | None = None
    amount: float | None = None
    source: str = ""
    given: str = ""
    in_kind: float | None = None


class Story(NamedTuple):
    """A success story."""

    title: str
    text: str
    quote: str
    consent: str


@dataclass(slots=True)
class Lists:
    """All that a library lists of a month."""

    events: list[Happening] = field(default_factory=list)
    partners: list[Helper] = field(default_factory=list)
    advocacy: list[Advocacy] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)

    def told(self) -> Iterator[tuple[str, str, float | None]]:
        """Yield the kind of list, what is called by its name, and its first number, of each record: the truth."""
        for event in self.events:
            yield "events", event.title, event.people
        for helper in self.partners:
            yield "partners", helper.name if helper.sector else "", helper.volunteers
        for row in self.advocacy:
            yield "advocacy", row.action or "", row.amount
        for story in self.stories:
            yield "stories", story.title, None


@cache
def words(language: str) -> dict[str, str]:
    """Return the words of cells in a language, by code."""
    return cast(dict[str, dict[str, str]], details()["words"])[language]


@cache
def format_names(language: str) -> dict[str, str]:
    """Return the names of event formats in a language, by code."""
    return cast(dict[str, dict[str, str]], details()["formats"])[language]


def said(code: str, language: str) -> str | None:
    """Return the word of a code, nothing for none."""
    return words(language)[code] if code else None
