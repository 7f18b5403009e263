"""What stands on an impact page and what its story says: public.toml, checked when read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from data.loading_files import build, read_toml
from data.models import Declared

FILE = Path(__file__).with_name("public.toml")
SubjectKind = Literal["campaign", "place"]


class Behind(Declared):
    """Of these tables: which column says how many libraries stand behind a row, which columns are withheld.

    `drawn`: charts of these tables draw what is withheld.
    """

    tables: tuple[str, ...]
    by: str
    hides: tuple[str, ...]
    drawn: bool = True


class Section(Declared):
    """A section of an impact page: what it takes from a page of the site."""

    key: str
    page: str
    lead: Literal["", "verdict"] = ""
    cards: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    note: str = ""


class Sentence(Declared):
    """A sentence of the story, and when it is said."""

    about: str
    say: str
    kind: Literal["", "campaign", "place"] = ""
    of: str = ""
    above: float | None = None
    below: float | None = None
    verdict: tuple[str, ...] = ()

    def holds(self, facts: Mapping[str, float], verdict: str) -> bool:
        """Return whether the figures meet every condition; a figure that is not there meets none."""
        if self.verdict:
            return verdict in self.verdict
        value = facts.get(self.of)
        if value is None:
            return False
        return (self.above is None or value > self.above) and (self.below is None or value < self.below)


class Public(Declared):
    """public.toml."""

    least_libraries: int
    behind: dict[str, Behind]
    campaign: tuple[Section, ...]
    place: tuple[Section, ...]
    story: tuple[Sentence, ...]

    def sections(self, kind: SubjectKind) -> tuple[Section, ...]:
        """Return the sections of a page about a campaign, or about a place."""
        return self.campaign if kind == "campaign" else self.place

    def said(self, kind: SubjectKind, facts: Mapping[str, float], verdict: str) -> Sequence[Sentence]:
        """Return the sentences of the story in their order, one about each thing."""
        found: dict[str, Sentence] = {}
        for one in self.story:
            if one.kind in ("", kind) and one.about not in found and one.holds(facts, verdict):
                found[one.about] = one
        return tuple(found.values())


@cache
def declared(path: Path = FILE) -> Public:
    """Return what is declared; raises DefinitionError."""
    return build(Public, path, "", read_toml(path))
