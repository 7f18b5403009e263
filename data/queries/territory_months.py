"""An indicator by territory and month at once: what may be added up over both, with its coverage."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.queries.facts import library_months, of_libraries
from data.queries.scope import available, scope_of
from data.schema import completeness, library
from data.selection import Selection

_KEYS = ["territory", "period"]


def territory_months(session: Session, catalogue: Catalogue, indicator_code: str) -> pd.DataFrame:
    """Return one row per territory and month that owed or gave a report, in their order: territory, period (YYYYMM),
    value, reported, expected (libraries). A value that nobody reported is missing."""
    there = available(session)
    if there.first is None or there.last is None:
        return pd.DataFrame(columns=[*_KEYS, "value", "reported", "expected"])
    scope = scope_of(session, catalogue, Selection(there.first, there.last))
    values = library_months(scope, catalogue.indicators[indicator_code])
    key = (library.c.territory, values.c.period)
    found = of_libraries(scope, values, named=True).add_columns(
        *key, func.sum(values.c.value).label("value"), func.count().label("reported")
    )
    rows = completeness.c
    owed = select(rows.territory, rows.period, func.sum(rows.expected).label("expected")).where(
        rows.form == scope.form, scope.holds(rows.period), scope.includes(rows.territory, rows.kind)
    )
    reported = pd.DataFrame(session.execute(found.group_by(*key)).all(), columns=[*_KEYS, "value", "reported"])
    expected = pd.DataFrame(
        session.execute(owed.group_by(rows.territory, rows.period)).all(), columns=[*_KEYS, "expected"]
    )
    both = reported.merge(expected, on=_KEYS, how="outer")
    both = both.fillna({"reported": 0, "expected": 0}).astype({"reported": "int64", "expected": "int64"})
    return both[(both["reported"] > 0) | (both["expected"] > 0)].sort_values(_KEYS, ignore_index=True)
