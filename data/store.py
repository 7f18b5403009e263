"""Engine, sessions and transactions: the only place that knows the database address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from data.database_errors import DatabaseError, explained
from data.shares import network_share
from data.upgrades import FIGURES, Chain, is_current, upgrade

__all__ = [
    "DEFAULT_DATABASE",
    "DatabaseError",
    "at_once",
    "database_file",
    "database_url",
    "explained",
    "open_engine",
    "prepare",
    "session_factory",
    "writing",
]

DEFAULT_DATABASE = "sqlite:///var/vitrina.db"
SQLITE_SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cache_size=-65536",
    "temp_store=MEMORY",
)
WAIT_SECONDS = 60  # how long a connection waits for another one to finish writing
_WAIT = text("SELECT set_config('lock_timeout', :wait, true) WHERE current_setting('lock_timeout') = '0'")
WRITER_CACHE = 262_144  # kB: rows are written all over the tables, which should not leave memory while they are
WRITER_LOCK = 7_104_882  # PostgreSQL advisory lock: any number, always this one


def database_url(url: str | None = None) -> str:
    """Return the address given, else the one in VITRINA_DATABASE, else the embedded default."""
    return url or os.environ.get("VITRINA_DATABASE") or DEFAULT_DATABASE


def database_file(url: str | None = None) -> Path | None:
    """Return the file of an SQLite address; None for a database in memory or on a server."""
    address = _address(url)
    in_file = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
    return Path(str(address.database).removeprefix("file:")) if in_file else None


def open_engine(url: str | None = None) -> Engine:
    """Return an engine on the database, every connection of which is set up for safety; raises DatabaseError.

    For SQLite the folder is made; a folder on a network share is refused, because its locks cannot be relied on.
    """
    address = _address(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    path = database_file(url)
    if path is None:
        engine = create_engine(address, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        _make_folder(path)
        waits = {} if "timeout" in address.query else {"timeout": WAIT_SECONDS}
        engine = create_engine(address, connect_args=waits)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def at_once(engine: Engine) -> Engine:
    """Return an engine on the same database that does not wait for another writer: the error "locked" comes at once."""
    address = engine.url
    if engine.dialect.name == "postgresql":
        options = (*address.normalized_query.get("options", ()), "-c lock_timeout=1ms")
        address = address.update_query_dict({"options": " ".join(options)})
    elif address.database in (None, "", ":memory:"):
        return engine  # another one would be another database
    else:
        address = address.update_query_dict({"timeout": "0"})
    return open_engine(address.render_as_string(hide_password=False))


def prepare(engine: Engine, chain: Chain = FIGURES) -> None:
    """Make the tables or bring them up to date; returns at once where they are. Raises DatabaseError."""
    with explained(engine), engine.connect() as connection:
        current = is_current(connection, chain)
    if not current:
        with writing(engine) as connection:
            upgrade(connection, chain)


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Return what makes sessions for reading: a reader never waits for the writer, nor the writer for a reader."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection inside the transaction of the single writer; commits at the end, rolls back on any error.

    SQLite: BEGIN IMMEDIATE, because a deferred transaction that turns into a writing one fails instead of waiting.
    PostgreSQL: an advisory lock held to the end of the transaction, waited for as long as the address says
    (`?options=-c lock_timeout=5s`), else as long as on SQLite.
    """
    with explained(engine), engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA cache_size=-{WRITER_CACHE}")
        else:
            connection.execute(_WAIT, {"wait": f"{WAIT_SECONDS}s"})
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": WRITER_LOCK})
        yield connection


def _address(url: str | None) -> URL:
    try:
        address = make_url(database_url(url))
        if address.drivername in ("postgresql", "postgres"):
            address = address.set(drivername="postgresql+psycopg")
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise DatabaseError("address", database_url(url), str(error)) from error
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise DatabaseError("address", address.render_as_string(), "neither SQLite nor PostgreSQL")
    return address


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError("folder", str(path), str(error)) from error
    share = network_share(path)
    if share is not None:
        raise DatabaseError("network-share", str(path), share)


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # this module says BEGIN itself: see _begin_sqlite
    cursor = connection.cursor()
    for pragma in SQLITE_SETTINGS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
