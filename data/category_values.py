"""Values of indicators reported by category, as they are shown: those of a territory and month packed into one row.

Questions about services need every value of many months, and a packed row is read a hundred times as fast as the
observations behind it. data.rollups keeps the table in the transaction that writes the observations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, text

from data import rounding
from data.grouping import grouped
from data.schema import NO_CATEGORY

CELL = np.dtype([("library_id", "<i4"), ("category_id", "<i2"), ("some", "?"), ("value", "<f8")])
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Values:
    """Reported values, column by column: rounded where they are protected; `some`: it is more than 0, in truth."""

    indicator_id: Numbers
    period: Numbers
    library_id: Numbers
    category_id: Numbers
    value: NDArray[np.float64]
    some: NDArray[np.bool_]


# A row that is there already takes the new values at its end.
_JOINED = {
    "sqlite": "CAST(category_values.cells || excluded.cells AS BLOB)",
    "postgresql": "category_values.cells || excluded.cells",
}
_ADD = (
    "INSERT INTO category_values (indicator_id, period, territory, cells) "
    "VALUES (:indicator_id, :period, :territory, :cells) "
    "ON CONFLICT (indicator_id, period, territory) DO UPDATE SET cells = {joined}"
)
_FORGET = text(
    "DELETE FROM category_values WHERE (indicator_id, period, territory) IN "
    "(SELECT i.id, t.period, t.territory FROM touched_pair t CROSS JOIN indicator i)"
)
_READ = "SELECT o.indicator_id, o.period, o.library_id, o.category_id, o.value FROM {tables} WHERE o.state = 0 "
# CROSS JOIN tells SQLite the order: a few touched pairs first, then one look into the observations for each library.
_READ_TOUCHED = text(
    _READ.format(tables="touched_pair t CROSS JOIN library l CROSS JOIN indicator i CROSS JOIN observation o")
    + "AND o.category_id <> 0 AND l.territory = t.territory AND o.indicator_id = i.id AND o.period = t.period "
    "AND o.library_id = l.id"
)
_MONTHS = text("SELECT DISTINCT indicator_id, period FROM category_month ORDER BY indicator_id, period")
_READ_MONTH = text(
    _READ.format(tables="observation o")
    + "AND o.category_id <> 0 AND o.indicator_id = :indicator_id AND o.period = :period"
)
_WHERE = text("SELECT id, territory FROM library")


def add(connection: Connection, added: Values) -> None:
    """Add values that replace nothing; those without a category are passed over."""
    known = {number: territory for number, territory in connection.execute(_WHERE)}  # noqa: C416 (a result is no mapping)
    territories = sorted(set(known.values()))
    place_of = np.zeros(max(known, default=0) + 1, dtype=np.int64)
    place_of[list(known)] = np.searchsorted(territories, list(known.values()))
    order = np.flatnonzero(added.category_id != NO_CATEGORY)
    if not len(order):
        return
    keys = [column[order] for column in (added.indicator_id, added.period, place_of[added.library_id])]
    in_order, starts = grouped(*keys)
    indicator_id, period, at_place = (key[in_order] for key in keys)
    order = order[in_order]
    cells = np.empty(len(order), dtype=CELL)
    for name in CELL.names or ():
        cells[name] = getattr(added, name)[order]
    rows = [
        {
            "indicator_id": int(indicator_id[start]),
            "period": int(period[start]),
            "territory": territories[at_place[start]],
            "cells": cells[start:end].tobytes(),
        }
        for start, end in zip(starts, [*starts[1:], len(order)], strict=True)
    ]
    connection.execute(text(_ADD.format(joined=_JOINED[connection.dialect.name])), rows)


def refresh_touched(connection: Connection) -> None:
    """Read anew the pairs of period and territory in the temporary table touched_pair."""
    connection.execute(_FORGET)
    _add_stored(connection, connection.execute(_READ_TOUCHED).all())


def rebuild(connection: Connection) -> None:
    """Read every value anew, a month after the other, behind category_month."""
    connection.execute(text("DELETE FROM category_values"))
    for indicator_id, period in connection.execute(_MONTHS).all():
        month = {"indicator_id": indicator_id, "period": period}
        _add_stored(connection, connection.execute(_READ_MONTH, month).all())


def _add_stored(connection: Connection, rows: Sequence[Row[int, int, int, int, float]]) -> None:
    stored = np.fromiter(map(tuple, rows), dtype="i8,i8,i8,i8,f8", count=len(rows))
    *keys, value = (stored[name] for name in stored.dtype.names or ())
    names = ("indicator_id", "period", "library_id", "category_id")
    place = dict(zip(names, keys, strict=True))
    shown = rounding.rounded_columns(connection, value, **place)
    add(connection, Values(**place, value=shown, some=value > 0))
