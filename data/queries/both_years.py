"""Library-months of a period and of the same one a year before, over the same categories: what a panel is made of.

A category that a form began to ask would else make the libraries that fill it in look as if they had grown.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, Subquery, func, select, tuple_, union_all
from sqlalchemy.orm import Session

from data.models import Indicator
from data.queries.facts import indicator_id, library_categories, library_months
from data.queries.scope import Scope
from data.schema import category_month


def both_years(session: Session, scope: Scope, measure: Indicator) -> tuple[Subquery, Subquery]:
    """Return the library-months (library_id, period, value) of the scope and of a year before.

    Of an indicator reported by category, only categories that were asked about both times count.
    """
    before = scope.a_year_before()
    if not measure.by_category:
        return library_months(scope, measure), library_months(before, measure)
    asked, narrowed = asked_both(scope, measure), _narrowed(session, scope, measure)
    return (
        _of_asked_only(scope, measure, asked, narrowed, 0),
        _of_asked_only(before, measure, asked, [period - scope.one_year for period in narrowed], scope.one_year),
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


def _of_asked_only(scope: Scope, measure: Indicator, asked: Subquery, narrowed: list[int], later: int) -> Subquery:
    """Return library_id, period, value: the sums over all categories; in narrowed periods over those asked twice."""
    whole = library_months(scope, measure)
    if not narrowed:
        return whole
    rows = library_categories(scope, measure).c
    parts = select(rows.library_id, rows.period, func.sum(rows.value).label("value")).where(
        rows.period.in_(narrowed), of_asked(rows.category_id, rows.period, asked, later)
    )
    columns = (whole.c.library_id, whole.c.period, whole.c.value)
    others = select(*columns).where(whole.c.period.not_in(narrowed))
    return union_all(others, parts.group_by(rows.period, rows.library_id)).subquery()
