"""What one fact sheet says, as pure data: the typesetter prints exactly this."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name, its change or the reason why there is none, and the id of its passport."""

    key: str
    value: float | None
    label: str
    shown: str
    note: str
    id: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: its finding, its drawing (SVG; "" for none), what it shows in words, a line below, and the id of its
    figure ("" where nothing is drawn)."""

    heading: str
    svg: str
    alt: str
    note: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money with its name and the id of its passport; `shown` says also that it is not known."""

    key: str
    label: str
    value: float | None
    shown: str
    id: str


@dataclass(frozen=True, slots=True)
class Money:
    """What was put in beside what was attracted, never one in terms of the other."""

    heading: str
    put_in_heading: str
    put_in: tuple[Amount, ...]
    attracted_heading: str
    attracted: tuple[Amount, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The one thing the sheet asks for."""

    code: str
    heading: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code (SVG; "" where the site's address is not known), what it leads to, and in words."""

    svg: str
    alt: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, in one language."""

    language: str
    title: str  # the name of the place
    document: str  # the title of the document
    audience: str
    period: str
    about: str
    lead: str
    labels: tuple[str, ...]  # that it is made up, that it is under embargo
    figures: tuple[Figure, ...]
    year: Picture
    services: Picture
    peers: Picture
    money: Money
    ask: Asked
    coverage: str
    method: tuple[str, ...]
    source: str
    code: Code

    def as_json(self) -> str:
        """Return the sheet as the template reads it."""
        return json.dumps(asdict(self), ensure_ascii=False)
