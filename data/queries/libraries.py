"""Libraries by code and by name, for the filters, the links and the line that says which one is shown."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.bounds import bounds_of
from data.catalogue import Catalogue
from data.queries.scope import scope_of
from data.schema import library
from data.selection import Selection


class NamedLibrary(NamedTuple):
    """A library as a reader meets it."""

    code: str
    name: str
    territory: str
    kind: str


def library_named(session: Session, code: str) -> NamedLibrary | None:
    """Return the library with this code, or None: also of one outside the session's bounds."""
    unit = library.c
    within = bounds_of(session).holds(unit.code, unit.territory)
    columns = (unit.code, unit.name, unit.territory, unit.kind)
    row = session.execute(select(*columns).where(unit.code == code, within)).first()
    return NamedLibrary(*row) if row else None


def all_libraries(session: Session) -> list[NamedLibrary]:
    """Return every library of the register within the session's bounds, in the order of codes."""
    unit = library.c
    within = bounds_of(session).holds(unit.code, unit.territory)
    rows = session.execute(select(unit.code, unit.name, unit.territory, unit.kind).where(within).order_by(unit.code))
    return [NamedLibrary(*row) for row in rows]


def libraries_in(session: Session, catalogue: Catalogue, selection: Selection) -> int:
    """Return how many libraries of the network a selection means, within the session's bounds."""
    scope, unit = scope_of(session, catalogue, selection), library.c
    inside = (scope.includes(unit.territory, unit.kind), bounds_of(session).holds(unit.code, unit.territory))
    return session.scalar(select(func.count()).where(*inside, unit.in_network_from.is_not(None))) or 0
