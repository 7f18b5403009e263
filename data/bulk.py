"""Many rows into a table at once: as fast as the database's own driver can take them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Table
from sqlalchemy.schema import CreateTable

Column = Sequence[object] | NDArray[np.generic]

_SLICE = 32_768  # rows turned into Python objects at a time: bounds the memory
_TOGETHER = 32  # rows in one INSERT: halves the time; a row of up to 31 columns stays below SQLite's old limit


def insert(connection: Connection, table: Table, columns: dict[str, Column]) -> None:
    """Insert rows given column by column (all of one length); a None is NULL. Rows sorted by the key go fastest."""
    names = list(columns)
    count = len(columns[names[0]])
    for start in range(0, count, _SLICE):
        rows = np.empty((min(_SLICE, count - start), len(names)), dtype=object)
        for index, name in enumerate(names):
            rows[:, index] = columns[name][start : start + _SLICE]
        _write(connection, table, names, rows)


def stored_time(connection: Connection, moment: datetime) -> datetime | str:
    """Return a moment as the driver takes it: SQLite keeps the text that SQLAlchemy reads back."""
    if connection.dialect.name == "postgresql":
        return moment
    return moment.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def empty_temporary(connection: Connection, *tables: Table) -> None:
    """Make temporary tables, or empty those an earlier transaction of this connection left."""
    for table in tables:
        connection.execute(CreateTable(table, if_not_exists=True))
        connection.execute(table.delete())


def _write(connection: Connection, table: Table, names: list[str], rows: NDArray[np.object_]) -> None:
    target = f"{table.name} ({', '.join(names)})"
    cursor = connection.connection.cursor()
    try:
        if connection.dialect.name == "postgresql":
            with cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows.tolist():
                    copy.write_row(row)
            return
        one = f"({', '.join('?' * len(names))})"
        whole = len(rows) // _TOGETHER * _TOGETHER
        together = rows[:whole].reshape(-1, _TOGETHER * len(names)).tolist()
        cursor.executemany(f"INSERT INTO {target} VALUES {', '.join([one] * _TOGETHER)}", together)  # noqa: S608
        cursor.executemany(f"INSERT INTO {target} VALUES {one}", rows[whole:].tolist())  # noqa: S608
    finally:
        cursor.close()
