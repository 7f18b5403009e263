"""Services by category: how much, the change on the same libraries, who offers it. Small sensitive counts withheld.

A row of a report has one primary category; what is said here never counts a row twice. Columns end with the coverage.
"""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Select, and_, case, distinct, func, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.disclosure import load_thresholds, withheld
from data.measures import change_pct
from data.models import Indicator
from data.queries.answers import expected_reports
from data.queries.both_years import asked_both, both_years, of_asked
from data.queries.facts import indicator_id, library_categories
from data.queries.scope import Scope, scope_of
from data.schema import category, library, territory_month
from data.selection import Selection

UNCLASSIFIED = "XX.UNC"


def by_category(session: Session, catalogue: Catalogue, indicator: str, selection: Selection) -> pd.DataFrame:
    """Return one row per category that anybody reported.

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
    thresholds = load_thresholds()
    least = [thresholds.least(catalogue.categories[code]) for code in frame["category"]]
    hidden = withheld([float(value) for value in frame["value"]], least)
    frame["withheld"] = hidden
    frame["share_pct"] = 100 * frame["value"] / frame["value"].sum()
    frame.loc[hidden, ["value", "share_pct", "now", "before", "change_pct"]] = float("nan")
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
    rows = library_categories(scope, catalogue.indicators[indicator]).c
    offering = func.count(distinct(case((rows.value > 0, rows.library_id))))
    totals = select(
        category.c.code, func.sum(rows.value), offering, func.count(distinct(rows.library_id)), func.count()
    )
    return (
        totals.join(category, category.c.id == rows.category_id)
        .join(library, library.c.id == rows.library_id)
        .where(scope.includes(library.c.territory, library.c.kind))
        .group_by(category.c.code)
        .order_by(category.c.code)
    )


def _panel(session: Session, scope: Scope, measure: Indicator) -> pd.DataFrame:
    """Return category, now, before, panel: sums over the library-months with a report in both years.

    A library that lists a category in one year only had none of it in the other; a category that nobody was asked about
    in one of them is left out.
    """
    asked = asked_both(scope, measure)
    years = [(scope, 0), (scope.a_year_before(), scope.one_year)]
    now, then = both_years(session, scope, measure)
    same = and_(then.c.library_id == now.c.library_id, then.c.period == now.c.period - scope.one_year)
    both = select(now.c.library_id, now.c.period).join(then, same).subquery()
    sums = []
    for one, later in years:
        rows = library_categories(one, measure)
        inside = and_(both.c.library_id == rows.c.library_id, both.c.period == rows.c.period + later)
        question = (
            select(category.c.code, func.sum(rows.c.value))
            .select_from(rows)
            .join(category, category.c.id == rows.c.category_id)
            .join(both, inside)
            .join(library, library.c.id == rows.c.library_id)
            .where(
                of_asked(rows.c.category_id, rows.c.period, asked, later),
                scope.includes(library.c.territory, library.c.kind),
            )
            .group_by(category.c.code)
        )
        sums.append({code: float(value) for code, value in session.execute(question)})
    compared = (
        select(func.count(distinct(both.c.library_id)))
        .join(library, library.c.id == both.c.library_id)
        .where(scope.includes(library.c.territory, library.c.kind))
    )
    libraries = session.scalar(compared) or 0
    codes = sorted({*sums[0], *sums[1]})
    return pd.DataFrame(
        {
            "category": codes,
            "now": [sums[0].get(code, 0.0) for code in codes],
            "before": [sums[1].get(code, 0.0) for code in codes],
            "panel": libraries,
        }
    ).astype({"category": "str"})
