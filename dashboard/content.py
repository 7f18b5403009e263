"""PageContent: everything a page says, as pure data. The page and its files are drawn from the same one."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.charts.spec import ChartSpec, TableSpec


@dataclass(frozen=True, slots=True)
class Card:
    """A headline figure. `value` None: no data. `note` says the change with its panel, `coverage` who reported."""

    key: str  # indicator code
    label: str
    value: float | None
    shown: str  # the value as read in the page's language
    note: str
    coverage: str


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
    empty: str = ""  # why there is nothing to show, when there is nothing
