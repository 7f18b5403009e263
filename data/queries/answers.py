"""How an indicator is answered under its rule: (key, value, reported) by period, by territory, by library or in all.

What may simply be added comes from the rollup; stocks over several periods, ratios and libraries come from the facts.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeVarTuple

from sqlalchemy import ColumnElement, Double, Select, Subquery, case, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.expectations import reports_of_library
from data.measures import OVER_MONTHS, ForbiddenAggregation, forbid_people_over_months
from data.models import Indicator
from data.queries.facts import indicator_id, library_values, of_libraries, ratio_values, weighted_values
from data.queries.scope import Scope
from data.schema import completeness, library, territory_month

By = Literal["all", "period", "territory", "library"]
Columns = TypeVarTuple("Columns")


class Answer(NamedTuple):
    """A value and the reports behind it, for one period, territory or library."""

    key: str | int
    value: float | None
    reported: int


def answer(session: Session, catalogue: Catalogue, measure: Indicator, scope: Scope, by: By) -> list[Answer]:
    """Return the indicator's values in the scope, in the order of their keys; keys that nobody reported for are absent.

    Raises ForbiddenAggregation when people would be added over several periods, or a share has no declared parts.
    """
    if by != "period" and not scope.one_period:
        forbid_people_over_months(measure, catalogue.indicators)
    over_months = OVER_MONTHS[measure.rule]
    stock_over_months = over_months == "latest" and by != "period" and not scope.one_period
    if over_months == "recompute":
        question = _recomputed(catalogue, measure, scope, by)
    elif stock_over_months or by == "library":
        question = _from_facts(measure, scope, by)
    else:
        question = sums(measure, scope, by)
    rows = session.execute(question)
    return [Answer(key, value, int(reported)) for key, value, reported in rows if reported]


def expected_reports(session: Session, scope: Scope, by: By) -> dict[str | int, int]:
    """Return how many reports the libraries of the scope owed, for each key; keys that owed none are absent."""
    return {key: int(expected) for key, expected in session.execute(owed_reports(scope, by)) if expected}


def owed_reports(scope: Scope, by: By) -> Select[str | int, int]:
    """Return the question for key, expected; by period, by territory or in all."""
    if scope.library is not None:
        return _owed_by_library(scope, by)
    rows = completeness.c
    key: ColumnElement[str | int] = {"period": rows.period, "territory": rows.territory}.get(by, literal(""))
    owed = select(key.label("key"), func.sum(rows.expected).label("expected")).where(
        rows.form == scope.form, scope.holds(rows.period), scope.includes(rows.territory, rows.kind)
    )
    return _by_key(owed, key, by)


def _owed_by_library(scope: Scope, by: By) -> Select[str | int, int]:
    owed = reports_of_library(scope)
    key: ColumnElement[str | int] = {"period": owed.c.period, "territory": owed.c.territory}.get(by, literal(""))
    return _by_key(select(key.label("key"), func.count().label("expected")).select_from(owed), key, by)


def sums(measure: Indicator, scope: Scope, by: By) -> Select[str | int, float | None, int]:
    """Return the question for key, value, reported of what may be added up; by period, by territory or in all.

    Libraries reporting a category-bearing indicator are counted in the facts: the rollup counts them once a category.
    So is a single library, which the rollup does not know.
    """
    facts = measure.by_category or scope.library is not None
    return _from_facts(measure, scope, by) if facts else _from_rollup(measure, scope, by)


def _from_rollup(measure: Indicator, scope: Scope, by: By) -> Select[str | int, float | None, int]:
    rows = territory_month.c
    key: ColumnElement[str | int] = {"period": rows.period, "territory": rows.territory}.get(by, literal(""))
    total, reported = func.sum(rows.total).label("value"), func.sum(rows.reported).label("reported")
    totals = select(key.label("key"), total, reported).where(
        rows.indicator_id == indicator_id(measure.code),
        scope.holds(rows.period),
        scope.includes(rows.territory, rows.kind),
    )
    return _by_key(totals, key, by)


def _from_facts(measure: Indicator, scope: Scope, by: By) -> Select[str | int, float | None, int]:
    one_by_one = by == "period" or OVER_MONTHS[measure.rule] != "latest"  # what adds up needs no sum for each library
    values = library_values(scope, measure, each_period=one_by_one)
    return _grouped(scope, values, func.sum(values.c.value), by)


def _recomputed(catalogue: Catalogue, measure: Indicator, scope: Scope, by: By) -> Select[str | int, float | None, int]:
    if measure.per is None:
        raise ForbiddenAggregation(measure, "parts")
    per = catalogue.indicators[measure.per]
    if measure.rule == "weighted_mean":
        values = weighted_values(scope, measure, per)
    else:
        of = [catalogue.indicators[code] for code in measure.of]
        values = ratio_values(scope, of, per, each_period=by == "period")
    part, whole = func.sum(values.c.value) * measure.scale, func.sum(values.c.whole)
    value: ColumnElement[float | None] = case((whole != 0, type_coerce(part, Double) / type_coerce(whole, Double)))
    return _grouped(scope, values, value, by)


def _grouped(
    scope: Scope, values: Subquery, value: ColumnElement[float | None], by: By
) -> Select[str | int, float | None, int]:
    keys: dict[By, ColumnElement[str | int]] = {
        "all": literal(""),
        "period": values.c.period,
        "territory": library.c.territory,
        "library": library.c.code,
    }
    columns = (keys[by].label("key"), value.label("value"), func.sum(values.c.reports).label("reported"))
    rows = of_libraries(scope, values, named=by in ("territory", "library"))
    return _by_key(rows.add_columns(*columns), keys[by], by)


def _by_key(question: Select[*Columns], key: ColumnElement[str | int], by: By) -> Select[*Columns]:
    """Return a question with a row for each key; in all, one row without grouping, which would sort what it reads."""
    return question if by == "all" else question.group_by(key).order_by(key)
