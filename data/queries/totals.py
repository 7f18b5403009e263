"""An indicator's totals as the command line asks for them: monthly, or annual where there is nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.coverage import Figure
from data.measures import ForbiddenAggregation, parts
from data.models import Indicator
from data.periods import Month, is_year
from data.queries.attendance import library_totals, monthly_totals, territory_totals, total, yearly_totals
from data.queries.scope import available, resolve
from data.schema import indicator, territory_month
from data.selection import Selection

Rows = Literal["all", "month", "year", "territory", "library"]  # all: one row over the whole period


@dataclass(frozen=True, slots=True)
class Totals:
    """The answer: a row for each `by`, and the total over all of them (None, with the reason, where forbidden)."""

    indicator: Indicator
    by: Rows
    selection: Selection
    annual: bool
    frame: pd.DataFrame
    total: Figure | None
    forbidden: ForbiddenAggregation | None


def ask(session: Session, catalogue: Catalogue, code: str, selection: Selection, by: Rows) -> Totals:
    """Return the totals of an indicator; raises ForbiddenAggregation when its rule forbids every row of them."""
    annual = by == "year" or only_annual(session, catalogue, code)
    if annual and by in ("all", "month"):
        by = "year"
    chosen = resolve(session, catalogue, _all_years(session, selection) if by == "year" else selection)
    try:
        over_all = total(session, catalogue, code, chosen, annual=annual)
        forbidden = None
    except ForbiddenAggregation as error:
        if by not in ("month", "year"):
            raise
        over_all, forbidden = None, error
    if by == "year" and over_all is not None and not _one_year(chosen):
        over_all = None  # years are compared, never added
    frame = _frame(session, catalogue, code, chosen, by, annual=annual, figure=over_all)
    return Totals(catalogue.indicators[code], by, chosen, annual, frame, over_all, forbidden)


def only_annual(session: Session, catalogue: Catalogue, code: str) -> bool:
    """Return True when an indicator, or the parts of a ratio, was reported on annual forms only."""
    codes = parts(catalogue.indicators[code]) or (code,)
    last = select(func.max(territory_month.c.period)).join(indicator, indicator.c.id == territory_month.c.indicator_id)
    lasts = [session.scalar(last.where(indicator.c.code == one)) for one in codes]
    reported = [period for period in lasts if period is not None]
    return bool(reported) and all(is_year(period) for period in reported)


def _frame(
    session: Session,
    catalogue: Catalogue,
    code: str,
    chosen: Selection,
    by: Rows,
    *,
    annual: bool,
    figure: Figure | None,
) -> pd.DataFrame:
    if by == "month":
        return monthly_totals(session, catalogue, code, chosen)
    if by == "year":
        return yearly_totals(session, catalogue, code, chosen)
    if by == "territory":
        return territory_totals(session, catalogue, code, chosen, annual=annual)
    if by == "library":
        return library_totals(session, catalogue, code, chosen, annual=annual)
    if figure is None or chosen.start is None:
        return pd.DataFrame(columns=["from", "to", "value", "reported", "expected"])
    row = {"from": str(chosen.start), "to": str(chosen.end), "value": figure.value}
    return pd.DataFrame([{**row, "reported": figure.reported, "expected": figure.expected}])


def _all_years(session: Session, selection: Selection) -> Selection:
    years = available(session).years
    if selection.start or selection.end or not years:
        return selection
    return replace(selection, start=Month(years[0], 1), end=Month(years[-1], 12))


def _one_year(selection: Selection) -> bool:
    return selection.start is not None and selection.end is not None and selection.start.year == selection.end.year
