"""Bounds: which libraries whoever asks may see. A session carries them, and every question of data/queries keeps to
them, whatever selection it is given: what lies outside is filtered in the query and never read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from data.schema import library
from data.selection import Selection

_KEY = "bounds"


@dataclass(frozen=True, slots=True)
class Bounds:
    """All libraries (neither is given), those of some territories, or one. `group` names the group they are of."""

    territories: tuple[str, ...] | None = None
    library: str | None = None
    group: str | None = None

    @property
    def everything(self) -> bool:
        """True where nothing is hidden."""
        return self.territories is None and self.library is None

    def holds(self, code: ColumnElement[str], territory: ColumnElement[str]) -> ColumnElement[bool]:
        """Return the condition that a library, by the columns of its code and territory, lies within."""
        conditions: list[ColumnElement[bool]] = []
        if self.library is not None:
            conditions.append(code == self.library)
        if self.territories is not None:
            conditions.append(territory.in_(self.territories))
        return and_(True, *conditions)

    def reaches(self, territory: str) -> bool:
        """Return True where a territory lies within; one library has no territory of its own."""
        return self.everything or (self.territories is not None and territory in self.territories)

    def narrowed(self, selection: Selection) -> Selection:
        """Return the selection with the bounds named in it, so that its words never say more than what is shown."""
        if self.library is not None:
            return Selection(selection.start, selection.end, library=self.library)
        if self.territories is None or selection.library:
            return selection
        inside = tuple(code for code in selection.territories if code in self.territories)
        if inside or not self.group:
            return replace(selection, territories=inside or self.territories, group=None)
        return replace(selection, territories=(), group=self.group)


EVERYTHING, NOTHING = Bounds(), Bounds(territories=())


def bind(session: Session, bounds: Bounds) -> Session:
    """Return the session, whose questions keep to the bounds from now on."""
    session.info[_KEY] = bounds
    return session


def bounds_of(session: Session) -> Bounds:
    """Return the bounds of a session; everything where nobody set any, as on the command line."""
    bounds = session.info.get(_KEY, EVERYTHING)
    return bounds if isinstance(bounds, Bounds) else EVERYTHING


def sees(session: Session, code: str) -> bool:
    """Return True where a library lies within the bounds of the session."""
    bounds = bounds_of(session)
    if bounds.everything:
        return True
    unit = library.c
    return session.scalar(select(unit.id).where(unit.code == code, bounds.holds(unit.code, unit.territory))) is not None
