"""Rollups of indicators reported by category: what each library reported over all of them, and which were asked at all.

Totals and panels then read one row a library and month, and not one a category; data.rollups keeps both tables, and
the packed values beside them (data.category_values), in the transaction that writes the observations.
"""

from __future__ import annotations

import numpy as np
from sqlalchemy import Column, Connection, Double, Integer, MetaData, SmallInteger, Table, text

from data import category_values, rounding
from data.bulk import empty_temporary, insert
from data.category_values import Values
from data.grouping import grouped
from data.schema import NO_CATEGORY

_sums = Table(
    "added_library_sum",
    MetaData(),
    Column("indicator_id", SmallInteger),
    Column("period", Integer),
    Column("library_id", Integer),
    Column("total", Double),
    prefixes=["TEMPORARY"],
)
_ADD = text(
    "INSERT INTO library_month (indicator_id, period, library_id, total) "
    "SELECT indicator_id, period, library_id, total FROM added_library_sum WHERE TRUE "
    "ON CONFLICT (indicator_id, period, library_id) DO UPDATE SET total = library_month.total + excluded.total"
)
_ADD_ASKED = text(
    "INSERT INTO category_month (indicator_id, period, category_id) VALUES (:indicator_id, :period, :category_id) "
    "ON CONFLICT DO NOTHING"
)
_FORGET = text(
    "DELETE FROM library_month WHERE (indicator_id, period, library_id) IN (SELECT i.id, t.period, l.id "
    "FROM touched_pair t CROSS JOIN library l CROSS JOIN indicator i WHERE l.territory = t.territory)"
)
_SUM = (
    "INSERT INTO library_month (indicator_id, period, library_id, total) "
    "SELECT o.indicator_id, o.period, o.library_id, SUM({value}) FROM {tables} "
    "{join} "
    "WHERE o.state = 0 AND o.category_id <> 0 {condition} "
    "GROUP BY o.indicator_id, o.period, o.library_id"
)
# Category 0 is none (schema.NO_CATEGORY). CROSS JOIN tells SQLite the order: a few touched pairs first.
_COUNT_TOUCHED = text(
    _SUM.format(
        value=rounding.SHOWN,
        join=rounding.JOIN,
        tables="touched_pair t CROSS JOIN library l CROSS JOIN indicator i CROSS JOIN observation o",
        condition="AND l.territory = t.territory AND o.indicator_id = i.id AND o.period = t.period "
        "AND o.library_id = l.id",
    )
)
_COUNT_ALL = text(
    _SUM.format(
        value=rounding.SHOWN,
        join=rounding.JOIN,
        tables="observation o CROSS JOIN library l",
        condition="AND o.library_id = l.id",
    )
)
_FORGET_ASKED = text("DELETE FROM category_month WHERE period IN (SELECT period FROM touched_pair)")
_ASK = (
    "INSERT INTO category_month (indicator_id, period, category_id) "
    "SELECT DISTINCT indicator_id, period, category_id FROM territory_month "
    "WHERE category_id <> 0 {condition}"
)
_ASK_TOUCHED = text(_ASK.format(condition="AND period IN (SELECT period FROM touched_pair)"))
_ASK_ALL = text(_ASK.format(condition=""))


def add(connection: Connection, added: Values) -> None:
    """Add reported values that replace nothing; those without a category are passed over."""
    some = added.category_id != NO_CATEGORY
    if not some.any():
        return
    keys = [column[some] for column in (added.indicator_id, added.period, added.library_id)]
    order, first = grouped(*keys)
    of_indicator, of_period, of_library = (column[order[first]] for column in keys)
    totals = np.add.reduceat(added.value[some][order], first)
    empty_temporary(connection, _sums)
    rows = {"indicator_id": of_indicator, "period": of_period, "library_id": of_library, "total": totals}
    insert(connection, _sums, rows)
    connection.execute(_ADD)
    names = ("indicator_id", "period", "category_id")
    asked = [getattr(added, name)[some] for name in names]
    order, first = grouped(*asked)
    rows_asked = zip(*(column[order[first]].tolist() for column in asked), strict=True)
    connection.execute(_ADD_ASKED, [dict(zip(names, row, strict=True)) for row in rows_asked])
    category_values.add(connection, added)


def refresh_touched(connection: Connection) -> None:
    """Count anew the pairs of period and territory in the temporary table touched_pair, behind territory_month."""
    for statement in (_FORGET, _COUNT_TOUCHED, _FORGET_ASKED, _ASK_TOUCHED):
        connection.execute(statement)
    category_values.refresh_touched(connection)


def rebuild(connection: Connection) -> None:
    """Make all of them anew from what is stored, behind territory_month."""
    connection.execute(text("DELETE FROM library_month"))
    connection.execute(text("DELETE FROM category_month"))
    connection.execute(_COUNT_ALL)
    connection.execute(_ASK_ALL)
    category_values.rebuild(connection)
