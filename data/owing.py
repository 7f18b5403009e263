"""Which library owes a report of which period: the one condition on which every count of expected reports stands.

A monthly report is owed by a library while it belongs to the network and is open, an annual one by every library that
was open in the year; the first and the last month of belonging and of being open are both counted. A library that is
closed, merged or reported for by another owes nothing while it is (data.statuses), a seasonal one only in its months.
The libraries of a territory without obligations (territories.csv) owe nothing at all.
"""

from __future__ import annotations

from sqlalchemy import Column, ColumnElement, and_, case, exists, func, or_, select

from data.schema import library, library_status
from data.statuses import ABSENT


def owed(period: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that a row of `library` owes the report of a stored period (YYYYMM, or YYYY)."""
    unit = library.c
    first, last = period * 100 + 1, period * 100 + 12  # of a stored year
    open_in_year = and_(_until(unit.opened, last), _from(unit.closed, first), _months_away(first, last) < 12)
    open_in_month = and_(_until(unit.opened, period), _from(unit.closed, period), ~_excused(period))
    member = and_(unit.in_network_from <= period, _from(unit.in_network_to, period))
    of_year, of_month = and_(period < 10_000, open_in_year), and_(period >= 10_000, open_in_month, member)
    return and_(unit.obligated, or_(of_year, of_month))


def _excused(month: ColumnElement[int]) -> ColumnElement[bool]:
    status = library_status.c
    out_of_season = and_(status.status == "seasonal", func.substr(status.months, month % 100, 1) == "0")
    holds = and_(status.first <= month, _from(status.last, month))
    reason = or_(status.status.in_(ABSENT), out_of_season)
    return exists().where(status.library_id == library.c.id, holds, reason)


def _months_away(first: ColumnElement[int], last: ColumnElement[int]) -> ColumnElement[int]:
    """Return in how many months of a year a library was away; absences never overlap (data.statuses sees to that)."""
    status = library_status.c
    begins = case((status.first > first, status.first), else_=first)
    ends = case((status.last < last, status.last), else_=last)
    away = select(func.coalesce(func.sum(ends - begins + 1), 0)).where(
        status.library_id == library.c.id, status.status.in_(ABSENT), status.first <= last, _from(status.last, first)
    )
    return away.scalar_subquery()


def _until(date: Column[int], period: ColumnElement[int]) -> ColumnElement[bool]:
    return or_(date.is_(None), date <= period)


def _from(date: Column[int], period: ColumnElement[int]) -> ColumnElement[bool]:
    return or_(date.is_(None), date >= period)
