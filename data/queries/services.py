"""Services by category: how much, the change on the same libraries, who offers it; people in sensitive services
protected (data.disclosure): small counts are withheld, 0 is not, for it counts nobody.

A row of a report has one primary category; what is said here never counts a row twice. Columns end with the coverage.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.disclosure import least_shown, too_small, withheld_in_fixed
from data.measures import change_pct
from data.models import Indicator
from data.queries.answers import expected_reports
from data.queries.both_years import asked_both
from data.queries.category_values import CategoryValues, reported_by_category
from data.queries.facts import indicator_id
from data.queries.known import known
from data.queries.scope import Scope, scope_of
from data.schema import category, territory_month
from data.selection import Selection

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
    frame = _counted(session, scope, catalogue.indicators[indicator])
    frame["change_pct"] = [
        change_pct(now=known(now), before=known(before))
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
    placed = frame.dropna(subset=["group"])
    return placed.groupby(["group", "period"], as_index=False)[["value", "reported"]].sum()


class _Size(NamedTuple):
    """How many numbers of periods (counted from the first one asked for), libraries and categories there are."""

    periods: int
    libraries: int
    categories: int


def _counted(session: Session, scope: Scope, measure: Indicator) -> pd.DataFrame:
    """Return category, value, offering, reporting, reported, now, before, panel of what anybody reported."""
    values = reported_by_category(session, measure, scope, scope.a_year_before())
    names = {row.id: row.code for row in session.execute(select(category.c.id, category.c.code))}
    libraries = int(values.library_id.max(initial=0)) + 1
    size = _Size(scope.last - scope.first + 1, libraries, max(names, default=0) + 1)
    asked = np.zeros((size.periods, size.categories), dtype=bool)
    both = session.execute(select(asked_both(scope, measure))).all()
    asked[[row.period - scope.first for row in both], [row.category_id for row in both]] = True
    now = values.counted_from(scope.first, size.periods)
    then = values.counted_from(scope.first - scope.one_year, size.periods)
    asked_now, asked_then = (one.where(asked[one.period, one.category_id]) for one in (now, then))
    frame = _totals(now, size).join(_panel(asked_now, asked_then, size), how="left")
    frame.insert(0, "category", pd.Series([names[number] for number in frame.index], index=frame.index, dtype="str"))
    return frame.sort_values("category", ignore_index=True)


def _totals(values: CategoryValues, size: _Size) -> pd.DataFrame:
    """Return value, offering, reporting, reported by the number of the category, of those that anybody reported."""
    given, offered = (np.zeros((size.categories, size.libraries), dtype=bool) for _ in range(2))
    given[values.category_id, values.library_id] = True
    offered[values.category_id[values.some], values.library_id[values.some]] = True
    frame = pd.DataFrame(
        {
            "value": _summed(values, size),
            "offering": offered.sum(axis=1),
            "reporting": given.sum(axis=1),
            "reported": np.bincount(values.category_id, minlength=size.categories),
        }
    )
    return frame.loc[frame["reported"] > 0]


def _panel(now: CategoryValues, then: CategoryValues, size: _Size) -> pd.DataFrame:
    """Return now, before, panel by the number of the category: sums over the library-months reported in both years.

    Given are the values of the categories asked about both times, a month and the same one a year before under one
    number. A library that lists a category in one year only had none of it in the other.
    """
    months = [values.period * size.libraries + values.library_id for values in (now, then)]  # of libraries
    years = [np.zeros(size.periods * size.libraries, dtype=bool) for _ in months]
    for there, which in zip(years, months, strict=True):
        there[which] = True
    both = years[0] & years[1]
    paired = [values.where(both[which]) for values, which in zip((now, then), months, strict=True)]
    sums = {name: _summed(values, size) for name, values in zip(("now", "before"), paired, strict=True)}
    libraries = both.reshape(size.periods, size.libraries).any(axis=0).sum()
    told = np.bincount(np.concatenate([values.category_id for values in paired]), minlength=size.categories)
    return pd.DataFrame({**sums, "panel": int(libraries)}).loc[told > 0]


def _summed(values: CategoryValues, size: _Size) -> NDArray[np.float64]:
    return np.bincount(values.category_id, values.value, minlength=size.categories).astype(np.float64)
