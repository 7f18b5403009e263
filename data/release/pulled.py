"""What a figure stands on in one state of the network, a release or today: reports, values, corrections, register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Table, func, or_, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.figure_ids import FigureKey
from data.moments import as_utc
from data.periods import months
from data.queries.scope import Scope, available, scope_of
from data.release.listed import NO_LISTS, Lists, kind_of, pull_lists
from data.schema import (
    category_month,
    completeness,
    corrected,
    due_date,
    indicator,
    library,
    library_status,
    observation,
    refused_report,
    submission,
)

Value = tuple[float | None, int]  # and its state
Row = dict[str, object]


class Report(NamedTuple):
    """What identifies a report, in whichever version."""

    form: str
    period: int
    library_id: int


class Cell(NamedTuple):
    """What identifies a value that a submission gives."""

    submission_id: int
    indicator_id: int
    category_id: int


@dataclass(frozen=True, slots=True)
class State:
    """Everything a figure stands on."""

    catalogue: Catalogue
    submissions: dict[Report, dict[int, Row]]  # those in force, by their numbers
    first: dict[Report, datetime]  # when the first version came
    values: dict[Cell, Value]  # as the files say
    corrections: dict[Cell, Value]
    libraries: tuple[Row, ...]
    statuses: tuple[Row, ...]
    asked: tuple[Row, ...]  # rows of category_month
    spans: dict[str, tuple[int, int]]  # form -> first and last period that anybody reported
    due: tuple[Row, ...]
    periods: tuple[int, ...]  # those asked about
    counted: frozenset[int]  # the libraries of the figure, as the register of the state has them
    lists: Lists = NO_LISTS
    refused: tuple[Row, ...] = ()  # reports that refused files were about
    as_of: datetime | None = None  # when the newest file came

    def of(self, libraries: Collection[int]) -> State:
        """Return the reports of some libraries only."""
        kept = {report: some for report, some in self.submissions.items() if report.library_id in libraries}
        numbers = {number for some in kept.values() for number in some}
        values = {cell: value for cell, value in self.values.items() if cell.submission_id in numbers}
        units = tuple(row for row in self.libraries if row["id"] in libraries)
        statuses = tuple({**row, "other_id": None} for row in self.statuses if row["library_id"] in libraries)
        return replace(self, submissions=kept, values=values, libraries=units, statuses=statuses)


def pull(session: Session, catalogue: Catalogue, figure: FigureKey, codes: Collection[str]) -> State:
    """Return what a figure stands on: reports of all libraries in its months, for another state may count other ones,
    and the values of the indicators `codes`, of which one state or the other makes it."""
    scope = scope_of(session, catalogue, figure.selection, annual=figure.annual)
    scopes = (scope, scope.a_year_before()) if figure.said == "change" else (scope,)
    numbers = tuple(session.scalars(select(indicator.c.id).where(indicator.c.code.in_(codes))))
    rows = session.execute(select(observation).where(_within(observation, scopes, numbers))).mappings()
    corrections = _corrections(session, numbers)
    values: dict[Cell, Value] = {}
    done: dict[Cell, Value] = {}
    for row in rows:
        cell = Cell(row["submission_id"], row["indicator_id"], row["category_id"])
        found = corrections.get(cell)
        values[cell] = (row["value"], row["state"])
        if found is not None:
            values[cell], done[cell] = found
    return State(
        catalogue=catalogue,
        submissions=_submissions(session, scopes),
        first=_first(session, scopes),
        values=values,
        corrections=done,
        libraries=_rows(session, library),
        statuses=_rows(session, library_status),
        asked=_rows(session, category_month, _within(category_month, scopes, numbers)),
        spans=_spans(session),
        periods=_periods(figure, scopes),
        counted=frozenset(int(str(row["id"])) for row in _rows(session, library, _counted(scope))),
        due=_rows(session, due_date, _in(due_date.c.period, scopes)),
        lists=pull_lists(session, kind_of(figure), lambda period: _in(period, scopes)),
        refused=_rows(session, refused_report, _in(refused_report.c.period, scopes)) if counts_days(figure) else (),
        as_of=available(session).as_of if counts_days(figure) else None,
    )


def counts_days(figure: FigureKey) -> bool:
    """Return True for a figure that also depends on the day on which it is asked for: what is overdue then."""
    return figure.said in ("overdue", "chased")


def _periods(figure: FigureKey, scopes: tuple[Scope, ...]) -> tuple[int, ...]:
    first, last = figure.selection.start, figure.selection.end
    if first is None or last is None:
        return ()
    of_scope = range(first.year, last.year + 1) if figure.annual else [month.period for month in months(first, last)]
    earlier = [period - scopes[0].one_year for period in of_scope] if len(scopes) > 1 else []
    return (*of_scope, *earlier)


def _in(period: ColumnElement[int], scopes: tuple[Scope, ...]) -> ColumnElement[bool]:
    return or_(*(scope.holds(period) for scope in scopes))


def _within(table: Table, scopes: tuple[Scope, ...], indicators: tuple[int, ...]) -> ColumnElement[bool]:
    return table.c.indicator_id.in_(indicators) & _in(table.c.period, scopes)


def _corrections(session: Session, indicators: tuple[int, ...]) -> dict[Cell, tuple[Value, Value]]:
    """Return what the source says, and what stands in its place."""
    rows = session.execute(select(corrected).where(corrected.c.indicator_id.in_(indicators))).mappings()
    return {
        Cell(row["submission_id"], row["indicator_id"], row["category_id"]): (
            (row["source_value"], row["source_state"]),
            (row["value"], row["state"]),
        )
        for row in rows
    }


def _submissions(session: Session, scopes: tuple[Scope, ...]) -> dict[Report, dict[int, Row]]:
    rows = session.execute(
        select(submission).where(submission.c.status == "accepted", _in(submission.c.period, scopes))
    ).mappings()
    found: defaultdict[Report, dict[int, Row]] = defaultdict(dict)
    for row in rows:
        found[Report(row["form"], row["period"], row["library_id"])][row["id"]] = dict(row)
    return dict(found)


def _first(session: Session, scopes: tuple[Scope, ...]) -> dict[Report, datetime]:
    keys = (submission.c.form, submission.c.period, submission.c.library_id)
    asked = select(*keys, func.min(submission.c.received_at, type_=submission.c.received_at.type)).where(
        _in(submission.c.period, scopes)
    )
    return {Report(*row[:3]): as_utc(row[3]) for row in session.execute(asked.group_by(*keys))}


def _spans(session: Session) -> dict[str, tuple[int, int]]:
    rows = completeness.c
    asked = select(rows.form, func.min(rows.period), func.max(rows.period)).group_by(rows.form)
    return {form: (first, last) for form, first, last in session.execute(asked)}


def _counted(scope: Scope) -> ColumnElement[bool]:
    return scope.includes(library.c.territory, library.c.kind)


def _rows(session: Session, table: Table, condition: ColumnElement[bool] | None = None) -> tuple[Row, ...]:
    asked = select(table).order_by(*table.primary_key.columns)
    rows = session.execute(asked if condition is None else asked.where(condition))
    return tuple(dict(row) for row in rows.mappings())
