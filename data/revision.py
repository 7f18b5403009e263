"""Has the database changed? A mark that stays the same until somebody commits a change: what memories are kept by."""

from __future__ import annotations

import threading

from sqlalchemy import Engine, PoolProxiedConnection

_QUESTIONS = {
    # Of one connection: how often others have committed. Of the whole server: which transactions are over.
    "sqlite": "PRAGMA data_version",
    "postgresql": "SELECT pg_current_snapshot()::text",
}


class Revision:
    """Tells the revision of a database; safe to ask from several threads. It holds a connection of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: PoolProxiedConnection | None = None
        self._asking = threading.Lock()
        self._said: str | None = None  # what the latest question was answered
        self._begun = 0  # how many questions were begun

    def now(self) -> str | None:
        """Return the mark of what is committed now; None where none can be told: of a database in memory, of a server
        that does not answer.

        What this very connection would write does not count: it writes nothing.
        """
        if self._engine.url.database in (None, "", ":memory:"):
            return None
        came = self._begun
        with self._asking:
            if self._begun > came:  # somebody who waited, too, asked after this one came: the answer is as good
                return self._said
            self._begun += 1
            self._said = None  # until it is answered, whatever keeps it from that
            try:
                self._said = self._ask()
            except self._engine.dialect.loaded_dbapi.Error:
                self._connection = None  # the next question opens another one
            return self._said

    def _ask(self) -> str:
        if self._connection is None:
            self._connection = self._engine.raw_connection()
            self._connection.detach()  # the pool need not wait for it
        cursor = self._connection.cursor()
        cursor.execute(_QUESTIONS[self._engine.dialect.name])
        row = cursor.fetchone()
        cursor.close()
        self._connection.rollback()
        return str(row[0]) if row else ""
