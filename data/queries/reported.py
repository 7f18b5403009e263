"""Which indicators anybody has reported: a network shows those, and not empty charts of the others."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, exists, func, select
from sqlalchemy.orm import Session

from data.bounds import Bounds, bounds_of
from data.schema import indicator, library, observation, territory_month
from data.states import State

_YEARS = 9999  # a stored period up to this is a year, above it a month


def reported_indicators(session: Session) -> frozenset[str]:
    """Return the codes of the indicators that a library within the session's bounds has reported in any period."""
    table, within = _rows(bounds_of(session))
    given = exists().where(table.c.indicator_id == indicator.c.id, *within)
    return frozenset(session.scalars(select(indicator.c.code).where(given)))


def reported_periods(session: Session) -> dict[str, tuple[int, int]]:
    """Return, by code of each indicator so reported, the first and last stored period: months where there are any."""
    table, within = _rows(bounds_of(session))
    rows = table.c
    columns = [
        select(edge(rows.period)).where(rows.indicator_id == indicator.c.id, kind, *within).scalar_subquery()
        for kind in (rows.period > _YEARS, rows.period <= _YEARS)
        for edge in (func.min, func.max)  # looked up at the ends of the key, whatever is stored between
    ]
    found = session.execute(select(indicator.c.code, *columns))
    return {
        code: (first or first_year, last or last_year)
        for code, first, last, first_year, last_year in found
        if first is not None or first_year is not None
    }


def _rows(bounds: Bounds) -> tuple[Table, tuple[ColumnElement[bool], ...]]:
    """Return the table whose rows say what was reported, and the conditions that keep them within the bounds."""
    if bounds.library is not None:
        facts = observation.c
        number = select(library.c.id).where(library.c.code == bounds.library).scalar_subquery()
        return observation, (facts.library_id == number, facts.state == State.REPORTED)
    if bounds.territories is not None:
        return territory_month, (territory_month.c.territory.in_(bounds.territories),)
    return territory_month, ()
