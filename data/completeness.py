"""How many libraries owe a report and how many sent it, by form, period, territory and library type.

A month between the first and the last one with any report has its rows even where nobody of a territory reported, so
that silence shows as "0 of 30" and not as nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    and_,
    case,
    func,
    insert,
    select,
    tuple_,
)

from data import bulk
from data.owing import owed
from data.periods import Month, is_year, months
from data.schema import completeness, library, submission


class Touched(NamedTuple):
    """A form, a stored period and a territory in which something changed."""

    form: str
    period: int
    territory: str


_touched = Table(
    "touched_report",
    MetaData(),
    Column("form", Text, primary_key=True),
    Column("period", Integer, primary_key=True),
    Column("territory", Text, primary_key=True),
    prefixes=["TEMPORARY"],
)


def refresh(connection: Connection, touched: Collection[Touched]) -> None:
    """Count anew the touched rows, and make those of periods that a new first or last period brings in between."""
    territories = connection.scalars(select(library.c.territory).distinct()).all()
    known: dict[str, set[int]] = {}
    for form, period in connection.execute(select(completeness.c.form, completeness.c.period).distinct()):
        known.setdefault(form, set()).add(period)
    wanted = set(touched)
    for form in {report.form for report in touched}:
        have = known.get(form, set())
        reported = have | {report.period for report in touched if report.form == form}
        new = [period for period in _between(min(reported), max(reported)) if period not in have]
        wanted.update(Touched(form, period, territory) for period in new for territory in territories)
    _count(connection, sorted(wanted))


def rebuild(connection: Connection) -> None:
    """Make every row anew."""
    connection.execute(completeness.delete())
    accepted = submission.c.status == "accepted"
    ranges = select(submission.c.form, func.min(submission.c.period), func.max(submission.c.period))
    territories = connection.scalars(select(library.c.territory).distinct()).all()
    wanted = [
        Touched(form, period, territory)
        for form, first, last in connection.execute(ranges.where(accepted).group_by(submission.c.form))
        for period in _between(first, last)
        for territory in territories
    ]
    _count(connection, wanted)


def _between(first: int, last: int) -> list[int]:
    if is_year(first):
        return list(range(first, last + 1))
    return [month.period for month in months(Month.from_period(first), Month.from_period(last))]


def _count(connection: Connection, wanted: Collection[Touched]) -> None:
    if not wanted:
        return
    forms, periods, territories = zip(*wanted, strict=True)
    bulk.empty_temporary(connection, _touched)
    bulk.insert(connection, _touched, {"form": forms, "period": periods, "territory": territories})
    connection.execute(
        completeness.delete().where(
            tuple_(completeness.c.form, completeness.c.period, completeness.c.territory).in_(
                select(_touched.c.form, _touched.c.period, _touched.c.territory)
            )
        )
    )
    # A report may have come in parts, each a submission of its own: libraries are counted, not submissions.
    owes = owed(_touched.c.period)
    expected = func.count(case((owes, library.c.id)).distinct())
    received = func.count(case((and_(owes, submission.c.id.is_not(None)), library.c.id)).distinct())
    accepted = and_(
        submission.c.form == _touched.c.form,
        submission.c.period == _touched.c.period,
        submission.c.library_id == library.c.id,
        submission.c.status == "accepted",
    )
    keys = (_touched.c.form, _touched.c.period, library.c.territory, library.c.kind)
    counted = (
        select(*keys, expected, received)
        .select_from(
            _touched.join(library, library.c.territory == _touched.c.territory).outerjoin(submission, accepted)
        )
        .group_by(*keys)
        .having(expected > 0)
    )
    connection.execute(insert(completeness).from_select([column.name for column in completeness.c], counted))
