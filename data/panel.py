"""The comparable panel: a change over time is computed over the libraries that reported both times, never otherwise.

A pair is a library and a calendar month with a reported value in that month and in the same month a year before.
With P the pairs of the period asked for: change = 100 * (sum of values now / sum of values before - 1), both over P.
The naive change divides the sums over whoever reported: a network that grows makes it rise without one more visit.
A month whose missing reports weighed more than data/definitions/panel.toml allows is late: what they would have brought
is added to both sides of the change (data.late), and whoever shows it names the month and the weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import pandas as pd
from sqlalchemy import FromClause, Label, Select, Subquery, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.late import LateMonth
from data.measures import OVER_MONTHS, ForbiddenAggregation, change_pct, forbid_people_over_months
from data.models import Indicator
from data.queries.answers import owed_reports, sums
from data.queries.both_years import paired
from data.queries.facts import library_values, of_libraries
from data.queries.late_reports import can_be_late, late_reports
from data.queries.scope import Scope, scope_of
from data.schema import library
from data.selection import Selection

WORTH_SAYING = 1.0  # percentage points between the naive and the comparable change from which both are shown


@dataclass(frozen=True, slots=True)
class Comparison:
    """A period against the same months a year before. None: no library reported both; if naive: none reported then."""

    value: float | None  # over the panel
    before: float | None
    libraries: int  # in the panel
    pairs: int  # library-months in the panel
    naive_value: float | None  # over whoever reported
    naive_before: float | None
    reported: int  # reports of the period itself
    expected: int
    late: tuple[LateMonth, ...] = ()  # months whose missing reports weigh much

    @property
    def change_pct(self) -> float | None:
        """The comparable change in percent, with what the missing reports of late months would have brought."""
        return _change(self.value, self.before, self.late)

    @property
    def as_reported_pct(self) -> float | None:
        """The change in percent over the reports of the panel alone."""
        return change_pct(now=self.value, before=self.before)

    @property
    def naive_change_pct(self) -> float | None:
        """The change in percent over whoever reported, each time."""
        return change_pct(now=self.naive_value, before=self.naive_before)

    @property
    def differs(self) -> bool:
        """True when the naive change is more than one point away, so that it must be shown beside the other."""
        change, naive = self.change_pct, self.naive_change_pct
        return change is not None and naive is not None and abs(change - naive) > WORTH_SAYING


def compare(
    session: Session, catalogue: Catalogue, indicator_code: str, selection: Selection, *, annual: bool = False
) -> Comparison:
    """Return the selected months against the same months a year before, on the comparable panel and naively.

    Raises ForbiddenAggregation for people over several months, and for a ratio: compare its parts.
    """
    measure, scope = _asked(session, catalogue, indicator_code, selection, annual=annual)
    if not scope.one_period:
        forbid_people_over_months(measure, catalogue.indicators)
    panel = _panels(session, scope, measure, "all").get("", _NO_PANEL)
    naive, earlier = _naive(scope, measure).subquery(), _naive(scope.a_year_before(), measure).subquery()
    owed = owed_reports(scope, "all").subquery()
    question = select(
        select(naive.c.value).scalar_subquery(),
        select(earlier.c.value).scalar_subquery(),
        select(func.coalesce(func.sum(naive.c.reported), 0)).scalar_subquery(),
        select(func.coalesce(func.sum(owed.c.expected), 0)).scalar_subquery(),
    )
    value, before, libraries, pairs, late = panel
    return Comparison(value, before, libraries, pairs, *session.execute(question).one(), late=late)


def compare_by_month(
    session: Session, catalogue: Catalogue, indicator_code: str, selection: Selection, *, annual: bool = False
) -> pd.DataFrame:
    """Return one row per month that anybody reported: the month on the panel and naively, with its coverage.

    Columns: period, value, before, libraries, naive_value, naive_before, reported, expected. Without a pair, `value`
    and `before` are missing and `libraries` is 0.
    """
    measure, scope = _asked(session, catalogue, indicator_code, selection, annual=annual)
    pairs = _pairs(session, scope, measure, each_period=True)
    panel = of_libraries(scope, pairs).add_columns(pairs.c.period.label("key"), *_panel_columns(pairs))
    months = panel.group_by(pairs.c.period).subquery()
    naive = sums(measure, scope, "period").subquery()
    earlier = sums(measure, scope.a_year_before(), "period").subquery()
    owed = owed_reports(scope, "period").subquery()
    question = (
        select(
            naive.c.key,
            months.c.value,
            months.c.before,
            func.coalesce(months.c.libraries, 0),
            naive.c.value,
            earlier.c.value,
            naive.c.reported,
            func.coalesce(owed.c.expected, 0),
        )
        .select_from(naive)
        .outerjoin(months, months.c.key == naive.c.key)
        .outerjoin(earlier, earlier.c.key == naive.c.key - scope.one_year)
        .outerjoin(owed, owed.c.key == naive.c.key)
        .order_by(naive.c.key)
    )
    names = ["period", "value", "before", "libraries", "naive_value", "naive_before", "reported", "expected"]
    return _frame(session, question, names)


def compare_by_territory(
    session: Session, catalogue: Catalogue, indicator_code: str, selection: Selection, *, annual: bool = False
) -> pd.DataFrame:
    """Return one row per territory that owed a report: its change on the panel, with the coverage of the period.

    Columns: territory, value, before, libraries, change_pct, late (months), reported, expected; missing values where
    nothing compares.
    """
    measure, scope = _asked(session, catalogue, indicator_code, selection, annual=annual)
    if not scope.one_period:
        forbid_people_over_months(measure, catalogue.indicators)
    panels = _panels(session, scope, measure, "territory")
    now = sums(measure, scope, "territory").subquery()
    owed = owed_reports(scope, "territory").subquery()
    question = (
        select(owed.c.key, func.coalesce(now.c.reported, 0), owed.c.expected)
        .select_from(owed)
        .outerjoin(now, now.c.key == owed.c.key)
        .order_by(owed.c.key)
    )
    rows = []
    for territory, reported, expected in session.execute(question):
        value, before, libraries, _pairs_there, late = panels.get(territory, _NO_PANEL)
        change = _change(value, before, late)
        rows.append((territory, value, before, libraries, change, len(late), reported, expected))
    columns = ["territory", "value", "before", "libraries", "change_pct", "late", "reported", "expected"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(("value", "before", "change_pct"), "float64"))


class _Panel(NamedTuple):
    value: float | None
    before: float | None
    libraries: int
    pairs: int
    late: tuple[LateMonth, ...] = ()


_NO_PANEL = _Panel(None, None, 0, 0)


def _panels(session: Session, scope: Scope, measure: Indicator, by: Literal["all", "territory"]) -> dict[str, _Panel]:
    """Return the panel of each territory, or of all libraries under ""; those without a pair are absent."""
    pairs = _pairs(session, scope, measure, each_period=scope.one_period)
    key = library.c.territory if by == "territory" else literal("")
    columns = (key.label("key"), pairs.c.library_id, pairs.c.period, pairs.c.value, pairs.c.before)
    rows = of_libraries(scope, pairs, named=by == "territory").add_columns(*columns).cte("panel")
    whole = select(rows.c.key, null().label("period"), *_panel_columns(rows)).group_by(rows.c.key)
    if not can_be_late(scope, measure):
        found = session.execute(whole).all()
    else:
        parts = (rows.c.key, rows.c.period, null(), func.sum(rows.c.before), null(), null())
        found = session.execute(union_all(whole, select(*parts).group_by(rows.c.key, rows.c.period))).all()
    before_there = {(key, period): float(before) for key, period, _, before, _, _ in found if period is not None}
    late = late_reports(session, scope, measure, by, before_there)
    return {
        key: _Panel(value, before, libraries, pairs_there, late.get(key, ()))
        for key, period, value, before, libraries, pairs_there in found
        if period is None
    }


def _change(value: float | None, before: float | None, late: tuple[LateMonth, ...]) -> float | None:
    if value is None or before is None:
        return None
    return change_pct(now=value + sum(month.now for month in late), before=before + sum(month.before for month in late))


def _asked(
    session: Session, catalogue: Catalogue, indicator_code: str, selection: Selection, *, annual: bool
) -> tuple[Indicator, Scope]:
    measure = catalogue.indicators[indicator_code]
    if OVER_MONTHS[measure.rule] == "recompute":
        raise ForbiddenAggregation(measure, "change")
    return measure, scope_of(session, catalogue, selection, annual=annual)


def _pairs(session: Session, scope: Scope, measure: Indicator, *, each_period: bool) -> Subquery:
    """Return library_id, period, value, before: library-months reported twice; of a stock, each library's latest.

    Of an indicator reported by category, only categories that were asked about both times count.
    """
    pairs = paired(session, scope, measure)
    if each_period or OVER_MONTHS[measure.rule] != "latest":
        return pairs
    latest_first = func.row_number().over(partition_by=pairs.c.library_id, order_by=pairs.c.period.desc())
    ranked = select(pairs, latest_first.label("rank")).subquery()
    return select(ranked).where(ranked.c.rank == 1).subquery()


def _panel_columns(pairs: FromClause) -> tuple[Label[float], Label[float], Label[int], Label[int]]:
    return (
        func.sum(pairs.c.value).label("value"),
        func.sum(pairs.c.before).label("before"),
        func.count(pairs.c.library_id.distinct()).label("libraries"),
        func.count().label("pairs"),
    )


def _naive(scope: Scope, measure: Indicator) -> Select[str | int, float | None, int]:
    if scope.one_period or OVER_MONTHS[measure.rule] == "add":
        return sums(measure, scope, "all")
    values = library_values(scope, measure, each_period=False)
    columns = (func.sum(values.c.value).label("value"), func.sum(values.c.reports).label("reported"))
    return of_libraries(scope, values).add_columns(*columns)


def _frame(session: Session, question: Select[tuple[object, ...]], names: list[str]) -> pd.DataFrame:
    columns = list(zip(*session.execute(question).all(), strict=True)) or [()] * len(names)
    frame = pd.DataFrame(dict(zip(names, columns, strict=True)))
    return frame.astype({name: "float64" for name in names if name.endswith(("value", "before"))})
