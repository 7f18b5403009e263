"""The declared facts as frozen objects: what a definitions or network file may say (its schema) and nothing else.

Words are never declared here: names and definitions in the readers' languages stand in the text/ folders
(data/wording.py).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from data.periods import Month

Rule = Literal["sum", "last", "unique", "ratio", "weighted_mean", "money"]


def _month(value: object) -> object:
    return Month.parse(value) if isinstance(value, str) else value


MonthField = Annotated[Month, BeforeValidator(_month)]


class Declared(BaseModel):
    """A declared fact: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def name_in(names: dict[str, str], language: str) -> str:
    """Return the name in a language, else the first there is: a place nobody translated keeps its own name."""
    return names.get(language) or next(iter(names.values()))


class Indicator(Declared):
    """One quantity. `rule` is its only aggregation rule; `of` and `per` are the parts of a ratio."""

    code: str
    unit: str  # key of text [unit]
    rule: Rule
    better: Literal["higher", "lower", "none"] = "higher"
    since: MonthField = Month(2013, 1)
    until: MonthField | None = None
    replaces: str | None = None
    of: tuple[str, ...] = ()
    per: str | None = None
    scale: int = 1  # a ratio is `of` / `per` times this, e.g. 100 for "per 100 inhabitants"
    by_category: bool = False  # reported once for each service category
    part_of: str | None = None  # "of which children": never more than its whole
    whole: bool = True  # a count: a fraction is unreadable
    impact_areas: tuple[str, ...] = ()
    iso: str | None = None  # clause of ISO 2789:2022, or the standard's number
    limits: tuple[str, ...] = ()  # keys of text [limit]: what a reader must know before quoting it


class Category(Declared):
    """A service category. A row has one primary category; `unclassified` is shown, never dropped."""

    code: str
    impact_area: str | None = None
    sensitive: Literal["no", "yes", "strictest"] = "no"
    also: tuple[str, ...] = ()  # impact areas it serves second
    since: MonthField = Month(2013, 1)
    until: MonthField | None = None
    seed_words: tuple[str, ...] = ()


class ImpactArea(Declared):
    """One of the seven areas of the Common Impact Measurement System."""

    code: str


class EventFormat(Declared):
    """How an event is held, e.g. MAST masterclass."""

    code: str
    parent: bool = False  # may hold child activities, as a fair does
    seed_words: tuple[str, ...] = ()  # what senders write


class LibraryKind(Declared):
    """A library type of the register."""

    code: str


class Area(Declared):
    """A unit of the administrative register. `code` is text: leading zeros count."""

    code: str
    parent: str | None = None
    depth: int = Field(ge=0)
    kind: str
    names: dict[str, str]  # language -> name
    iso: str | None = None
    obligated: bool = True  # False: an area whose libraries owe no report
    aliases: tuple[str, ...] = ()
    old_code: str | None = None  # its code in the classifier before this one
    lat: float | None = None
    lon: float | None = None


class Territory(Declared):
    """A reporting territory: the level at which reports are consolidated and chased."""

    code: str  # the code in addresses and tables, e.g. MD-OR
    area: str | None = None  # code in the register of areas
    names: dict[str, str]
    aliases: tuple[str, ...] = ()
    obligated: bool = True  # False: its libraries owe no report

    def name(self, language: str) -> str:
        """Return the name in a language, or the first there is."""
        return name_in(self.names, language)


class Membership(Declared):
    """A territory in a group, dated."""

    territory: str
    since: MonthField | None = None
    until: MonthField | None = None

    def holds(self, month: Month) -> bool:
        """Return True when the territory belonged to the group in that month."""
        return (self.since is None or self.since <= month) and (self.until is None or month <= self.until)


class RegionGroup(Declared):
    """A set of territories: a statistical region or a programme's group. Its words stand in the network's text."""

    code: str
    kind: Literal["statistical", "programme"]
    confirmed: bool = True
    members: tuple[Membership, ...]

    def territories(self, month: Month) -> tuple[str, ...]:
        """Return the codes of the territories that belonged to the group in a month."""
        return tuple(member.territory for member in self.members if member.holds(month))


class Theme(Declared):
    """The categories a stage promotes in a month."""

    month: MonthField
    categories: tuple[str, ...]
    confirmed: bool = True


class Stage(Declared):
    """A stage of a campaign. `end` None: not known; `end_shown` is then where its shading stops."""

    code: str
    start: date
    end: date | None = None
    end_shown: date | None = None
    kind: Literal["awareness", "library-led"]
    themes: tuple[Theme, ...] = ()


class Campaign(Declared):
    """A campaign with its dated stages."""

    code: str
    stages: tuple[Stage, ...]


class Library(Declared):
    """A library of the register. Periods are months; None in `in_network_from` means outside the network."""

    code: str
    name: str
    kind: str
    territory: str
    area: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    population: int | None = None
    in_network_from: MonthField | None = None
    in_network_to: MonthField | None = None
    wave: str | None = None
    opened: MonthField | None = None
    closed: MonthField | None = None
    languages: tuple[str, ...] = ()
    staff: int | None = None
    computers: int | None = None
    lat: float | None = None
    lon: float | None = None
    contact: str | None = None  # whom to ask about its reports
    phone: str | None = None
    email: str | None = None


class ExchangeRate(Declared):
    """What one unit of a currency is worth in the reporting currency, first and last day included."""

    currency: str
    since: date
    until: date
    rate: float = Field(gt=0)
    source: str


class NetworkSettings(Declared):
    """network.toml: what holds for the whole network."""

    name: str
    languages: tuple[str, ...] = ("ro", "ru", "en")
    demonstration: bool = False
    open_register: bool = False  # libraries it does not know are taken from the file
    base: str | None = None  # the name of a shipped network whose files serve where this folder has none
    monthly_form: str = "monthly"
    annual_form: str = "annual"
    time_zone: str = "UTC"  # in which a day of a deadline ends, e.g. Europe/Chisinau
    currency: str = "MDL"  # in which money is summed
    source: str = ""  # who publishes the figures, as cited
    licence: str = ""


class Check(Declared):
    """A problem kind of the closed list: what happens to the file that has it."""

    code: str
    severity: Literal["refuse", "warn", "note"]
