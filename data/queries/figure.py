"""One figure by its key: the value that may be shown, the reports behind it, and the libraries it stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.coverage import Coverage
from data.figure_ids import FigureKey, Said
from data.measures import ForbiddenAggregation, ratio
from data.panel import Comparison, compare
from data.queries.attendance import total
from data.queries.events import event_totals
from data.queries.findings import findings
from data.queries.listed_figures import COUNTED
from data.queries.participation import taking_part
from data.queries.peers import peer_ranges, ranges_among, rates_of_territories, territory_peers
from data.queries.populations import Inhabitants, inhabitants, per_1000
from data.queries.reporting import Rates, rates
from data.queries.services import by_category

EXPECTED, RECEIVED, IN_TIME = "Q01", "Q02", "Q03"  # reports: counted from the reports themselves, nobody gives them
SHARES: tuple[Said, ...] = ("reporting", "on_time", "content", "taking_part", "peers")  # in per cent

RATES: tuple[Said, ...] = ("rate", "monthly_rate")
FOUND: tuple[Said, ...] = ("findings", "refused")  # problems in the files received


@dataclass(frozen=True, slots=True)
class FigureValue:
    """What the database says of a figure. `value` None: nobody reported, it is withheld, or its rule forbids it."""

    value: float | None
    coverage: Coverage
    withheld: bool = False  # a small count of a sensitive service (data.disclosure)
    forbidden: ForbiddenAggregation | None = None
    libraries: int | None = None  # it is computed over: of the comparable panel, that said something, of its peers
    comparison: Comparison | None = None
    people: Inhabitants | None = None  # of a rate
    title: str = ""  # of an event
    known: str = ""  # how many came to it: counted, estimated, registered
    replaced: date | None = None  # the day on which the list came that does not tell of it any more


def of_reports(figure: FigureKey) -> bool:
    """Return True for a figure that says how many reports were owed or came, and how fully they are filled in."""
    return figure.indicator in (EXPECTED, RECEIVED, IN_TIME) or figure.said in ("reporting", "on_time", "content")


def figure_value(session: Session, catalogue: Catalogue, figure: FigureKey) -> FigureValue:
    """Return the protected value of a figure as the pages show it."""
    if figure.said in COUNTED:
        return FigureValue(**COUNTED[figure.said](session, catalogue, figure)._asdict())
    try:
        return _by_category(session, catalogue, figure) if figure.category else _whole(session, catalogue, figure)
    except ForbiddenAggregation as error:
        return FigureValue(None, Coverage(0, 0), forbidden=error)


def _whole(session: Session, catalogue: Catalogue, figure: FigureKey) -> FigureValue:
    asked = (session, catalogue, figure.indicator, figure.selection)
    if figure.said in _COUNTED:
        return _COUNTED[figure.said](session, catalogue, figure)
    if of_reports(figure) and (figure.said != "reporting" or figure.indicator == RECEIVED):
        return _of_reports(figure, rates(session, catalogue, figure.selection, annual=figure.annual))
    if figure.said == "change":
        found = compare(*asked, annual=figure.annual)
        coverage = Coverage(found.reported, found.expected)
        return FigureValue(found.change_pct, coverage, libraries=found.libraries, comparison=found)
    over_all = total(*asked, annual=figure.annual)
    if figure.said == "reporting":
        share = over_all.coverage.share
        return FigureValue(None if share is None else share * 100, over_all.coverage)
    if figure.said in RATES:
        people = inhabitants(catalogue, figure.selection)
        rate = per_1000(over_all.value, people)
        if figure.said == "monthly_rate" and rate is not None:
            rate /= _months(figure)
        return FigureValue(rate, over_all.coverage, people=people)
    return FigureValue(over_all.value, over_all.coverage)


def _months(figure: FigureKey) -> int:
    first, last = figure.selection.start, figure.selection.end
    return first.until(last) if first and last else 1


def _of_reports(figure: FigureKey, found: Rates) -> FigureValue:
    came = Coverage(found.actual, found.expected)
    if figure.said == "total":
        counts = {EXPECTED: found.expected, RECEIVED: found.actual, IN_TIME: found.on_time}
        count = counts.get(figure.indicator)
        return FigureValue(None if count is None else float(count), came)
    share = {"on_time": found.rate_on_time, "content": found.content}.get(figure.said, found.rate)
    return FigureValue(None if share is None else share * 100, came)


def _taking_part(session: Session, catalogue: Catalogue, figure: FigureKey) -> FigureValue:
    frame = taking_part(session, catalogue, figure.selection)
    took, told, members = (int(frame[name].sum()) for name in ("taking_part", "reported", "in_network"))
    share = ratio(part=took, whole=told)
    return FigureValue(None if share is None else 100 * share, Coverage(told, members), libraries=told)


def _listed(session: Session, catalogue: Catalogue, figure: FigureKey) -> FigureValue:
    frame = event_totals(session, catalogue, figure.selection, campaign=True)
    if frame.empty:
        return FigureValue(None, Coverage(0, 0))
    coverage = Coverage(int(frame["reported"].max()), int(frame["expected"].max()))
    return FigureValue(float(frame["events"].sum()), coverage)


def _findings(session: Session, catalogue: Catalogue, figure: FigureKey) -> FigureValue:
    came = rates(session, catalogue, figure.selection, annual=figure.annual)
    found = findings(session, catalogue, figure.selection, annual=figure.annual)
    count = len(found) if figure.said == "findings" else (found["severity"] == "refuse").sum()
    return FigureValue(float(count), Coverage(came.actual, came.expected))


def _peers(session: Session, catalogue: Catalogue, figure: FigureKey) -> FigureValue:
    asked, codes = (session, catalogue, figure.selection), [figure.indicator]
    coverage = total(session, catalogue, figure.indicator, figure.selection, annual=figure.annual).coverage
    if figure.selection.library:
        ranges = peer_ranges(*asked, figure.selection.library, codes, annual=figure.annual)
    else:
        (territory,), last = figure.selection.territories, figure.selection.end
        similar = territory_peers(catalogue, territory, last.year if last else 0)
        ranges = ranges_among(rates_of_territories(*asked, codes), territory, similar)
    if not ranges or ranges[0].value is None or not ranges[0].median:
        return FigureValue(None, coverage)
    return FigureValue(100 * ranges[0].value / ranges[0].median, coverage, libraries=ranges[0].peers)


_COUNTED: dict[Said, Callable[[Session, Catalogue, FigureKey], FigureValue]] = {
    "taking_part": _taking_part,
    "listed": _listed,
    **dict.fromkeys(FOUND, _findings),
    "peers": _peers,
}


def _by_category(session: Session, catalogue: Catalogue, figure: FigureKey) -> FigureValue:
    frame = by_category(session, catalogue, figure.indicator, figure.selection)
    rows = frame.loc[frame["category"] == figure.category].to_dict("records")
    if not rows:
        return FigureValue(None, Coverage(0, int(frame["expected"].max()) if len(frame) else 0))
    row = rows[0]
    coverage = Coverage(int(row["reported"]), int(row["expected"]))
    if row["withheld"]:
        return FigureValue(None, coverage, withheld=True)
    compared = int(row["panel"]) if figure.said == "change" else None
    value = {
        "change": row["change_pct"],
        "reporting": None if coverage.share is None else coverage.share * 100,
        "rate": per_1000(float(row["value"]), inhabitants(catalogue, figure.selection)),
    }.get(figure.said, row["value"])
    return FigureValue(None if value is None or pd.isna(value) else float(value), coverage, libraries=compared)
