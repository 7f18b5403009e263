"""Library-months of a period and of the same one a year before, over the same categories: what a panel is made of.

A category that a form began to ask would else make the libraries that fill it in look as if they had grown.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select, tuple_, union_all
from sqlalchemy.orm import Session

from data.models import Indicator
from data.queries.facts import indicator_id, library_categories, library_months
from data.queries.scope import Scope
from data.schema import category_month


def both_years(session: Session, scope: Scope, measure: Indicator) -> tuple[Subquery, Subquery]:
    """Return the library-months (library_id, period, value) of the scope and of a year before.

    Of an indicator reported by category, only categories that were asked about both times count.
    """
    years = _parts(session, scope, measure)
    now, then = ([select(part) for part in year] for year in years)
    return union_all(*now).subquery(), union_all(*then).subquery()


def paired(session: Session, scope: Scope, measure: Indicator) -> Subquery:
    """Return the library-months of both years, joined: library_id, period, value, before."""
    questions = []
    for now, then in zip(*_parts(session, scope, measure), strict=True):
        same = and_(then.c.library_id == now.c.library_id, then.c.period == now.c.period - scope.one_year)
        columns = (now.c.library_id, now.c.period, now.c.value, then.c.value.label("before"))
        questions.append(select(*columns).join(then, same))
    return union_all(*questions).subquery()


def _parts(session: Session, scope: Scope, measure: Indicator) -> tuple[list[Subquery], list[Subquery]]:
    """Return the library-months of the scope and of a year before, each in parts that have no month in common."""
    before = scope.a_year_before()
    narrowed = _narrowed(session, scope, measure) if measure.by_category else []
    if not narrowed:
        return [library_months(scope, measure)], [library_months(before, measure)]
    asked = asked_both(scope, measure)
    then = [period - scope.one_year for period in narrowed]
    return (
        [_others(scope, measure, narrowed), _of_asked_only(scope, measure, asked, narrowed, 0)],
        [_others(before, measure, then), _of_asked_only(before, measure, asked, then, scope.one_year)],
    )


def asked_both(scope: Scope, measure: Indicator) -> Subquery:
    """Return period, category_id: what anybody reported of an indicator by category, then and a year before."""
    now, then = (_asked(one, measure).subquery().c for one in (scope, scope.a_year_before()))
    same = (then.category_id == now.category_id) & (then.period == now.period - scope.one_year)
    joined = now.period.table.join(then.period.table, same)
    return select(now.period, now.category_id).select_from(joined).subquery()


def of_asked(
    category: ColumnElement[int], period: ColumnElement[int], asked: Subquery, later: int
) -> ColumnElement[bool]:
    """Return the condition that a row is of a category asked about, in its period or so much before.

    A row looks itself up in the list; joined, the list would go through all rows for each of its entries.
    """
    return tuple_(period + later, category).in_(select(asked.c.period, asked.c.category_id))


def _asked(scope: Scope, measure: Indicator) -> Select[int, int]:
    """Return period, category_id of all that anybody reported of an indicator by category."""
    rows = category_month.c
    wanted = (rows.indicator_id == indicator_id(measure.code), scope.holds(rows.period))
    return select(rows.period, rows.category_id).where(*wanted)


def _narrowed(session: Session, scope: Scope, measure: Indicator) -> list[int]:
    """Return the periods in which some category was asked about in one of both years only."""
    now = {(period, category) for period, category in session.execute(_asked(scope, measure))}
    before = session.execute(_asked(scope.a_year_before(), measure))
    then = {(period + scope.one_year, category) for period, category in before}
    return sorted({period for period, _ in now ^ then} & {period for period, _ in now} & {period for period, _ in then})


def _others(scope: Scope, measure: Indicator, narrowed: list[int]) -> Subquery:
    """Return library_id, period, value of the periods that are not narrowed: the sums over all categories."""
    whole = library_months(scope, measure)
    return select(whole).where(whole.c.period.not_in(narrowed)).subquery()


def _of_asked_only(scope: Scope, measure: Indicator, asked: Subquery, narrowed: list[int], later: int) -> Subquery:
    """Return library_id, period, value of the narrowed periods: the sums over the categories asked twice."""
    rows = library_categories(replace(scope, first=min(narrowed), last=max(narrowed)), measure).c
    sums = select(rows.library_id, rows.period, func.sum(rows.value).label("value")).where(
        rows.period.in_(narrowed), of_asked(rows.category_id, rows.period, asked, later)
    )
    return sums.group_by(rows.period, rows.library_id).subquery()
