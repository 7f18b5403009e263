"""Late months of a comparison: which libraries have not given the figure they owe, and what they gave a year before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

import pandas as pd
from sqlalchemy import Double, Subquery, and_, cast, exists, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from data.late import LateMonth, late_months, late_rule
from data.models import Indicator
from data.owing import owed
from data.queries.both_years import both_years
from data.queries.facts import indicator_id, library_months, of_libraries
from data.queries.scope import Scope
from data.schema import completeness, library, observation, territory_month
from data.states import State

By = Literal["all", "territory"]
_EXCUSED = (State.CLOSED, State.NOT_APPLICABLE)  # the library answered: it has no figure to give


def can_be_late(scope: Scope, measure: Indicator) -> bool:
    """Return True where missing reports shift a change: of what adds up over libraries and months, month by month."""
    return measure.rule == "sum" and scope.library is None and scope.one_year == 100


def late_reports(
    session: Session, scope: Scope, measure: Indicator, by: By, paired: Mapping[tuple[str, int], float]
) -> dict[str, tuple[LateMonth, ...]]:
    """Return the late months of each territory, or under "" of all; those that have none are absent.

    `paired`: what the libraries of the panel reported a year before, by (territory or "", month).
    """
    if not can_be_late(scope, measure):
        return {}
    suspects = _suspects(session, scope, measure, by, paired)
    if not suspects:
        return {}
    rows = _rows(session, scope, measure, None if by == "all" else suspects)
    groups = {"": rows} if by == "all" else {str(key): group for key, group in rows.groupby("territory")}
    found = {key: late_months(group) for key, group in groups.items()}
    return {key: months for key, months in found.items() if months}


def excused_reports(session: Session, indicator: str, first: int, last: int) -> set[tuple[int, int]]:
    """Return (library id, month) of the reports from `first` to `last` that no figure is missing in: none was owed, or
    the library said that it was closed or that the question does not apply."""
    state, period = observation.c, completeness.c.period
    answered = select(state.library_id, state.period).where(
        state.indicator_id == indicator_id(indicator), state.period.between(first, last), state.state.in_(_EXCUSED)
    )
    months = select(period).where(period.between(first, last)).distinct().subquery().c.period
    nothing_owed = select(library.c.id, months).where(library.c.in_network_from.is_not(None), ~owed(months))
    return {(number, month) for asked in (answered, nothing_owed) for number, month in session.execute(asked)}


def _suspects(
    session: Session, scope: Scope, measure: Indicator, by: By, paired: Mapping[tuple[str, int], float]
) -> set[str]:
    """Return the territories with a month in which too much is missing, whether it is owed or not; cheap to ask."""
    before, rows = scope.a_year_before(), territory_month.c
    key = rows.territory if by == "territory" else literal("")
    asked = (
        select(key, rows.period + scope.one_year, func.sum(rows.total))
        .where(
            rows.indicator_id == indicator_id(measure.code),
            before.holds(rows.period),
            before.includes(rows.territory, rows.kind),
        )
        .group_by(key, rows.period)
    )
    if measure.by_category and by == "all":  # a row a library, which is fewer than a row a category
        values = library_months(before, measure)
        columns = (literal(""), values.c.period + scope.one_year, func.sum(values.c.value))
        asked = of_libraries(before, values).add_columns(*columns).group_by(values.c.period)
    enough = late_rule().enough
    return {
        str(place)
        for place, period, whole in session.execute(asked)
        if paired.get((place, period), 0.0) < enough * whole and (place, period) in paired
    }


def _rows(session: Session, scope: Scope, measure: Indicator, territories: Collection[str] | None) -> pd.DataFrame:
    """Return territory, library, period, value, before of all that was reported a year before and is there or owed."""
    both, state = _both_years(session, scope, measure).c, observation.c
    excused = exists().where(
        state.indicator_id == indicator_id(measure.code),
        state.period == both.period,
        state.library_id == both.library_id,
        state.state.in_(_EXCUSED),
    )
    asked = (
        select(library.c.territory, both.library_id, both.period, both.value, both.before)
        .join(library, library.c.id == both.library_id)
        .where(scope.includes(library.c.territory, library.c.kind))
        .where(or_(both.value.is_not(None), and_(owed(both.period), ~excused)))
    )
    if territories is not None:
        asked = asked.where(library.c.territory.in_(sorted(territories)))
    names = ("territory", "library", "period", "value", "before")
    columns = list(zip(*session.execute(asked).all(), strict=True)) or [()] * len(names)
    frame = pd.DataFrame(dict(zip(names, columns, strict=True)))
    return frame.astype({"value": "float64", "before": "float64"})


def _both_years(session: Session, scope: Scope, measure: Indicator) -> Subquery:
    """Return library_id, period, value, before of all that was reported a year before; value: null where it is not now.

    Both years are laid under each other and grouped: joined from the left, they might be gone through row by row.
    """
    now, then = both_years(session, scope, measure)
    unknown = cast(null(), Double)
    rows = union_all(
        select(now.c.library_id, now.c.period, now.c.value, unknown.label("before")),
        select(then.c.library_id, then.c.period + scope.one_year, unknown, then.c.value),
    ).subquery()
    value, before = func.max(rows.c.value).label("value"), func.max(rows.c.before).label("before")
    grouped = select(rows.c.library_id, rows.c.period, value, before).group_by(rows.c.library_id, rows.c.period)
    return grouped.having(func.max(rows.c.before).is_not(None)).subquery()
