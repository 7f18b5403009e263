"""Engine and sessions: the only place that knows the database address."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

DEFAULT_DATABASE = "sqlite:///var/vitrina.db"


def database_url(url: str | None = None) -> str:
    """Return the address given, else the one in VITRINA_DATABASE, else the embedded default."""
    return url or os.environ.get("VITRINA_DATABASE") or DEFAULT_DATABASE


def open_engine(url: str | None = None) -> Engine:
    """Return an engine on the database; for SQLite the folder is made and every connection is set up for safety."""
    address = make_url(database_url(url))
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON", "cache_size=-65536"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
