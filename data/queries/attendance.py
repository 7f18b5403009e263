"""Totals of an indicator with their coverage: in all, by month, by year, by territory and by library.

Every function takes (session, catalogue, indicator code, selection) and returns `value` with `reported` and `expected`:
the reports behind it and the reports owed. In a single month a report is a library. A value nobody reported is missing
(NaN), never 0. What a rule forbids raises data.measures.ForbiddenAggregation. `category`: of an indicator reported by
category, this one only.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.coverage import Figure
from data.expectations import expected_by_library
from data.queries.answers import Answer, By, answer, expected_reports
from data.queries.scope import Scope, scope_of
from data.selection import Selection


def total(
    session: Session,
    catalogue: Catalogue,
    indicator_code: str,
    selection: Selection,
    *,
    annual: bool = False,
    category: str = "",
) -> Figure:
    """Return the figure over all months and libraries selected; `annual` asks the annual reports of those years."""
    scope = _scope(session, catalogue, selection, category, annual=annual)
    rows = answer(session, catalogue, catalogue.indicators[indicator_code], scope, "all")
    expected = expected_reports(session, scope, "all").get("", 0)
    return Figure(rows[0].value, rows[0].reported, expected) if rows else Figure(None, 0, expected)


def monthly_totals(
    session: Session, catalogue: Catalogue, indicator_code: str, selection: Selection, *, category: str = ""
) -> pd.DataFrame:
    """Return one row per month: period (YYYYMM), value, reported, expected. Months nobody reported are absent."""
    return _by_period(session, catalogue, indicator_code, _scope(session, catalogue, selection, category))


def yearly_totals(session: Session, catalogue: Catalogue, indicator_code: str, selection: Selection) -> pd.DataFrame:
    """Return one row per year, from annual reports: period (YYYY), value, reported, expected. Absent as for months."""
    return _by_period(session, catalogue, indicator_code, _scope(session, catalogue, selection, annual=True))


def territory_totals(
    session: Session,
    catalogue: Catalogue,
    indicator_code: str,
    selection: Selection,
    *,
    annual: bool = False,
    category: str = "",
) -> pd.DataFrame:
    """Return one row per territory that owed or gave a report: territory, value, reported, expected."""
    scope = _scope(session, catalogue, selection, category, annual=annual)
    rows = _by_key(session, catalogue, indicator_code, scope, "territory")
    expected = expected_reports(session, scope, "territory")
    keys = sorted({*rows, *expected}, key=str)
    nothing = Answer("", None, 0)
    return pd.DataFrame(
        {
            "territory": keys,
            **_values([rows.get(key, nothing) for key in keys]),
            "expected": [expected.get(key, 0) for key in keys],
        }
    )


def library_totals(
    session: Session,
    catalogue: Catalogue,
    indicator_code: str,
    selection: Selection,
    *,
    annual: bool = False,
    category: str = "",
) -> pd.DataFrame:
    """Return one row per library that owed or gave a report.

    Columns: library, name, territory, kind, value, reported, expected.
    """
    scope = _scope(session, catalogue, selection, category, annual=annual)
    rows = _by_key(session, catalogue, indicator_code, scope, "library")
    shown = [owed for owed in expected_by_library(session, scope) if owed.expected or owed.library in rows]
    nothing = Answer("", None, 0)
    return pd.DataFrame(
        {
            "library": [owed.library for owed in shown],
            "name": [owed.name for owed in shown],
            "territory": [owed.territory for owed in shown],
            "kind": [owed.kind for owed in shown],
            **_values([rows.get(owed.library, nothing) for owed in shown]),
            "expected": [owed.expected for owed in shown],
        }
    )


def library_answers(
    session: Session, catalogue: Catalogue, indicator_code: str, selection: Selection, *, annual: bool = False
) -> dict[str | int, Answer]:
    """Return what each library gave, with its reports, by code; without those expected, which take longer to tell."""
    scope = scope_of(session, catalogue, selection, annual=annual)
    return _by_key(session, catalogue, indicator_code, scope, "library")


def _scope(
    session: Session, catalogue: Catalogue, selection: Selection, category: str = "", *, annual: bool = False
) -> Scope:
    return replace(scope_of(session, catalogue, selection, annual=annual), category=category)


def _by_period(session: Session, catalogue: Catalogue, indicator_code: str, scope: Scope) -> pd.DataFrame:
    rows = answer(session, catalogue, catalogue.indicators[indicator_code], scope, "period")
    expected = expected_reports(session, scope, "period")
    return pd.DataFrame(
        {
            "period": [row.key for row in rows],
            **_values(rows),
            "expected": [expected.get(row.key, 0) for row in rows],
        }
    )


def _by_key(
    session: Session, catalogue: Catalogue, indicator_code: str, scope: Scope, by: By
) -> dict[str | int, Answer]:
    return {row.key: row for row in answer(session, catalogue, catalogue.indicators[indicator_code], scope, by)}


def _values(rows: list[Answer]) -> dict[str, pd.Series]:
    values = pd.Series([row.value for row in rows], dtype="float64")
    return {"value": values, "reported": pd.Series([int(row.reported) for row in rows], dtype="int64")}
