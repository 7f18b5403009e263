"""Libraries by code and by name, for the filters, the links and the line that says which one is shown."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.bounds import bounds_of
from data.schema import library


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
