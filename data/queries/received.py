"""The periods that anybody reported, found by going from one to the next: a month costs the same whatever it holds."""

from __future__ import annotations

from sqlalchemy import CTE, ColumnElement, Select, exists, func, select

from data.schema import completeness


def received_periods(territories: tuple[str, ...] | None) -> Select[int]:
    """Return the question for the periods with a report of the territories (all: None), in order."""
    held = _form_and_period()
    rows = completeness.c
    here = [rows.form == held.c.form, rows.period == held.c.period, rows.received > 0]
    if territories is not None:
        here.append(rows.territory.in_(territories))
    return select(held.c.period).where(exists().where(*here)).distinct().order_by(held.c.period)


def _form_and_period() -> CTE:
    """Return form, period: every pair that there is, and for each form one without a period at its end."""
    row = completeness.alias().c
    first = select(func.min(completeness.c.form).label("form")).cte("forms", recursive=True)
    later = select(func.min(row.form)).where(row.form > first.c.form).scalar_subquery()
    forms = first.union_all(select(later).where(first.c.form.is_not(None)))
    begins = _first_period(forms.c.form)
    held = select(forms.c.form, begins).where(forms.c.form.is_not(None)).cte("held", recursive=True)
    follows = _first_period(held.c.form, after=held.c.period)
    return held.union_all(select(held.c.form, follows).where(held.c.period.is_not(None)))


def _first_period(form: ColumnElement[str], after: ColumnElement[int] | None = None) -> ColumnElement[int]:
    row = completeness.alias().c
    first = select(func.min(row.period)).where(row.form == form)
    return (first if after is None else first.where(row.period > after)).scalar_subquery().label("period")
