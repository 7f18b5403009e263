"""PageContent: everything a page says, as pure data. The page and its files are drawn from the same one."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.address import Address
from dashboard.charts.spec import ChartSpec, TableSpec
from data.wording import Text


@dataclass(frozen=True, slots=True)
class Card:
    """A headline figure. `value` None: no data. `note` says the change with its panel, `coverage` who reported."""

    key: str  # indicator code
    label: str
    value: float | None
    shown: str  # the value as read in the page's language
    note: str
    coverage: str
    link: str = ""  # where on this site there is more about it


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step from the whole network to the place shown; the last one, the place itself, has no address."""

    label: str
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page says at its address; `tables[0]` is the one clean table of the csv."""

    page: str
    language: str
    title: str
    finding: str  # one sentence
    filters: str  # the selection in words
    coverage: str
    as_of: str
    source: str
    demonstration: str  # "" unless the network is a demonstration
    sentences: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    charts: tuple[ChartSpec, ...] = ()
    tables: tuple[TableSpec, ...] = ()
    trail: tuple[Crumb, ...] = ()  # empty: the whole network, or places that no one name has
    notices: tuple[str, ...] = ()  # what the reader should know of the address
    empty: str = ""  # why there is nothing to show, when there is nothing


def papers_line(spec: ChartSpec, text: Text) -> str:
    """Return the line that goes with a chart: who reported, whose figures they are, and of which day."""
    said = [spec.coverage, text.format("frame.source", source=spec.source), text.format("frame.as_of", date=spec.as_of)]
    return text["selection.separator"].join(said)
