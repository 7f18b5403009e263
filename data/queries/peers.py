"""A library beside its peers: libraries of its kind that serve about as many people. Peers are counted, never named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.queries.attendance import library_totals
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
    found = []
    for indicator in indicators if codes else ():
        over = Selection(start=selection.start, end=selection.end)
        frame = library_totals(session, catalogue, indicator, over, annual=annual).set_index("library")
        means = (frame["value"] / frame["reported"].where(frame["reported"] > 0)).astype(float)
        given = means.reindex(list(codes)).dropna()
        if len(given) < FEWEST:
            continue
        low, median, high = (float(given.quantile(share)) for share in (0.25, 0.5, 0.75))
        own = means.get(library)
        value = None if own is None or pd.isna(own) else float(own)
        found.append(PeerRange(indicator, value, low, median, high, len(given)))
    return found
