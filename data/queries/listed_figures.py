"""Figures counted one by one: of an event, in the lists of money, partners and volunteers, of reports not there yet or
sent again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pandas as pd
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.coverage import Coverage
from data.figure_ids import FigureKey, Said
from data.queries.advocacy import money
from data.queries.chase import chase_list, moment_of
from data.queries.event_lists import events
from data.queries.event_tellings import replaced_on, rows_in_force
from data.queries.known import known
from data.queries.partners import partners_by_sector, partners_in_all, volunteers
from data.queries.reporting import rates
from data.queries.resubmissions import resubmissions
from data.queries.scope import available

MONEY, PARTNERS, VOLUNTEERS, VOLUNTEER_HOURS = "A01", "P01", "P03", "P04"
MONEY_COLUMNS: dict[Said, str] = {
    "sums_received": "received",
    "sums_pledged": "pledged",
    "sums_unstated": "unstated",
    "things_received": "in_kind_received",
    "things_pledged": "in_kind_pledged",
    "things_unstated": "in_kind_unstated",
    "sums": "sums",
}


class Counted(NamedTuple):
    """What was counted. `value` None: nobody listed such a thing, it is withheld, or it is not added over months."""

    value: float | None
    coverage: Coverage
    withheld: bool = False
    title: str = ""  # of an event, where it may be told
    known: str = ""  # how many came to an event: counted, estimated, registered
    replaced: date | None = None  # the day on which the list came that does not tell of an event any more


def event_told(session: Session, catalogue: Catalogue, figure: FigureKey) -> pd.DataFrame:
    """Return the event of a figure: no row, or one, with the columns of data.queries.event_lists.events; of an event of
    several hosts the row that the library's lists show."""
    told = events(session, catalogue, figure.selection, activities=True)
    return told[told["id"].isin(rows_in_force(session, figure))]


def _event(session: Session, catalogue: Catalogue, figure: FigureKey) -> Counted:
    told = event_told(session, catalogue, figure)
    if told.empty:
        return Counted(None, _reports(session, catalogue, figure), replaced=replaced_on(session, figure))
    (row,) = told.to_dict("records")
    return Counted(
        known(row["attendance"]), _coverage(told), bool(row["withheld"]), _words(row["title"]), _words(row["method"])
    )


def _money(session: Session, catalogue: Catalogue, figure: FigureKey) -> Counted:
    frame = money(session, catalogue, figure.selection, by="all")
    return _of(frame, MONEY_COLUMNS[figure.said])


def _partners(session: Session, catalogue: Catalogue, figure: FigureKey) -> Counted:
    if figure.said == "partnerships":
        frame = partners_by_sector(session, catalogue, figure.selection)
        return _of(frame.assign(partnerships=frame["partnerships"].sum()), "partnerships")
    return _of(partners_in_all(session, catalogue, figure.selection), "names")


def _volunteers(session: Session, catalogue: Catalogue, figure: FigureKey) -> Counted:
    frame = volunteers(session, catalogue, figure.selection, by="all")
    return _of(frame, "people" if figure.said == "volunteers" else "hours")


def _listing(session: Session, catalogue: Catalogue, figure: FigureKey) -> Counted:
    if figure.indicator == MONEY:
        return _of(money(session, catalogue, figure.selection, by="all"), "libraries")
    if figure.indicator == VOLUNTEERS:
        return _of(volunteers(session, catalogue, figure.selection, by="all"), "libraries")
    return _of(partners_in_all(session, catalogue, figure.selection), "libraries")


def _overdue(session: Session, catalogue: Catalogue, figure: FigureKey) -> Counted:
    as_of = moment_of(catalogue, available(session).as_of)
    frame = chase_list(session, catalogue, figure.selection, annual=figure.annual, as_of=as_of)
    count = len(frame) if figure.said == "chased" else frame["overdue"].sum()
    return Counted(float(count), _reports(session, catalogue, figure))


def _replaced(session: Session, catalogue: Catalogue, figure: FigureKey) -> Counted:
    frame = resubmissions(session, catalogue, figure.selection, annual=figure.annual)
    counts = {"replaced": len(frame), "answered_anew": (frame["changed"] > 0).sum()}
    moved = (frame["after"] - frame["before"]).sum()  # where both reported it
    return Counted(float(counts.get(figure.said, moved)), _reports(session, catalogue, figure))


def _reports(session: Session, catalogue: Catalogue, figure: FigureKey) -> Coverage:
    came = rates(session, catalogue, figure.selection, annual=figure.annual)
    return Coverage(came.actual, came.expected)


def _of(frame: pd.DataFrame, column: str) -> Counted:
    if frame.empty:
        return Counted(None, Coverage(0, 0))
    return Counted(known(frame[column].iloc[0]), _coverage(frame))


def _coverage(frame: pd.DataFrame) -> Coverage:
    return Coverage(int(frame["reported"].iloc[0]), int(frame["expected"].iloc[0]))


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


COUNTED: dict[Said, Callable[[Session, Catalogue, FigureKey], Counted]] = {
    "event": _event,
    **dict.fromkeys(MONEY_COLUMNS, _money),
    "partners": _partners,
    "partnerships": _partners,
    "volunteers": _volunteers,
    "volunteer_hours": _volunteers,
    "listing": _listing,
    "overdue": _overdue,
    "chased": _overdue,
    "replaced": _replaced,
    "answered_anew": _replaced,
    "moved": _replaced,
}
