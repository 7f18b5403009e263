"""A database that is asked: it must be there, and is brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, inspect

from data.database_errors import DatabaseError, explained
from data.store import database_file, open_engine, prepare


@contextmanager
def reading(database: str | None) -> Iterator[Engine]:
    """Yield an engine on a database that holds a network; raises DatabaseError. Asking never makes one."""
    file = database_file(database)
    if file is not None and not file.is_file():
        raise DatabaseError("not-made", str(file), "")
    engine = open_engine(database)
    try:
        with explained(engine), engine.connect() as connection:
            if not inspect(connection).has_table("network"):
                raise DatabaseError("not-made", engine.url.render_as_string(), "")
        prepare(engine)
        with explained(engine):
            yield engine
    finally:
        engine.dispose()
