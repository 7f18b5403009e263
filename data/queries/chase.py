"""The chase list: whose reports are overdue, those first whose absence moves their territory's figure most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from statistics import fmean
from typing import NamedTuple

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.bounds import bounds_of
from data.catalogue import Catalogue
from data.deadlines import time_zone
from data.measures import OVER_MONTHS
from data.models import Indicator
from data.moments import as_utc
from data.queries.facts import indicator_id, library_months
from data.queries.obligations import Obligation, obligations
from data.queries.reporting import state
from data.queries.scope import Scope, scope_of
from data.schema import submission, territory_month
from data.selection import Selection

HEADLINE = "V01"  # visits: what nearly every library reports, and what a missing report is missed for
PAST_YEARS = 2  # how far back a library's own past is looked for
PAST_REPORTS = 12  # so many of the latest stand for a period that was not reported a year before

Past = Mapping[int, float]  # period -> value


class Chased(NamedTuple):
    """A library to be chased: the columns of the chase list."""

    library: str
    name: str
    territory: str
    kind: str
    contact: str | None
    phone: str | None
    email: str | None
    periods: tuple[int, ...]  # overdue, the oldest first
    overdue: int
    refused: int  # of these, how many were sent and refused
    due_on: date | None  # of the oldest
    days_overdue: int | None
    last_period: int | None  # the last one it reported on this form
    last_received_at: datetime | None
    expected_value: float | None
    weight_pct: float | None


def moment_of(catalogue: Catalogue, last: datetime | None) -> datetime:
    """Return when it is: now; in a demonstration network, whose years are past, when its last file came."""
    return last if catalogue.settings.demonstration and last else datetime.now(UTC)


def chase_list(
    session: Session,
    catalogue: Catalogue,
    selection: Selection,
    *,
    indicator: str = HEADLINE,
    annual: bool = False,
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """Return a row for each library with an overdue report in the selection, its columns those of Chased.

    expected_value is the indicator over the overdue periods, expected from the library's own past: what it reported for
    the same period a year before, else the mean of its latest reports (at most 12, of the last two years); NaN without
    a past. weight_pct is that value in percent of all that its territory would then have over the selection: what was
    reported plus what is expected of everybody overdue; NaN for whoever may see one library only. Heaviest first.
    Raises ValueError for an indicator that does not add up over periods.
    """
    measure = catalogue.indicators[indicator]
    if OVER_MONTHS[measure.rule] != "add":
        raise ValueError(f"{indicator} does not add up over periods; chase by one that does, e.g. {HEADLINE}")
    now = as_of or datetime.now(UTC)
    today = now.astimezone(time_zone(catalogue)).date()
    scope = scope_of(session, catalogue, selection, annual=annual)
    overdue = _overdue(session, scope, now)
    past = _past(session, measure, scope, overdue)
    latest = _latest(session, scope, overdue)
    values = {number: _expected(rows, past.get(number, {}), scope.one_year) for number, rows in overdue.items()}
    whole: dict[str, float] = defaultdict(float)
    if bounds_of(session).library is None:  # whoever may see one library learns nothing of its territory's figure
        whole = _reported(session, measure, scope)
        for number, rows in overdue.items():
            whole[rows[0].territory] += values[number] or 0
    chased = [
        _chased(rows, catalogue, today, latest.get(number), values[number], whole[rows[0].territory])
        for number, rows in overdue.items()
    ]
    chased.sort(key=lambda one: (-(one.weight_pct or 0), -one.overdue, one.library))
    whole_numbers = dict.fromkeys(("overdue", "refused", "days_overdue", "last_period"), "Int64")
    frame = pd.DataFrame(chased, columns=list(Chased._fields), dtype=object)
    return frame.astype({**whole_numbers, "expected_value": float, "weight_pct": float})


def _overdue(session: Session, scope: Scope, now: datetime) -> dict[int, list[Obligation]]:
    """Return the overdue reports of each library, the oldest first."""
    found: dict[int, list[Obligation]] = {}
    for row in obligations(session, scope, lacking=True):
        if state(row, now) in ("missing", "refused"):
            found.setdefault(row.library_id, []).append(row)
    return found


def _past(session: Session, measure: Indicator, scope: Scope, libraries: Iterable[int]) -> dict[int, dict[int, float]]:
    """Return what the libraries reported in the selection and in the two years before it."""
    rows = library_months(replace(scope, first=scope.first - PAST_YEARS * scope.one_year), measure).c
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for number, period, value in session.execute(
        select(rows.library_id, rows.period, rows.value).where(rows.library_id.in_(list(libraries)))
    ):
        found[number][period] = value
    return found


def _expected(rows: Sequence[Obligation], past: Past, one_year: int) -> float | None:
    """Return what a library is expected to have had over its overdue periods; None without any past."""
    values = [_of_period(row.period, past, one_year) for row in rows]
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _of_period(period: int, past: Past, one_year: int) -> float | None:
    if period - one_year in past:
        return past[period - one_year]
    before = [past[one] for one in sorted(past) if period - PAST_YEARS * one_year <= one < period]
    return fmean(before[-PAST_REPORTS:]) if before else None


def _latest(session: Session, scope: Scope, libraries: Iterable[int]) -> dict[int, tuple[int, datetime]]:
    """Return the last period that each library reported on the form, and when its last report was received."""
    rows = submission.c
    question = (
        select(rows.library_id, func.max(rows.period), func.max(rows.received_at))
        .where(rows.form == scope.form, rows.status == "accepted", rows.library_id.in_(list(libraries)))
        .group_by(rows.library_id)
    )
    return {number: (period, as_utc(received_at)) for number, period, received_at in session.execute(question)}


def _reported(session: Session, measure: Indicator, scope: Scope) -> dict[str, float]:
    """Return what each territory reported over the selection; 0 for one that reported nothing."""
    rows = territory_month.c
    question = (
        select(rows.territory, func.sum(rows.total).label("total"))
        .where(
            rows.indicator_id == indicator_id(measure.code),
            scope.holds(rows.period),
            replace(scope, library=None).includes(rows.territory, rows.kind),  # of one library, its territory's figure
        )
        .group_by(rows.territory)
    )
    return defaultdict(float, {row.territory: row.total for row in session.execute(question)})


def _chased(
    rows: Sequence[Obligation],
    catalogue: Catalogue,
    today: date,
    latest: tuple[int, datetime] | None,
    value: float | None,
    whole: float,
) -> Chased:
    oldest = rows[0]
    declared = catalogue.libraries.get(oldest.library)
    return Chased(
        library=oldest.library,
        name=oldest.name,
        territory=oldest.territory,
        kind=oldest.kind,
        contact=declared.contact if declared else None,
        phone=declared.phone if declared else None,
        email=declared.email if declared else None,
        periods=tuple(row.period for row in rows),
        overdue=len(rows),
        refused=sum(row.refused for row in rows),
        due_on=oldest.due_on,
        days_overdue=(today - oldest.due_on).days if oldest.due_on else None,
        last_period=latest[0] if latest else None,
        last_received_at=latest[1] if latest else None,
        expected_value=value,
        weight_pct=100 * value / whole if value is not None and whole else None,
    )
