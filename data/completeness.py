"""How many libraries owe a report, how many sent it, how many on time and how full, by form, period, territory, type.

A month between the first and the last one with any report has its rows even where nobody of a territory reported, so
that silence shows as "0 of 30" and not as nothing. A report is on time when its first submission came by the due date,
whatever was corrected later. The words are those of DHIS2: expected, actual (here `received`), on time.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Select,
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
from data.schema import completeness, due_date, library, submission


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
    Column("whole_form", Text),  # the form whose part this is: its due date holds for its parts
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
    count(connection, sorted(wanted))


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
    count(connection, wanted)


def _between(first: int, last: int) -> list[int]:
    if is_year(first):
        return list(range(first, last + 1))
    return [month.period for month in months(Month.from_period(first), Month.from_period(last))]


def count(connection: Connection, wanted: Collection[Touched]) -> None:
    """Count anew these rows, whatever stands between them."""
    if not wanted:
        return
    forms, periods, territories = zip(*wanted, strict=True)
    whole = [form.partition("+")[0] for form in forms]
    bulk.empty_temporary(connection, _touched)
    touched: dict[str, bulk.Column] = {"form": forms, "period": periods, "territory": territories, "whole_form": whole}
    bulk.insert(connection, _touched, touched)
    connection.execute(
        completeness.delete().where(
            tuple_(completeness.c.form, completeness.c.period, completeness.c.territory).in_(
                select(_touched.c.form, _touched.c.period, _touched.c.territory)
            )
        )
    )
    connection.execute(insert(completeness).from_select([column.name for column in completeness.c], _counted()))


def _counted() -> Select[tuple[object, ...]]:
    """Return the rows of the touched forms, periods and territories."""
    # A report may have come in parts, each a submission of its own: libraries are counted, not submissions.
    keys = (_touched.c.form, _touched.c.period, library.c.territory, library.c.kind)
    accepted = submission.c.status == "accepted"
    sent = and_(
        submission.c.form == _touched.c.form,
        submission.c.period == _touched.c.period,
        submission.c.library_id == library.c.id,
    )
    due = and_(due_date.c.form == _touched.c.whole_form, due_date.c.period == _touched.c.period)
    one = (
        select(
            *keys,
            due_date.c.due_before,
            func.max(case((accepted, 1), else_=0)).label("received"),
            func.min(submission.c.received_at).label("first"),
            func.sum(case((accepted, submission.c.asked), else_=0)).label("asked"),
            func.sum(case((accepted, submission.c.filled), else_=0)).label("filled"),
        )
        .select_from(
            _touched.join(library, library.c.territory == _touched.c.territory)
            .outerjoin(due_date, due)
            .outerjoin(submission, sent)
        )
        .where(owed(_touched.c.period))
        .group_by(*keys, due_date.c.due_before, library.c.id)
        .subquery()
        .c
    )
    on_time = func.sum(case((one.due_before.is_(None), None), (one.first < one.due_before, one.received), else_=0))
    of = (one.form, one.period, one.territory, one.kind)
    counts = (func.count(), func.sum(one.received), on_time, func.sum(one.asked), func.sum(one.filled))
    return select(*of, *counts).group_by(*of)
