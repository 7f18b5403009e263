"""The reports of each library, period by period: owed or not, when due, when it came, how full it is.

The rows under every answer about reporting that names libraries; data.completeness holds the sums of the same facts.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, and_, case, exists, func, select, true
from sqlalchemy.orm import Session

from data.moments import as_utc
from data.owing import owed
from data.queries.scope import Scope
from data.schema import completeness, due_date, library, refused_report, submission

_Rows = Select[  # the fields of Obligation, as the database gives them
    int, str, str, str, str, int, int, date | None, datetime | None, int, datetime | None, int, int, int, int
]  # fmt: skip


class Obligation(NamedTuple):
    """A library's report of one stored period; moments are UTC."""

    library_id: int
    library: str
    name: str
    territory: str
    kind: str
    period: int
    owed: bool
    due_on: date | None  # None: no deadline is declared
    due_before: datetime | None
    actual: bool  # a report is in force
    received_at: datetime | None  # of the first version
    versions: int
    asked: int
    filled: int
    refused: bool  # a file about it was refused

    @property
    def on_time(self) -> bool | None:
        """Whether the first version came by the due date; None without a report or a due date."""
        if self.received_at is None or self.due_before is None:
            return None
        return self.received_at < self.due_before


def obligations(session: Session, scope: Scope, *, lacking: bool = False) -> list[Obligation]:
    """Return a row for each library of the scope and each of its periods, by library and period, owed or not; where
    only those `lacking` are asked for, those that are owed and have no report in force.

    The periods are those of which anybody owes a report: between the first and the last that anybody sent.
    """
    found = []
    for row in session.execute(_question(scope, lacking=lacking)):
        (
            number, code, name, territory, kind, period, owes, due_on, due_before, actual, received_at, versions,
            asked, filled, refused,
        ) = row  # fmt: skip
        found.append(
            Obligation(
                number, code, name, territory, kind, period, bool(owes), due_on, _moment(due_before), bool(actual),
                _moment(received_at), versions, asked, filled, bool(refused),
            )
        )  # fmt: skip
    return found


def _moment(stored: datetime | None) -> datetime | None:
    return as_utc(stored) if stored else None


def _question(scope: Scope, *, lacking: bool) -> _Rows:
    period = completeness.c.period
    in_scope = (completeness.c.form == scope.form, scope.holds(period), completeness.c.expected > 0)
    periods = select(period).where(*in_scope).distinct().subquery()
    unit = library.c
    due = and_(due_date.c.form == scope.form, due_date.c.period == periods.c.period)
    sent = and_(
        submission.c.form == scope.form,
        submission.c.period == periods.c.period,
        submission.c.library_id == unit.id,
    )
    refused = exists().where(
        refused_report.c.form == scope.form,
        refused_report.c.period == periods.c.period,
        refused_report.c.library_id == unit.id,
    )
    accepted = submission.c.status == "accepted"
    of_report = (
        unit.id.label("library_id"),
        unit.code.label("library"),
        unit.name,
        unit.territory,
        unit.kind,
        periods.c.period,
    )
    due_columns = (due_date.c.due_on, due_date.c.due_before)
    actual = func.max(case((accepted, 1), else_=0))
    rows = (
        select(
            *of_report,
            case((owed(periods.c.period), 1), else_=0).label("owed"),
            *due_columns,
            actual.label("actual"),
            func.min(submission.c.received_at).label("received_at"),
            func.count(submission.c.id).label("versions"),
            func.sum(case((accepted, submission.c.asked), else_=0)).label("asked"),
            func.sum(case((accepted, submission.c.filled), else_=0)).label("filled"),
            case((refused, 1), else_=0).label("refused"),
        )
        .select_from(library.join(periods, true()).outerjoin(due_date, due).outerjoin(submission, sent))
        .where(scope.includes(unit.territory, unit.kind))
        .group_by(*unit, periods.c.period, *due_columns)  # all of a library: in a release it is a view without a key
        .order_by(unit.code, periods.c.period)
    )
    return rows.where(owed(periods.c.period)).having(actual == 0) if lacking else rows


def arrivals(scope: Scope) -> Select[date, datetime, int]:
    """Return the question for due_on, received_at, reports: how many owed reports first came at each moment."""
    sent, unit = submission.c, library.c
    wanted = [sent.form == scope.form, scope.holds(sent.period), scope.includes(unit.territory, unit.kind)]
    if scope.library:
        wanted.append(unit.code == scope.library)
    first = (
        select(unit.id, sent.period, func.min(sent.received_at).label("received_at"))
        .select_from(submission.join(library, unit.id == sent.library_id))
        .where(*wanted, owed(sent.period))
        .group_by(unit.id, sent.period)
        .subquery()
        .c
    )
    due = and_(due_date.c.form == scope.form, due_date.c.period == first.period)
    by_moment = (due_date.c.due_on, first.received_at)
    return select(*by_moment, func.count()).where(due).group_by(*by_moment)
