"""Many rows into a table at once: as fast as the database's own driver can take them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Table
from sqlalchemy.schema import CreateTable

Column = Sequence[object] | NDArray[np.generic]
Value = TypeVar("Value")

_SLICE = 32_768  # rows turned into Python objects at a time: bounds the memory
_PARAMETERS = 999  # values in one INSERT of many rows, which halves the time; SQLite's old limit
_IN = 500  # values in one IN (…)


def insert(connection: Connection, table: Table, columns: dict[str, Column]) -> None:
    """Insert rows given column by column (all of one length); a None is NULL. Rows sorted by the key go fastest."""
    count = len(next(iter(columns.values())))
    for start in range(0, count, _SLICE):
        objects = [_objects(column[start : start + _SLICE]) for column in columns.values()]
        _write(connection, table, list(columns), objects)


def _objects(column: Column) -> Sequence[object]:
    objects: Sequence[object] = column.tolist() if isinstance(column, np.ndarray) else column
    return objects


def stored_time(connection: Connection, moment: datetime) -> datetime | str:
    """Return a moment as the driver takes it: SQLite keeps the text that SQLAlchemy reads back."""
    if connection.dialect.name == "postgresql":
        return moment
    return moment.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def in_parts(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Yield the values in parts small enough for one IN (…)."""
    return (values[start : start + _IN] for start in range(0, len(values), _IN))


def stored_day(connection: Connection, day: date | None) -> date | str | None:
    """Return a day as the driver takes it: SQLite keeps the text that SQLAlchemy reads back."""
    return day if day is None or connection.dialect.name == "postgresql" else day.isoformat()


def empty_temporary(connection: Connection, *tables: Table) -> None:
    """Make temporary tables, or empty those an earlier transaction of this connection left."""
    for table in tables:
        connection.execute(CreateTable(table, if_not_exists=True))
        connection.execute(table.delete())


def _write(connection: Connection, table: Table, names: list[str], columns: list[Sequence[object]]) -> None:
    target = f"{table.name} ({', '.join(names)})"
    cursor = connection.connection.cursor()
    try:
        if connection.dialect.name == "postgresql":
            with cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in zip(*columns, strict=True):
                    copy.write_row(row)
            return
        width, count = len(columns), len(columns[0])
        values: list[object] = [None] * (width * count)  # row after row
        for place, column in enumerate(columns):
            values[place::width] = column
        one, together = f"({', '.join('?' * width)})", _PARAMETERS // width
        whole = count // together * together * width
        many = [values[at : at + together * width] for at in range(0, whole, together * width)]
        cursor.executemany(f"INSERT INTO {target} VALUES {', '.join([one] * together)}", many)  # noqa: S608
        rest = [values[at : at + width] for at in range(whole, len(values), width)]
        cursor.executemany(f"INSERT INTO {target} VALUES {one}", rest)  # noqa: S608
    finally:
        cursor.close()
