"""What questions about lists share: which lists are current, how many of the reports owed came with one, stages.

A list belongs to a report: its coverage is the libraries' months that sent the list (an empty one, too) of the monthly
reports owed. Totals of the report itself (E01, A01, …) are asked elsewhere and cover more libraries than lists do.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from sqlalchemy import Column, ColumnElement, Table, and_, distinct, func, literal, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.periods import Month
from data.queries.answers import expected_reports
from data.queries.scope import Scope
from data.schema import library, record_list

By = Literal["all", "month", "territory", "library"]
_BY: dict[str, By] = {"month": "month", "territory": "territory", "library": "library"}


class Reach(NamedTuple):
    """Lists in hand and reports owed."""

    reported: int
    expected: int


def of_current(table: Table, kind: str) -> ColumnElement[bool]:
    """Return the condition that joins a record to its list, for records that count now."""
    lists = record_list.c
    return and_(lists.submission_id == table.c.submission_id, lists.kind == kind, lists.current)


def in_scope(scope: Scope, period: Column[int]) -> ColumnElement[bool]:
    """Return the condition that a record and its library lie in the scope; the library is joined by the caller."""
    return and_(scope.holds(period), scope.includes(library.c.territory, library.c.kind))


def reach(session: Session, scope: Scope, kind: str) -> Reach:
    """Return how many lists of a kind came for the scope, of how many reports owed."""
    return reach_by(session, scope, kind, "all").get("", Reach(0, expected_reports(session, scope, "all").get("", 0)))


def reach_by(session: Session, scope: Scope, kind: str, by: By) -> dict[str | int, Reach]:
    """Return lists and reports owed by month (YYYYMM), territory or library code, or in all ("")."""
    lists = record_list.c
    keys: dict[By, ColumnElement[str | int]] = {
        "all": literal(""),
        "month": lists.period,
        "territory": library.c.territory,
        "library": library.c.code,
    }
    key = keys[by]
    of_library = func.count(distinct(lists.library_id * 1_000_000 + lists.period))
    rows = (
        select(key.label("key"), of_library.label("reported"))
        .join_from(record_list, library, library.c.id == lists.library_id)
        .where(lists.kind == kind, lists.current, in_scope(scope, lists.period))
        .group_by(key)
    )
    reported = {found: int(count) for found, count in session.execute(rows) if count}
    if by == "library":
        return {found: Reach(count, 0) for found, count in reported.items()}
    expected = expected_reports(session, scope, "period" if by == "month" else by)
    return {found: Reach(reported.get(found, 0), expected.get(found, 0)) for found in {*reported, *expected}}


def reaches(session: Session, scope: Scope, kind: str, by: str, keys: Iterable[str | int]) -> list[Reach]:
    """Return lists and reports owed of each key: of its month, territory or library, else of the whole scope."""
    if by in _BY:
        found = reach_by(session, scope, kind, _BY[by])
        return [found.get(key, Reach(0, 0)) for key in keys]
    whole = reach(session, scope, kind)
    return [whole for _key in keys]


class DatedStage(NamedTuple):
    """A stage of a campaign, "<campaign>.<stage>", with the days that count as its own."""

    code: str
    start: date
    end: date


def stages(catalogue: Catalogue) -> tuple[DatedStage, ...]:
    """Return the stages in order of time; where the end is not known, the one that is shown."""
    found = [
        DatedStage(f"{campaign.code}.{stage.code}", stage.start, stage.end or stage.end_shown or stage.start)
        for campaign in catalogue.campaigns.values()
        for stage in campaign.stages
    ]
    return tuple(sorted(found, key=lambda stage: stage.start))


def stage_on(known: tuple[DatedStage, ...], day: date | None, period: int) -> str:
    """Return the stage of a day, without one of the middle of the month; "" outside every stage."""
    when = day or Month.from_period(period).first_day.replace(day=15)
    return next((stage.code for stage in known if stage.start <= when <= stage.end), "")


def themes(catalogue: Catalogue) -> dict[int, frozenset[str]]:
    """Return the categories that a stage promotes in each month (YYYYMM)."""
    found: dict[int, frozenset[str]] = {}
    for campaign in catalogue.campaigns.values():
        for stage in campaign.stages:
            for theme in stage.themes:
                period = theme.month.period
                found[period] = found.get(period, frozenset()) | frozenset(theme.categories)
    return found
