"""Everything that fact sheets say, of every library and every territory, asked of the database once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

import pandas as pd
from sqlalchemy.orm import Session

from dashboard.factsheets.declared import PlaceKind, Sheets
from dashboard.headline import PREFERRED, SHOWN
from data.catalogue import Catalogue
from data.coverage import Figure
from data.late import LateMonth
from data.panel import Comparison
from data.queries.advocacy import KIND, money
from data.queries.attendance import library_totals, territory_totals
from data.queries.lists import Reach, reach_by
from data.queries.peers import (
    PeerRange,
    means_of_reports,
    peer_codes,
    ranges_among,
    rates_of_territories,
    territory_peers,
)
from data.queries.reported import reported_indicators
from data.queries.same_months import by_month, compared, late_by_territory, library_months_of_both_years
from data.queries.scope import Available, available, scope_of
from data.queries.services_by_place import categories_by_place
from data.selection import Selection

_KINDS: tuple[PlaceKind, ...] = ("library", "territory")


@dataclass(frozen=True, slots=True)
class Place:
    """A library or a territory; `library_kind` is the type of a library, "" of a territory."""

    kind: PlaceKind
    code: str
    name: str
    territory: str
    library_kind: str = ""


class Given(NamedTuple):
    """Amounts of the lists of money in the reporting currency, columns of data.queries.advocacy.money; None where
    nobody gave such a sum."""

    received: float | None = None
    pledged: float | None = None
    unstated: float | None = None  # neither was said
    in_kind_received: float | None = None  # things, at their value
    in_kind_pledged: float | None = None
    in_kind_unstated: float | None = None


Key = tuple[PlaceKind, str]
By = Literal["library", "territory"]


@dataclass(frozen=True)
class Material:
    """The figures of all places over the months of a selection, by (kind, code) of the place."""

    catalogue: Catalogue
    selection: Selection  # its months only, filled in
    available: Available
    headlines: tuple[str, ...]  # codes of the indicators that stand first
    places: tuple[Place, ...]  # that owed or gave a report
    months: Mapping[str, Mapping[Key, pd.DataFrame]]  # of each headline
    comparisons: Mapping[str, Mapping[Key, Comparison]]
    totals: Mapping[str, Mapping[Key, Figure]]  # of every indicator printed
    services: Mapping[Key, pd.DataFrame]
    values: Mapping[PlaceKind, Mapping[str, pd.Series[float]]]  # what peers are compared by
    given: Mapping[Key, Given]
    lists: Mapping[Key, Reach]
    embargo: date | None = None  # the day until which all of it is for staff only
    _ranges: dict[Key, list[PeerRange]] = field(default_factory=dict)  # what was worked out already

    def comparison(self, place: Place, indicator: str) -> Comparison:
        """Return an indicator of a place against the same months a year before."""
        nothing = Comparison(None, None, 0, 0, None, None, 0, self.figure(place, indicator).expected)
        return self.comparisons[indicator].get((place.kind, place.code), nothing)

    def by_month(self, place: Place, indicator: str) -> pd.DataFrame:
        """Return an indicator of a place month by month, as data.queries.same_months.by_month does."""
        return self.months[indicator].get((place.kind, place.code), _NO_MONTHS)

    def figure(self, place: Place, indicator: str) -> Figure:
        """Return an indicator of a place over all months."""
        return self.totals.get(indicator, {}).get((place.kind, place.code), Figure(None, 0, 0))

    def peers(self, place: Place) -> list[PeerRange]:
        """Return the place on the range of its peers: a library a report, a territory per 1,000 inhabitants a month."""
        key = (place.kind, place.code)
        if key not in self._ranges:
            self._ranges[key] = ranges_among(self.values[place.kind], place.code, self._peer_codes(place))
        return self._ranges[key]

    def _peer_codes(self, place: Place) -> tuple[str, ...]:
        if place.kind == "library":
            return peer_codes(self.catalogue, place.code)
        return territory_peers(self.catalogue, place.code, self.selection.end.year if self.selection.end else 0)


_NO_MONTHS = pd.DataFrame(
    columns=["place", "period", "value", "before", "libraries", "naive_value", "naive_before", "reported"]
)


def gather(
    session: Session, catalogue: Catalogue, selection: Selection, sheets: Sheets, embargo: date | None = None
) -> Material:
    """Return the material of all places in the months of a selection; a dozen questions, however many places."""
    over = Selection(selection.start, selection.end)
    there = reported_indicators(session)
    heads = tuple(code for code in PREFERRED if code in there)[:SHOWN]
    others = (sheets.activities, sheets.attendances, *sheets.money.put_in, *sheets.money.attracted)
    printed = [code for code in dict.fromkeys((*heads, *others)) if code in there]
    libraries = {code: library_totals(session, catalogue, code, over) for code in printed}
    territories = {code: territory_totals(session, catalogue, code, over) for code in printed}
    given = (session, catalogue)
    months = {code: library_months_of_both_years(*given, code, over) for code in heads}
    return Material(
        catalogue=catalogue,
        selection=over,
        available=available(session),
        headlines=heads,
        places=_places(catalogue, libraries, territories, heads),
        months={code: _by_place(rows) for code, rows in months.items()},
        comparisons={
            code: {
                **_compared("library", rows, libraries[code]),
                **_compared("territory", rows, territories[code], late_by_territory(*given, code, over, rows)),
            }
            for code, rows in months.items()
        },
        totals={
            code: {**_figures("library", libraries[code]), **_figures("territory", territories[code])}
            for code in printed
        },
        services={key: rows for kind in _KINDS for key, rows in _services(session, catalogue, over, sheets, kind)},
        values={
            "library": means_of_reports(session, catalogue, over, heads),
            "territory": rates_of_territories(session, catalogue, over, heads),
        },
        given={key: one for kind in _KINDS for key, one in _given(session, catalogue, over, kind)},
        lists={
            (kind, str(code)): one
            for kind in _KINDS
            for code, one in reach_by(session, scope_of(session, catalogue, over), KIND, kind).items()
        },
        embargo=embargo,
    )


def _places(
    catalogue: Catalogue,
    libraries: Mapping[str, pd.DataFrame],
    territories: Mapping[str, pd.DataFrame],
    heads: Iterable[str],
) -> tuple[Place, ...]:
    """Return the libraries that owed or gave a report, by code, then the territories."""
    first = next(iter(heads), None)
    if first is None:
        return ()
    rows = libraries[first].to_dict("records")
    found = [Place("library", row["library"], row["name"], row["territory"], row["kind"]) for row in rows]
    codes = [str(code) for code in territories[first]["territory"]]
    named = [Place("territory", code, code, code) for code in codes if code in catalogue.territories]
    return (*found, *named)


def _figures(kind: PlaceKind, frame: pd.DataFrame) -> dict[Key, Figure]:
    rows = zip(frame[kind], frame["value"], frame["reported"], frame["expected"], strict=True)
    return {
        (kind, str(code)): Figure(_number(value), int(reported), int(expected))
        for code, value, reported, expected in rows
    }


def _compared(
    kind: PlaceKind,
    months: pd.DataFrame,
    totals: pd.DataFrame,
    late: Mapping[str, tuple[LateMonth, ...]] | None = None,
) -> dict[Key, Comparison]:
    expected = {str(code): int(owed) for code, owed in zip(totals[kind], totals["expected"], strict=True)}
    return {(kind, code): one for code, one in compared(months, kind, expected, late).items()}


def _by_place(months: pd.DataFrame) -> dict[Key, pd.DataFrame]:
    return {(kind, str(code)): rows for kind in _KINDS for code, rows in by_month(months, kind).groupby("place")}


def _services(
    session: Session, catalogue: Catalogue, over: Selection, sheets: Sheets, kind: PlaceKind
) -> Iterable[tuple[Key, pd.DataFrame]]:
    frame = categories_by_place(session, catalogue, sheets.services, over, by=kind)
    for code, rows in frame.groupby("place"):
        yield (kind, str(code)), rows


def _given(session: Session, catalogue: Catalogue, over: Selection, kind: PlaceKind) -> Iterable[tuple[Key, Given]]:
    for row in money(session, catalogue, over, by=kind).to_dict("records"):
        yield (kind, str(row["key"])), Given(*(_number(row[name]) for name in Given._fields))


def _number(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
