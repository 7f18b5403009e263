"""Who owes which report, library by library: the denominator of coverage (data.completeness holds the sums).

Who owes is said once, in data.owing. Nothing is owed before the first or after the last period that anybody reported.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session

from data.owing import owed
from data.queries.scope import Scope
from data.schema import completeness, library


class Owed(NamedTuple):
    """A library and the number of reports it owed."""

    library: str
    name: str
    territory: str
    kind: str
    expected: int


def expected_by_library(session: Session, scope: Scope) -> list[Owed]:
    """Return every library of the scope, in the order of codes, with the number of reports it owed."""
    periods = _periods(scope)
    unit = library.c
    counted = (
        select(unit.code, unit.name, unit.territory, unit.kind, func.count(periods.c.period))
        .select_from(library.outerjoin(periods, owed(periods.c.period)))
        .where(scope.includes(unit.territory, unit.kind))
        .group_by(unit.code, unit.name, unit.territory, unit.kind)
        .order_by(unit.code)
    )
    return [Owed(*row) for row in session.execute(counted)]


def reports_of_library(scope: Scope) -> Subquery:
    """Return period, territory: one row for each report that the one library of the scope owed."""
    periods = _periods(scope)
    rows = select(periods.c.period, library.c.territory).select_from(periods.join(library, owed(periods.c.period)))
    return rows.where(library.c.code == scope.library).subquery()


def _periods(scope: Scope) -> Subquery:
    """Return the periods of the scope in which anybody owed a report."""
    period = completeness.c.period
    in_scope = (completeness.c.form == scope.form, scope.holds(period), completeness.c.expected > 0)
    return select(period).where(*in_scope).distinct().subquery()
