"""Who reported, who did not, how late and how fully: reporting rates in DHIS2's words.

*Expected* reports are owed (data.owing), *actual* ones came and are in force, a report is *on time* when its first
version came by the due date of its form. Rate = actual / expected, rate on time = on time / expected, at most 100 %.
Content = questions answered with a number / questions that apply, over the actual reports. Source of the words:
DHIS2 user guide, "Reporting rates".

Every function takes (session, catalogue, selection); `annual` asks the annual reports of the years selected.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.coverage import Coverage
from data.deadlines import time_zone
from data.measures import ratio
from data.moments import as_utc
from data.queries.obligations import Obligation, arrivals, obligations
from data.queries.scope import Scope, scope_of
from data.schema import completeness
from data.selection import Selection

Key = Literal["period", "territory", "kind"]
State = Literal["on_time", "late", "received", "awaited", "refused", "missing", "not_owed"]
STATES: tuple[State, ...] = ("on_time", "late", "received", "awaited", "refused", "missing", "not_owed")
COUNTS = ["expected", "actual", "on_time", "asked", "filled"]
_OF_LIBRARY = ("library", "name", "territory", "kind", "period")
SHARES = ["rate_pct", "rate_on_time_pct", "content_pct"]


@dataclass(frozen=True, slots=True)
class Rates:
    """The five figures of reporting, and content beside them. `on_time` None: no due date is declared."""

    expected: int
    actual: int
    on_time: int | None
    asked: int
    filled: int

    @property
    def rate(self) -> float | None:
        """Actual / expected, at most 1; None when nothing was expected."""
        return Coverage(self.actual, self.expected).share

    @property
    def rate_on_time(self) -> float | None:
        """On time / expected, at most 1; None when nothing was expected or no due date is declared."""
        return None if self.on_time is None else Coverage(self.on_time, self.expected).share

    @property
    def content(self) -> float | None:
        """Answered / asked, over the actual reports; None when nothing was asked."""
        return ratio(part=self.filled, whole=self.asked)


Counted = tuple[tuple[object, ...], Rates]  # the values of the keys, and the counts


def rates(session: Session, catalogue: Catalogue, selection: Selection, *, annual: bool = False) -> Rates:
    """Return the figures over all libraries and periods selected."""
    counted = _counts(session, scope_of(session, catalogue, selection, annual=annual), ())
    return counted[0][1] if counted else Rates(0, 0, None, 0, 0)


def rates_by(
    session: Session, catalogue: Catalogue, selection: Selection, *by: Key, annual: bool = False
) -> pd.DataFrame:
    """Return a row for each value of `by`, in order: its columns, expected, actual, on_time, asked, filled, and
    rate_pct, rate_on_time_pct, content_pct (percent; NaN where there is none).

    `rates_by(…, "territory", "period")` is the completeness matrix of territories.
    """
    counted = _counts(session, scope_of(session, catalogue, selection, annual=annual), by)
    frame = pd.DataFrame([(*key, *astuple(one)) for key, one in counted], columns=[*by, *COUNTS])
    frame["rate_pct"] = [_percent(one.rate) for _key, one in counted]
    frame["rate_on_time_pct"] = [_percent(one.rate_on_time) for _key, one in counted]
    frame["content_pct"] = [_percent(one.content) for _key, one in counted]
    return frame.astype({"on_time": "Int64", **dict.fromkeys(SHARES, float)})


def library_states(
    session: Session,
    catalogue: Catalogue,
    selection: Selection,
    *,
    annual: bool = False,
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """Return the completeness matrix of libraries, a row for each library and period: library, name, territory, kind,
    period, state (one of STATES), due_on, received_at (UTC), days_late, versions, asked, filled, content_pct.

    `as_of`: a report that is not due yet at that moment is awaited and not missing (default: now). days_late counts
    calendar days after the due date, negative before it, and is missing without a report or a due date.
    """
    zone, now = time_zone(catalogue), as_of or datetime.now(UTC)
    rows = obligations(session, scope_of(session, catalogue, selection, annual=annual))
    return pd.DataFrame(
        {
            **{
                name: [getattr(row, name) for row in rows]
                for name in ("library", "name", "territory", "kind", "period")
            },
            "state": [state(row, now) for row in rows],
            "due_on": [row.due_on for row in rows],
            "received_at": pd.Series([row.received_at for row in rows], dtype="datetime64[us, UTC]"),
            "days_late": pd.array([_days_late(row, zone) for row in rows], dtype="Int64"),
            "versions": [row.versions for row in rows],
            "asked": [row.asked for row in rows],
            "filled": [row.filled for row in rows],
            "content_pct": pd.Series([_percent(ratio(part=row.filled, whole=row.asked)) for row in rows], dtype=float),
        }
    )


def timeliness(session: Session, catalogue: Catalogue, selection: Selection, *, annual: bool = False) -> pd.DataFrame:
    """Return how late reports came, a row for each number of days that occurs: days_late (0: on the last day, negative:
    before), reports. Only reports that were owed and have a due date."""
    zone, days = time_zone(catalogue), Counter[int]()
    scope = scope_of(session, catalogue, selection, annual=annual)
    for due_on, received_at, reports in session.execute(arrivals(scope)):
        days[_days_after(due_on, as_utc(received_at), zone)] += reports
    return pd.DataFrame(sorted(days.items()), columns=["days_late", "reports"])


def state(row: Obligation, now: datetime) -> State:
    """Return what became of a library's report. One that came is on time or late (received: no due date is declared),
    whether it was owed or not; one that did not come is not owed, awaited (not due yet), refused or missing."""
    if row.actual:
        return "received" if row.on_time is None else "on_time" if row.on_time else "late"
    if not row.owed:
        return "not_owed"
    if row.refused:
        return "refused"
    return "awaited" if row.due_before is not None and now < row.due_before else "missing"


def _counts(session: Session, scope: Scope, by: tuple[Key, ...]) -> list[Counted]:
    """Return the counts for each value of the keys: from the rollup, but for one library, which it does not know."""
    if scope.library is not None:
        return _counts_of_library(session, scope, by)
    rows = completeness.c
    keys = [rows[name] for name in by]
    sums = (func.sum(column) for column in (rows.expected, rows.received, rows.on_time, rows.asked, rows.filled))
    counted = select(*keys, *sums).where(
        rows.form == scope.form, scope.holds(rows.period), scope.includes(rows.territory, rows.kind)
    )
    found = session.execute(counted.group_by(*keys).order_by(*keys) if keys else counted)
    return [(tuple(row[: len(by)]), Rates(*row[len(by) :])) for row in found if row[len(by)] is not None]


def _counts_of_library(session: Session, scope: Scope, by: tuple[Key, ...]) -> list[Counted]:
    grouped: dict[tuple[object, ...], list[Obligation]] = {}
    for row in obligations(session, scope):
        if row.owed:
            grouped.setdefault(tuple(getattr(row, name) for name in by), []).append(row)
    return [(key, _counted(rows)) for key, rows in sorted(grouped.items(), key=str)]


def _counted(rows: list[Obligation]) -> Rates:
    return Rates(
        expected=len(rows),
        actual=sum(row.actual for row in rows),
        on_time=sum(row.on_time or False for row in rows) if all(row.due_on for row in rows) else None,
        asked=sum(row.asked for row in rows),
        filled=sum(row.filled for row in rows),
    )


def _days_late(row: Obligation, zone: ZoneInfo) -> int | None:
    if row.received_at is None or row.due_on is None:
        return None
    return _days_after(row.due_on, row.received_at, zone)


def _days_after(day: date, moment: datetime, zone: ZoneInfo) -> int:
    return (moment.astimezone(zone).date() - day).days


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100
