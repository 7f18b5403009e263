"""A release as a database to read: the same questions as today's, answered from what was frozen."""

from __future__ import annotations

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from data.release.shadows import statements
from data.release.stored import Release
from data.store import open_engine


def frozen_engine(engine: Engine, release: Release) -> Engine:
    """Return an engine on the same database whose every connection finds the release in the place of today's tables.

    It is for reading. A database in memory has one connection only and cannot be read so.
    """
    own = open_engine(engine.url.render_as_string(hide_password=False))
    said = list(statements(own.dialect.name, release.id))

    def put_before(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for statement in said:
            cursor.execute(statement)
        cursor.close()
        connection.commit()

    event.listen(own, "connect", put_before)
    return own
