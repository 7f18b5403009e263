"""Services by category: how much, the change on the same libraries, who offers it; people in sensitive services
protected (data.disclosure): small counts are withheld, 0 is not, for it counts nobody.

A row of a report has one primary category; what is said here never counts a row twice. Columns end with the coverage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import pandas as pd
from sqlalchemy import Select, Subquery, and_, case, distinct, func, literal, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.disclosure import least_shown, too_small, withheld_in_fixed
from data.measures import change_pct
from data.models import Indicator
from data.queries.answers import expected_reports
from data.queries.both_years import asked_both, both_years
from data.queries.facts import OBSERVED, SHOWN_VALUE, indicator_id, library_categories, of_libraries, with_rules
from data.queries.scope import Scope, scope_of
from data.schema import NO_CATEGORY, category, territory_month
from data.selection import Selection
from data.states import State

UNCLASSIFIED = "XX.UNC"


def by_category(
    session: Session, catalogue: Catalogue, indicator: str, selection: Selection, *, fixed: bool = False
) -> pd.DataFrame:
    """Return one row per category that anybody reported. `fixed`: for a table that leaves for good, in which what is
    withheld takes others with it, or all where the total would still tell it.

    Columns: category, value, share_pct (of all categories), now, before, change_pct (over library-months with a report
    in both years), panel (libraries of it), offering (libraries with more than 0), reporting (libraries that
    gave the category at all), withheld, reported (reports that gave the category), expected. What is withheld has no
    value, share or change.
    """
    scope = scope_of(session, catalogue, selection)
    totals = pd.DataFrame(
        session.execute(_totals(scope, catalogue, indicator)).all(),
        columns=["category", "value", "offering", "reporting", "reported"],
    )
    panel = _panel(session, scope, catalogue.indicators[indicator])
    frame = totals.merge(panel, on="category", how="left").astype({"value": "float64"})
    frame["change_pct"] = [
        change_pct(now=_known(now), before=_known(before))
        for now, before in zip(frame["now"], frame["before"], strict=True)
    ]
    frame["share_pct"] = 100 * frame["value"] / frame["value"].sum()
    least = pd.Series([least_shown(indicator, catalogue.categories[code]) for code in frame["category"]], dtype=int)
    frame["withheld"] = too_small(frame["value"], least) & (frame["offering"] > 0)
    if fixed:
        kinds = [catalogue.categories[code] for code in frame["category"]]
        frame["withheld"] = withheld_in_fixed(indicator, kinds, list(frame["value"]), list(frame["offering"] > 0))
        frame.loc[frame["withheld"], ["now", "before", "change_pct"]] = float("nan")
    frame.loc[frame["withheld"], ["value", "share_pct"]] = float("nan")
    for column in ("now", "before"):
        frame.loc[too_small(frame[column], least), [column, "change_pct"]] = float("nan")
    expected = expected_reports(session, scope, "all").get("", 0)
    frame = frame.astype({"change_pct": "float64"}).assign(expected=expected)
    shape = ["category", "value", "share_pct", "now", "before", "change_pct", "panel", "offering", "reporting"]
    return frame[[*shape, "withheld", "reported", "expected"]].fillna({"panel": 0}).astype({"panel": "int64"})


def by_group_and_month(
    session: Session, catalogue: Catalogue, indicator: str, selection: Selection, categories: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return one row per statistical region and month: group, period, value, reported (libraries of one category).

    Regions as composed in the last month; of some categories only where any are named.
    """
    scope = scope_of(session, catalogue, selection)
    rows = territory_month.c
    asked = (
        select(rows.territory, rows.period, func.sum(rows.total), func.max(rows.reported))
        .join(category, category.c.id == rows.category_id)
        .where(
            rows.indicator_id == indicator_id(indicator),
            scope.holds(rows.period),
            scope.includes(rows.territory, rows.kind),
        )
        .group_by(rows.territory, rows.period)
    )
    if categories:
        asked = asked.where(category.c.code.in_(categories))
    frame = pd.DataFrame(session.execute(asked).all(), columns=["territory", "period", "value", "reported"])
    end = selection.end
    regions = {
        territory: code
        for code, group in catalogue.groups.items()
        if group.kind == "statistical" and end is not None
        for territory in group.territories(end)
    }
    frame["group"] = frame["territory"].map(regions)
    known = frame.dropna(subset=["group"])
    return known.groupby(["group", "period"], as_index=False)[["value", "reported"]].sum()


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _totals(scope: Scope, catalogue: Catalogue, indicator: str) -> Select[tuple[object, ...]]:
    """Return category, value, offering, reporting, reported."""
    rows = library_categories(scope, catalogue.indicators[indicator])
    offering = func.count(distinct(case((rows.c.some, rows.c.library_id))))
    reporting = func.count(distinct(rows.c.library_id))
    counted = (
        of_libraries(scope, rows)
        .add_columns(rows.c.category_id, func.sum(rows.c.value), offering, reporting, func.count())
        .group_by(rows.c.category_id)
        .subquery()
    )
    number, *sums = counted.c
    return select(category.c.code, *sums).join(category, category.c.id == number).order_by(category.c.code)


def _panel(session: Session, scope: Scope, measure: Indicator) -> pd.DataFrame:
    """Return category, now, before, panel: sums over the library-months with a report in both years.

    A library that lists a category in one year only had none of it in the other; a category that nobody was asked about
    in one of them is left out.
    """
    now, then = both_years(session, scope, measure)
    same = and_(then.c.library_id == now.c.library_id, then.c.period == now.c.period - scope.one_year)
    paired = select(now.c.library_id, now.c.period).join(then, same).subquery()
    both = of_libraries(scope, paired).add_columns(paired.c.library_id, paired.c.period).subquery()
    columns = asked_both(scope, measure).c
    asked = {(period, number) for period, number in session.execute(select(columns.period, columns.category_id))}
    sums = [_added(session, both, measure, asked, earlier) for earlier in (0, scope.one_year)]
    names = {row.id: row.code for row in session.execute(select(category.c.id, category.c.code))}
    numbers = sorted({*sums[0], *sums[1]}, key=names.__getitem__)
    return pd.DataFrame(
        {
            "category": [names[number] for number in numbers],
            "now": [sums[0].get(number, 0.0) for number in numbers],
            "before": [sums[1].get(number, 0.0) for number in numbers],
            "panel": session.scalar(select(func.count(distinct(both.c.library_id)))) or 0,
        }
    ).astype({"category": "str"})


def _added(
    session: Session, both: Subquery, measure: Indicator, asked: Collection[tuple[int, int]], earlier: int
) -> dict[int, float]:
    """Return the sum of each category, by its number, over library-months or so much earlier, of what was asked twice.

    Each library-month looks up its own rows. An equality of two columns would let SQLite look through all rows of
    these months for each of them; an expression on one side does not.
    """
    rows = OBSERVED.c
    own = and_(
        rows.indicator_id == indicator_id(measure.code),
        rows.period == both.c.period - literal(earlier),
        rows.library_id == both.c.library_id,
        rows.state == State.REPORTED,
        rows.category_id != NO_CATEGORY,
    )
    question = (
        select(both.c.period, rows.category_id, func.sum(SHOWN_VALUE))
        .select_from(with_rules(both.join(OBSERVED, own)))
        .group_by(both.c.period, rows.category_id)
    )
    sums: dict[int, float] = defaultdict(float)
    for period, number, value in session.execute(question):
        if (period, number) in asked:
            sums[number] += float(value)
    return sums
