"""Every library's months beside the same months a year before, in one question: what thousands of comparisons need.

`data.panel.compare` answers for one selection; here the library-months themselves come back, so that a change can be
made for each library and each territory at once, by the same rule. A test holds both equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pandas as pd
from sqlalchemy import Subquery
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.late import LateMonth
from data.measures import OVER_MONTHS, ForbiddenAggregation
from data.panel import Comparison
from data.queries.both_years import both_years
from data.queries.facts import library_months, of_libraries
from data.queries.known import known
from data.queries.late_reports import late_reports
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


def late_by_territory(
    session: Session, catalogue: Catalogue, indicator: str, selection: Selection, months: pd.DataFrame
) -> dict[str, tuple[LateMonth, ...]]:
    """Return the late months of each territory; `months` as library_months_of_both_years returns them."""
    scope, pairs = scope_of(session, catalogue, selection), months[months["value"].notna() & months["before"].notna()]
    sums = pairs.groupby(["territory", "period"], as_index=False)["before"].sum()
    columns = zip(sums["territory"], sums["period"], sums["before"], strict=True)
    paired = {(str(territory), int(period)): float(before) for territory, period, before in columns}
    return late_reports(session, scope, catalogue.indicators[indicator], "territory", paired)


def compared(
    months: pd.DataFrame,
    by: Literal["library", "territory"],
    expected: Mapping[str, int],
    late: Mapping[str, tuple[LateMonth, ...]] | None = None,
) -> dict[str, Comparison]:
    """Return the comparison of each library or territory on the panel and naively.

    `expected`: the reports it owed; `late`: the late months of territories (late_by_territory).
    """
    pairs = months[months["value"].notna() & months["before"].notna()].groupby(by)
    every = months.groupby(by)
    columns = {
        "value": pairs["value"].sum(),
        "before": pairs["before"].sum(),
        "libraries": pairs["library"].nunique(),
        "pairs": pairs["value"].count(),
        "now": every["now"].sum(min_count=1),
        "then": every["then"].sum(min_count=1),
        "reported": every["now"].count(),
    }
    rows = pd.DataFrame(columns).rename_axis("place").reset_index()
    return {
        row["place"]: Comparison(
            value=known(row["value"]),
            before=known(row["before"]),
            libraries=int(known(row["libraries"]) or 0),
            pairs=int(known(row["pairs"]) or 0),
            naive_value=known(row["now"]),
            naive_before=known(row["then"]),
            reported=int(row["reported"]),
            expected=expected.get(row["place"], 0),
            late=(late or {}).get(row["place"], ()),
        )
        for row in rows.to_dict("records")
    }


def by_month(months: pd.DataFrame, by: Literal["library", "territory"]) -> pd.DataFrame:
    """Return one row per place and month that anybody of it reported, as `data.panel.compare_by_month` does of one.

    Columns: place, period, value, before, libraries, naive_value, naive_before, reported.
    """
    both = months["value"].notna() & months["before"].notna()
    panel = months.assign(value=months["value"].where(both), before=months["before"].where(both), pairs=both)
    grouped = panel.groupby([by, "period"])
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
    return frame[frame["reported"] > 0].rename_axis(["place", "period"]).reset_index()
