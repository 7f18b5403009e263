"""Totals by territory and month, kept equal to the sums of the observations in the transaction that writes them: of
observations as they are shown, counts of people in sensitive services rounded (data.rounding).

`add` is the fast way for rows that replace nothing; `refresh` and `rebuild` count anew what is stored.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, Connection, Double, Integer, MetaData, SmallInteger, Table, Text, text

from data import category_rollups, completeness, rounding
from data.bulk import empty_temporary, insert
from data.category_values import Values
from data.completeness import Touched
from data.grouping import grouped

__all__ = ["Added", "Place", "Touched", "add", "places", "rebuild", "refresh"]


class Place(NamedTuple):
    """Where a library is counted."""

    territory: str
    kind: str


@dataclass(frozen=True, slots=True)
class Added:
    """Reported observations that replace nothing, column by column."""

    indicator_id: NDArray[np.int64]
    period: NDArray[np.int64]
    library_id: NDArray[np.int64]
    category_id: NDArray[np.int64]
    value: NDArray[np.float64]


_temporary = MetaData()
_pairs = Table(
    "touched_pair",
    _temporary,
    Column("period", Integer, primary_key=True),
    Column("territory", Text, primary_key=True),
    prefixes=["TEMPORARY"],
)
_sums = Table(
    "added_sum",
    _temporary,
    Column("indicator_id", SmallInteger),
    Column("period", Integer),
    Column("territory", Text),
    Column("kind", Text),
    Column("category_id", SmallInteger),
    Column("total", Double),
    Column("reported", Integer),
    prefixes=["TEMPORARY"],
)
_INTO = "INSERT INTO territory_month (indicator_id, period, territory, kind, category_id, total, reported) "
_ADD = text(
    "INSERT INTO territory_month (indicator_id, period, territory, kind, category_id, total, reported) "
    "SELECT indicator_id, period, territory, kind, category_id, total, reported FROM added_sum WHERE TRUE "
    "ON CONFLICT (indicator_id, period, territory, kind, category_id) DO UPDATE SET "
    "total = territory_month.total + excluded.total, reported = territory_month.reported + excluded.reported"
)
_FORGET = text(
    "DELETE FROM territory_month WHERE (indicator_id, period, territory) IN "
    "(SELECT i.id, t.period, t.territory FROM touched_pair t CROSS JOIN indicator i)"
)
_SUM = (
    "SELECT o.indicator_id, o.period, l.territory, l.kind, o.category_id, SUM({value}), COUNT(*) FROM {tables} "
    "{join} "
    "WHERE o.state = 0 AND o.library_id = l.id {condition} "
    "GROUP BY o.indicator_id, o.period, l.territory, l.kind, o.category_id"
)
# CROSS JOIN tells SQLite the order: a few touched pairs first, then one look into the observations for each library.
_COUNT_TOUCHED = text(
    _INTO
    + _SUM.format(
        value=rounding.SHOWN,
        join=rounding.JOIN,
        tables="touched_pair t CROSS JOIN library l CROSS JOIN indicator i CROSS JOIN observation o",
        condition="AND l.territory = t.territory AND o.indicator_id = i.id AND o.period = t.period",
    )
)
_COUNT_ALL = text(
    _INTO
    + _SUM.format(value=rounding.SHOWN, join=rounding.JOIN, tables="observation o CROSS JOIN library l", condition="")
)


def places(connection: Connection) -> dict[int, Place]:
    """Return where each library is counted, by its id."""
    rows = connection.execute(text("SELECT id, territory, kind FROM library"))
    return {number: Place(territory, kind) for number, territory, kind in rows}


def add(connection: Connection, added: Added, where: Mapping[int, Place]) -> None:
    """Add rows that replace nothing to the totals of their territories and months."""
    if not len(added.value):
        return
    value = rounding.rounded_columns(
        connection,
        added.value,
        indicator_id=added.indicator_id,
        period=added.period,
        library_id=added.library_id,
        category_id=added.category_id,
    )
    known = sorted(set(where.values()))
    number = {place: index for index, place in enumerate(known)}
    place_of = np.zeros(max(where) + 1, dtype=np.int64)
    for library_id, place in where.items():
        place_of[library_id] = number[place]
    at_place = place_of[added.library_id]
    keys = (added.indicator_id, added.period, at_place, added.category_id)
    order, first = grouped(*keys)
    indicator_id, period, at_place, category_id = (column[order[first]] for column in keys)
    counted_at = [known[index] for index in at_place.tolist()]
    empty_temporary(connection, _sums)
    insert(
        connection,
        _sums,
        {
            "indicator_id": indicator_id,
            "period": period,
            "territory": [place.territory for place in counted_at],
            "kind": [place.kind for place in counted_at],
            "category_id": category_id,
            "total": np.add.reduceat(value[order], first),
            "reported": np.diff(np.concatenate((first, [len(order)]))),
        },
    )
    connection.execute(_ADD)
    named = (added.indicator_id, added.period, added.library_id, added.category_id)
    category_rollups.add(connection, Values(*named, value=value, some=added.value > 0))


def refresh(connection: Connection, touched: Collection[Touched]) -> None:
    """Count anew, from what is stored, the totals and the completeness of the touched periods and territories."""
    refresh_totals(connection, {(period, territory) for _form, period, territory in touched})
    completeness.refresh(connection, touched)


def refresh_totals(connection: Connection, pairs: Collection[tuple[int, str]]) -> None:
    """Count anew the totals of (period, territory) pairs."""
    if not pairs:
        return
    periods, territories = zip(*sorted(pairs), strict=True)
    empty_temporary(connection, _pairs)
    insert(connection, _pairs, {"period": periods, "territory": territories})
    connection.execute(_FORGET)
    connection.execute(_COUNT_TOUCHED)
    category_rollups.refresh_touched(connection)


def rebuild(connection: Connection) -> None:
    """Make every rollup anew from what is stored."""
    rebuild_totals(connection)
    completeness.rebuild(connection)


def rebuild_totals(connection: Connection) -> None:
    """Make the totals anew, and leave who owed a report and who sent it as it is."""
    connection.execute(text("DELETE FROM territory_month"))
    connection.execute(_COUNT_ALL)
    category_rollups.rebuild(connection)
