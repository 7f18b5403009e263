"""SQL that every question shares: a library's reported values, month by month or over the whole period.

A value is here only when its state is reported; a category-bearing indicator is summed over its categories, so that
one row is one library in one period, whatever the number of categories it filled in.
"""

from __future__ import annotations

from functools import reduce
from operator import add

from sqlalchemy import (
    ColumnElement,
    Double,
    FromClause,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    func,
    literal,
    literal_column,
    select,
)

from data.measures import OVER_MONTHS
from data.models import Indicator
from data.queries.scope import Scope
from data.rounding import SHOWN
from data.schema import NO_CATEGORY, category, indicator, library, library_month, observation, protected
from data.states import State


def indicator_id(code: str) -> ScalarSelect[int]:
    """Return the database's number of an indicator as an expression; null (so: no rows) for one never loaded."""
    return select(indicator.c.id).where(indicator.c.code == code).scalar_subquery()


def library_id(code: str) -> ScalarSelect[int]:
    """Return the database's number of a library as an expression; null (so: no rows) for one it does not have."""
    return select(library.c.id).where(library.c.code == code).scalar_subquery()


def library_months(scope: Scope, measure: Indicator) -> Subquery:
    """Return library_id, period, value: one row for each library and period with a reported value."""
    if measure.by_category:
        return _of_category(scope, measure) if scope.category else _over_categories(scope, measure)
    rows = observation.c
    wanted = and_(
        rows.indicator_id == indicator_id(measure.code), scope.holds(rows.period), rows.state == State.REPORTED
    )
    if scope.library is not None:
        wanted = and_(wanted, rows.library_id == library_id(scope.library))
    return select(rows.library_id, rows.period, rows.value).where(wanted, rows.category_id == NO_CATEGORY).subquery()


def _over_categories(scope: Scope, measure: Indicator) -> Subquery:
    """Return library_id, period, value over all categories, as the rollup keeps it."""
    rows = library_month.c
    wanted = [rows.indicator_id == indicator_id(measure.code), scope.holds(rows.period)]
    if scope.library is not None:
        wanted.append(rows.library_id == library_id(scope.library))
    return select(rows.library_id, rows.period, rows.total.label("value")).where(*wanted).subquery()


def _of_category(scope: Scope, measure: Indicator) -> Subquery:
    """Return library_id, period, value of the scope's category."""
    rows = library_categories(scope, measure).c
    wanted = select(category.c.id).where(category.c.code == scope.category).scalar_subquery()
    return select(rows.library_id, rows.period, rows.value).where(rows.category_id == wanted).subquery()


def library_categories(scope: Scope, measure: Indicator) -> Subquery:
    """Return library_id, period, category_id, value, some: a row for each value that was reported by category."""
    shown = shown_observations()
    rows = shown.selected_columns
    wanted = [rows.indicator_id == indicator_id(measure.code), scope.holds(rows.period)]
    if scope.library is not None:
        wanted.append(rows.library_id == library_id(scope.library))
    return shown.where(*wanted, rows.category_id != NO_CATEGORY).subquery()


OBSERVED, _UNIT, _RULE = observation.alias("o"), library.alias("l"), protected.alias("p")
SHOWN_VALUE: ColumnElement[float] = literal_column(SHOWN, Double)  # of OBSERVED, in a source made by with_rules


def with_rules(source: FromClause) -> FromClause:
    """Return a source that holds OBSERVED, joined with what its counts are rounded by.

    This and shown_observations are the ways to values of single categories: counts of people in sensitive services
    leave rounded.
    """
    rows, rule = OBSERVED.c, _RULE.c
    of_rule = and_(rule.indicator_id == rows.indicator_id, rule.category_id == rows.category_id)
    return source.join(_UNIT, _UNIT.c.id == rows.library_id).outerjoin(_RULE, of_rule)


def shown_observations() -> Select[tuple[int, int, int, int, float, bool]]:
    """Return the question for indicator_id, library_id, period, category_id, value, some of all that was reported.

    Counts of people in sensitive services are rounded. `some`: it is more than 0, which is no secret.
    """
    rows = OBSERVED.c
    columns = (rows.indicator_id, rows.library_id, rows.period, rows.category_id)
    shown = (SHOWN_VALUE.label("value"), (rows.value > 0).label("some"))
    return select(*columns, *shown).select_from(with_rules(OBSERVED)).where(rows.state == State.REPORTED)


def library_values(scope: Scope, measure: Indicator, *, each_period: bool) -> Subquery:
    """Return library_id, period, value, reports: a library's value of each period, or one over all by the rule.

    Over all periods `period` is null; `reports` counts the periods that stand behind the value.
    """
    rows = library_months(scope, measure).c
    if each_period:
        return select(rows.library_id, rows.period, rows.value, literal(1).label("reports")).subquery()
    if OVER_MONTHS[measure.rule] == "latest":
        latest_first = func.row_number().over(partition_by=rows.library_id, order_by=rows.period.desc())
        count = func.count().over(partition_by=rows.library_id)
        ranked = select(rows.library_id, rows.value, latest_first.label("rank"), count.label("reports")).subquery().c
        latest = select(ranked.library_id, literal(None).label("period"), ranked.value, ranked.reports)
        return latest.where(ranked.rank == 1).subquery()
    added, reports = func.sum(rows.value).label("value"), func.count().label("reports")
    over_all = select(rows.library_id, literal(None).label("period"), added, reports)
    return over_all.group_by(rows.library_id).subquery()


def ratio_values(scope: Scope, of: list[Indicator], per: Indicator, *, each_period: bool) -> Subquery:
    """Return library_id, period, value, whole, reports: a ratio's parts where a library reported every one of them."""
    whole = library_values(scope, per, each_period=each_period)
    parts = [library_values(scope, measure, each_period=each_period) for measure in of]
    source: FromClause = whole
    for part in parts:
        same_library = part.c.library_id == whole.c.library_id
        source = source.join(part, and_(same_library, part.c.period == whole.c.period) if each_period else same_library)
    value = reduce(add, (part.c.value for part in parts))
    columns = (whole.c.library_id, whole.c.period, value.label("value"), whole.c.value.label("whole"), whole.c.reports)
    return select(*columns).select_from(source).subquery()


def weighted_values(scope: Scope, measure: Indicator, weight: Indicator) -> Subquery:
    """Return library_id, period, value, whole, reports of each library-month: value times weight, and the weight."""
    values, weights = library_months(scope, measure), library_months(scope, weight)
    same = and_(weights.c.library_id == values.c.library_id, weights.c.period == values.c.period)
    weighted, whole = (values.c.value * weights.c.value).label("value"), weights.c.value.label("whole")
    columns = (values.c.library_id, values.c.period, weighted, whole, literal(1).label("reports"))
    return select(*columns).select_from(values.join(weights, same)).subquery()


def of_libraries(scope: Scope, rows: Subquery, *, named: bool = False) -> Select[()]:
    """Return a select without columns over the rows of the libraries asked for; the caller adds columns and groups.

    The libraries are joined where the scope asks for some of them, or where `named`: the caller reads their columns.
    """
    if not named and scope.territories is None and scope.kinds is None:
        return select().select_from(rows)
    source = rows.join(library, library.c.id == rows.c.library_id)
    return select().select_from(source).where(scope.includes(library.c.territory, library.c.kind))
