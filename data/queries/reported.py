"""Which indicators anybody has reported: a network shows those, and not empty charts of the others."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from data.bounds import bounds_of
from data.schema import indicator, library, observation, territory_month
from data.states import State


def reported_indicators(session: Session) -> frozenset[str]:
    """Return the codes of the indicators that a library within the session's bounds has reported in any period."""
    bounds, rows = bounds_of(session), territory_month.c
    given = exists().where(rows.indicator_id == indicator.c.id)
    if bounds.library is not None:
        facts = observation.c
        number = select(library.c.id).where(library.c.code == bounds.library).scalar_subquery()
        of_library = (facts.library_id == number, facts.state == State.REPORTED)
        given = exists().where(facts.indicator_id == indicator.c.id, *of_library)
    elif bounds.territories is not None:
        given = given.where(rows.territory.in_(bounds.territories))
    return frozenset(session.scalars(select(indicator.c.code).where(given)))
