"""Who owes which report: the denominator of coverage, library by library.

A monthly report is owed by a library while it belongs to the network and is open; an annual one by every library that
was open in the year. `completeness` holds the same by territory and kind, and says in which periods anything is owed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.queries.scope import Scope
from data.schema import completeness, library


class Owed(NamedTuple):
    """A library and the number of reports it owed."""

    library: str
    name: str
    territory: str
    kind: str
    expected: int


_ALWAYS, _NEVER = 0, 999_999  # before and after every stored period


def expected_by_library(session: Session, scope: Scope) -> list[Owed]:
    """Return every library of the scope, in the order of codes, with the number of reports it owed."""
    unit = library.c
    dates = (unit.in_network_from, unit.in_network_to, unit.opened, unit.closed)
    question = select(unit.code, unit.name, unit.territory, unit.kind, *dates)
    libraries = session.execute(question.where(scope.includes(unit.territory, unit.kind)).order_by(unit.code))
    periods = _periods_owed(session, scope)
    return [Owed(*row[:4], _count(periods, *_owes(*row[4:]))) for row in libraries]


def _owes(joined: int | None, left: int | None, opened: int | None, closed: int | None) -> tuple[int, int]:
    """Return the first and the last month whose report a library owes."""
    if joined is None:
        return _NEVER, _ALWAYS  # outside the network
    return max(joined, opened or _ALWAYS), min(left or _NEVER, closed or _NEVER)


def _periods_owed(session: Session, scope: Scope) -> list[int]:
    """Return the periods of the scope in which anything is owed, in order."""
    period = completeness.c.period
    owed = select(period).where(completeness.c.form == scope.form, scope.holds(period), completeness.c.expected > 0)
    return list(session.scalars(owed.distinct().order_by(period)))


def _count(periods: list[int], first: int, last: int) -> int:
    return max(0, bisect_right(periods, last) - bisect_left(periods, first))
