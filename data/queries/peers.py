"""A library beside its peers: libraries of its kind that serve about as many people. Peers are counted, never named.

Of a territory: those with about as many inhabitants.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.coverage import Coverage
from data.populations import population_of
from data.queries.attendance import library_answers, territory_totals
from data.selection import Selection

SIMILAR = 2.0  # peers serve between a half and the double
FEWEST = 5  # with fewer peers a range would show single libraries


class PeerRange(NamedTuple):
    """What a library gave for an indicator, on the range of its peers, all a report: the mean of the reports given."""

    indicator: str
    value: float | None
    low: float  # a quarter of the peers gave less
    median: float
    high: float  # a quarter of the peers gave more
    peers: int


def peer_codes(catalogue: Catalogue, library: str) -> tuple[str, ...]:
    """Return the codes of a library's peers in the register; nothing where its population is not known."""
    own = catalogue.libraries.get(library)
    if own is None or not own.population:
        return ()
    least, most = own.population / SIMILAR, own.population * SIMILAR
    return tuple(
        one.code
        for one in catalogue.libraries.values()
        if one.code != library and one.kind == own.kind and one.population and least <= one.population <= most
    )


def peer_ranges(
    session: Session,
    catalogue: Catalogue,
    selection: Selection,
    library: str,
    indicators: Sequence[str],
    *,
    annual: bool = False,
) -> list[PeerRange]:
    """Return a range for each indicator that enough of a library's peers gave in the months selected."""
    codes = peer_codes(catalogue, library)
    means = means_of_reports(session, catalogue, selection, indicators if codes else (), annual=annual)
    return ranges_among(means, library, codes)


def means_of_reports(
    session: Session, catalogue: Catalogue, selection: Selection, indicators: Sequence[str], *, annual: bool = False
) -> dict[str, pd.Series[float]]:
    """Return, for each indicator, what every library of the network gave a report in the months selected, by code."""
    over = Selection(start=selection.start, end=selection.end)
    found = {}
    for indicator in indicators:
        given = library_answers(session, catalogue, indicator, over, annual=annual)
        means = {code: one.value / one.reported for code, one in given.items() if one.value is not None}
        found[indicator] = pd.Series(means, dtype="float64")
    return found


def ranges_among(means: Mapping[str, pd.Series[float]], own: str, peers: Sequence[str]) -> list[PeerRange]:
    """Return a range for each indicator that enough of the peers have a value of; `means` are by code."""
    found = []
    for indicator, known in means.items():
        given = known.reindex(list(peers)).dropna()
        if len(given) < FEWEST:
            continue
        low, median, high = (float(one) for one in given.quantile([0.25, 0.5, 0.75]))
        value = known.get(own)
        found.append(PeerRange(indicator, _known(value), low, median, high, len(given)))
    return found


def territory_peers(catalogue: Catalogue, territory: str, year: int) -> tuple[str, ...]:
    """Return the territories in which about as many people live; nothing where a population is not known."""
    people = {code: population_of(catalogue.populations, code, year) for code in catalogue.territories}
    own = people.get(territory)
    if own is None:
        return ()
    least, most = own.value / SIMILAR, own.value * SIMILAR
    return tuple(code for code, row in people.items() if code != territory and row and least <= row.value <= most)


def rates_of_territories(
    session: Session, catalogue: Catalogue, selection: Selection, indicators: Sequence[str]
) -> dict[str, pd.Series[float]]:
    """Return, for each indicator, every territory's value per 1,000 inhabitants and month, by code.

    A territory of which too few reports came (data.coverage) has none: its rate would only look low. The months of the
    selection must be filled in.
    """
    if selection.start is None or selection.end is None:
        return {}
    over, count = Selection(start=selection.start, end=selection.end), selection.start.until(selection.end)
    found = {}
    for indicator in indicators:
        rates = {}
        for row in territory_totals(session, catalogue, indicator, over).to_dict("records"):
            people = population_of(catalogue.populations, row["territory"], selection.end.year)
            low = Coverage(int(row["reported"]), int(row["expected"])).low
            if people and not low and not pd.isna(row["value"]):
                rates[row["territory"]] = row["value"] / count / people.value * 1000
        found[indicator] = pd.Series(rates, dtype="float64")
    return found


def _known(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
