"""Events as libraries list them: how many, of which format, category and stage, with how many participants.

An event counts once, whatever the number of its hosts, and is shown for each host; activities of a fair are not added
to it. Attendance counted (or taken from a list) and attendance estimated stand apart and are never added silently.
`reported` and `expected` are the events lists in hand and the monthly reports owed.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.queries.lists import reaches
from data.queries.scope import scope_of
from data.queries.small_events import KIND
from data.queries.told_events import told_events
from data.selection import Selection

By = Literal["all", "month", "territory", "library", "format", "category", "stage", "venue"]
COUNTED = ("counted", "registered")  # the methods that count people; the other one estimates
_TOTALS = (
    "key", "events", "joint", "outreach", "on_theme", "with_attendance", "attendance_counted", "attendance_estimated",
    "attendance_unstated", "mean", "median",
)  # fmt: skip


def event_totals(
    session: Session, catalogue: Catalogue, selection: Selection, *, by: By = "all", campaign: bool = False
) -> pd.DataFrame:
    """Return one row per key; `campaign`: only events that their hosts count to a campaign.

    Columns: key, events, joint (events of several hosts), outreach, on_theme (of the month's campaign theme),
    with_attendance, attendance_counted, attendance_estimated, attendance_unstated (NaN: no such event), mean, median
    (participants an event, of all that state them), reported, expected. Keys: YYYYMM, codes, "" where nobody said;
    by stage only campaign events count. An event of two territories counts in both, so territories add up to more.
    Attendance that is withheld (data.queries.small_events) is no part of any sum.
    """
    scope = scope_of(session, catalogue, selection)
    told = told_events(session, catalogue, scope)
    told = told[told["parent"].isna()]
    if campaign or by == "stage":
        told = told[told["campaign"].eq(True)]
    once = _keyed(told, by).drop_duplicates(["key", "joint_id"])
    rows = [_total(key, some) for key, some in once.groupby("key", sort=True)]
    totals = pd.DataFrame(rows, columns=list(_TOTALS))
    known = reaches(session, scope, KIND, by, totals["key"])
    return totals.assign(reported=[one.reported for one in known], expected=[one.expected for one in known])


def _keyed(told: pd.DataFrame, by: By) -> pd.DataFrame:
    """Return the rows with their key, once for each host where hosts are asked about."""
    if by == "all":
        return told.assign(key="")
    if by == "month":
        return told.assign(key=told["period"])
    if by in ("territory", "library"):
        column = "here_territories" if by == "territory" else "here_libraries"
        return told.assign(key=told[column]).explode("key")
    return told.assign(key=told[by].fillna(""))


def _total(key: object, rows: pd.DataFrame) -> tuple[object, ...]:
    stated, method = rows["attendance"].dropna(), rows["method"]
    of_method = (method.isin(COUNTED), method == "estimated", method.isna())
    sums = (rows.loc[some, "attendance"].sum(min_count=1) for some in of_method)
    counts = (int(rows[name].sum()) for name in ("joint", "outreach", "on_theme"))
    return (key, len(rows), *counts, len(stated), *sums, stated.mean(), stated.median())
