"""Services as charts: their mix, their growth, who offers them, and their months by region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.charts.building import numbers, spec_of, table_of
from dashboard.charts.spec import ChartSpec, ColumnKind, Series, TableSpec
from dashboard.charts.words import ChartWords
from data.formats import month_name
from data.periods import Month

Columns = Sequence[tuple[str, ColumnKind]]


@dataclass(frozen=True, slots=True)
class Given:
    """What every chart of services is given: words, the names of categories or regions, the columns of its table."""

    words: ChartWords
    names: Mapping[str, str]
    columns: Columns


def ranked(frame: pd.DataFrame, of: str, *, key: str, given: Given) -> ChartSpec:
    """Return the categories by the column `of`, from most to least."""
    ordered, table = _ordered(frame, of, key, given)
    drawn = ordered.dropna(subset=[of])
    labels = [given.names[code] for code in drawn["category"]]
    series = Series("value", given.words.labels[of], numbers(drawn[of]))
    return spec_of("ranked", key, given.words, labels, labels, [series], table)


def changes(frame: pd.DataFrame, *, key: str, given: Given) -> ChartSpec:
    """Return the categories' changes on the same libraries, measured by a line at no change."""
    ordered, table = _ordered(frame, "change_pct", key, given)
    drawn = ordered.dropna(subset=["change_pct"])
    labels = [given.names[code] for code in drawn["category"]]
    series = Series("value", given.words.labels["change_pct"], numbers(drawn["change_pct"]))
    spec = spec_of("dots", key, given.words, labels, labels, [series], table)
    return replace(spec, reference=0.0, unit="%")


def _ordered(frame: pd.DataFrame, of: str, key: str, given: Given) -> tuple[pd.DataFrame, TableSpec]:
    ordered = frame.sort_values([of, "category"], ascending=[False, True], na_position="last", kind="stable")
    first = [given.names[code] for code in ordered["category"]]
    cells = [first, *(numbers(ordered[name]) for name, _ in given.columns[1:])]
    table = table_of(key, given.words, given.columns, zip(*cells, strict=True))
    return ordered, replace(table, withheld=protected(table, list(ordered["withheld"])))


def protected(table: TableSpec, hidden: Sequence[bool]) -> frozenset[tuple[int, int]]:
    """Return the places of a table without a value in the rows where something is withheld."""
    return frozenset(
        (row, column)
        for row, (cells, some) in enumerate(zip(table.rows, hidden, strict=True))
        for column, cell in enumerate(cells)
        if some and cell is None
    )


def by_region(frame: pd.DataFrame, *, key: str, given: Given, months: Sequence[Month]) -> ChartSpec:
    """Return a panel for each region: its months on the scale of all; a month nobody reported is a gap."""
    words, names = given.words, given.names
    table = frame.pivot(index="period", columns="group", values="value").reindex([month.period for month in months])
    series = [Series(code, names[code], numbers(table[code]), panel=names[code]) for code in table.columns]
    labels = [month_name(month, words.language, "abbreviated") for month in months]
    rows = [
        (names[row["group"]], str(Month.from_period(int(row["period"]))), float(row["value"]))
        for row in frame.sort_values(["group", "period"]).to_dict("records")
    ]
    shape: Columns = (("region", "text"), ("month", "month"), ("value", "whole"))
    written = table_of(key, words, shape, rows)
    return spec_of("multiples", key, words, [str(month) for month in months], labels, series, written)
