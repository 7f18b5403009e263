"""Every library's months beside the same months a year before, in one question: what thousands of comparisons need.

`data.panel.compare` answers for one selection; here the library-months themselves come back, so that a change can be
made for each library and each territory at once, by the same rule. A test holds both equal.
"""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Subquery
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.measures import OVER_MONTHS, ForbiddenAggregation
from data.panel import Comparison
from data.queries.both_years import both_years
from data.queries.facts import library_months, of_libraries
from data.queries.scope import Scope, scope_of
from data.schema import library
from data.selection import Selection

_SAME = ["library", "territory", "period"]


def library_months_of_both_years(
    session: Session, catalogue: Catalogue, indicator: str, selection: Selection
) -> pd.DataFrame:
    """Return one row per library and month that it reported now or a year before.

    Columns: library, territory, period (of the selection), now and then (as reported), value and before (the same,
    but of an indicator by category over the categories asked about both times). Raises ForbiddenAggregation for what
    does not add up over months.
    """
    measure = catalogue.indicators[indicator]
    if OVER_MONTHS[measure.rule] != "add":
        raise ForbiddenAggregation(measure, "months")
    scope = scope_of(session, catalogue, selection)
    earlier = scope.a_year_before()
    asked_now, asked_then = both_years(session, scope, measure)
    columns = {
        "now": (scope, library_months(scope, measure), 0),
        "then": (earlier, library_months(earlier, measure), scope.one_year),
    }
    if measure.by_category:
        columns |= {"value": (scope, asked_now, 0), "before": (earlier, asked_then, scope.one_year)}
    frames = [_rows(session, one, rows, name, later) for name, (one, rows, later) in columns.items()]
    found = frames[0]
    for frame in frames[1:]:
        found = found.merge(frame, on=_SAME, how="outer")
    if not measure.by_category:
        found = found.assign(value=found["now"], before=found["then"])
    return found.sort_values(_SAME, ignore_index=True)


def _rows(session: Session, scope: Scope, rows: Subquery, name: str, later: int) -> pd.DataFrame:
    """Return library, territory, period (moved by `later`), and the values under a name."""
    asked = of_libraries(scope, rows, named=True).add_columns(
        library.c.code, library.c.territory, rows.c.period + later, rows.c.value
    )
    columns = list(zip(*session.execute(asked).all(), strict=True)) or [(), (), (), ()]
    frame = pd.DataFrame(dict(zip([*_SAME, name], columns, strict=True)))
    return frame.astype({"library": "str", "territory": "str", "period": "int64", name: "float64"})


def compared(months: pd.DataFrame, expected: int) -> Comparison:
    """Return the comparison of these library-months on the panel and naively; `expected`: the reports owed."""
    pairs = months[months["value"].notna() & months["before"].notna()]
    return Comparison(
        value=_sum(pairs["value"]),
        before=_sum(pairs["before"]),
        libraries=int(pairs["library"].nunique()),
        pairs=len(pairs),
        naive_value=_sum(months["now"]),
        naive_before=_sum(months["then"]),
        reported=int(months["now"].notna().sum()),
        expected=expected,
    )


def _sum(values: pd.Series[float]) -> float | None:
    """Return the sum; None of nothing."""
    known = values.dropna()
    return float(known.sum()) if len(known) else None


def by_month(months: pd.DataFrame) -> pd.DataFrame:
    """Return one row per month that anybody of these reported, as `data.panel.compare_by_month` does.

    Columns: period, value, before, libraries, naive_value, naive_before, reported.
    """
    both = months["value"].notna() & months["before"].notna()
    panel = months.assign(value=months["value"].where(both), before=months["before"].where(both), pairs=both)
    grouped = panel.groupby("period")
    frame = pd.DataFrame(
        {
            "value": grouped["value"].sum(min_count=1),
            "before": grouped["before"].sum(min_count=1),
            "libraries": grouped["pairs"].sum().astype("int64"),
            "naive_value": grouped["now"].sum(min_count=1),
            "naive_before": grouped["then"].sum(min_count=1),
            "reported": grouped["now"].count(),
        }
    )
    return frame[frame["reported"] > 0].reset_index()
