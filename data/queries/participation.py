"""Who took part in a campaign's stage: libraries that reported at least one campaign activity in it, by territory."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.queries.facts import indicator_id
from data.queries.scope import scope_of
from data.schema import library, observation
from data.selection import Selection
from data.states import State

ACTIVITIES = "K01"


def taking_part(session: Session, catalogue: Catalogue, selection: Selection) -> pd.DataFrame:
    """Return one row per territory over the selected months: territory, in_network, reported, taking_part.

    Counted are libraries: that belonged to the network through all the months, of these that said how many activities
    they held in at least one of them, and of these that held any.
    """
    scope = scope_of(session, catalogue, selection)
    rows, unit = observation.c, library.c
    held = (
        select(rows.library_id, func.sum(rows.value).label("activities"))
        .where(rows.indicator_id == indicator_id(ACTIVITIES), scope.holds(rows.period), rows.state == State.REPORTED)
        .group_by(rows.library_id)
        .subquery()
    )
    member = and_(
        unit.in_network_from <= scope.first, or_(unit.in_network_to.is_(None), unit.in_network_to >= scope.last)
    )
    question = (
        select(
            unit.territory,
            func.count(),
            func.count(held.c.library_id),
            func.count(case((held.c.activities > 0, held.c.library_id))),
        )
        .select_from(library.outerjoin(held, held.c.library_id == unit.id))
        .where(member, scope.includes(unit.territory, unit.kind))
        .group_by(unit.territory)
        .order_by(unit.territory)
    )
    columns = ["territory", "in_network", "reported", "taking_part"]
    return pd.DataFrame(session.execute(question).all(), columns=columns)
