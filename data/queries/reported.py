"""Which indicators anybody has reported: a network shows those, and not empty charts of the others."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from data.schema import indicator, territory_month


def reported_indicators(session: Session) -> frozenset[str]:
    """Return the codes of the indicators that at least one library has reported in any period."""
    rows = exists().where(territory_month.c.indicator_id == indicator.c.id)
    return frozenset(session.scalars(select(indicator.c.code).where(rows)))
