"""Who owes which report, library by library: the denominator of coverage (data.completeness holds the sums).

A monthly report is owed by a library while it belongs to the network and is open, an annual one by every library that
was open in the year; first and last month are both counted. Nothing is owed before the first or after the last period
that anybody reported.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.periods import is_year
from data.queries.scope import Scope
from data.schema import completeness, library

_ALWAYS, _NEVER = 0, 999_999  # before and after every stored month


class Owed(NamedTuple):
    """A library and the number of reports it owed."""

    library: str
    name: str
    territory: str
    kind: str
    expected: int


def expected_by_library(session: Session, scope: Scope) -> list[Owed]:
    """Return every library of the scope, in the order of codes, with the number of reports it owed."""
    unit = library.c
    named = select(unit.code, unit.name, unit.territory, unit.kind)
    question = named.add_columns(unit.in_network_from, unit.in_network_to, unit.opened, unit.closed)
    libraries = session.execute(question.where(scope.includes(unit.territory, unit.kind)).order_by(unit.code))
    periods = _periods_owed(session, scope)
    owes = _years_owed if is_year(scope.last) else _months_owed
    return [
        Owed(code, name, territory, kind, _count(periods, *owes(joined, left, opened, closed)))
        for code, name, territory, kind, joined, left, opened, closed in libraries
    ]


def _months_owed(joined: int | None, left: int | None, opened: int | None, closed: int | None) -> tuple[int, int]:
    """Return the first and the last month whose report is owed; the first lies after the last where there is none."""
    return max(joined or _NEVER + 1, opened or _ALWAYS), min(left or _NEVER, closed or _NEVER)


def _years_owed(_joined: int | None, _left: int | None, opened: int | None, closed: int | None) -> tuple[int, int]:
    return (opened or _ALWAYS) // 100, (closed or _NEVER) // 100


def _periods_owed(session: Session, scope: Scope) -> list[int]:
    """Return the periods of the scope in which anything is owed, in order."""
    period = completeness.c.period
    owed = select(period).where(completeness.c.form == scope.form, scope.holds(period), completeness.c.expected > 0)
    return list(session.scalars(owed.distinct().order_by(period)))


def _count(periods: list[int], first: int, last: int) -> int:
    return max(0, bisect_right(periods, last) - bisect_left(periods, first))
