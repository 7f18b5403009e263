"""What can be wrong with a database, as one named error with a remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

REMEDIES = {
    "address": "give an address such as sqlite:///var/vitrina.db or postgresql://user@host/name",
    "folder": "choose a folder this user may write in, or give it the right to",
    "network-share": "put the database on a local disk, or use PostgreSQL",
    "unreachable": "check the address, and that the server runs and lets this user in",
    "locked": "another program is writing: wait until it has finished, then run the command again",
    "full": "free disk space, then run the command again; what was acknowledged is safe",
    "read-only": "give this user the right to write to the database file and its folder",
    "damaged": "restore a backup, or load the received files into a new database",
    "newer": "use the version of Vitrina that made it, or a newer one",
    "not-made": "load something into it first",
    "other-network": "give the network it holds with --network, or another database with --database",
    "conflict": "the same value was given twice",
}
_SQLITE = (  # what SQLite says -> what it means
    ("database is locked", "locked"),
    ("disk is full", "full"),
    ("readonly database", "read-only"),
    ("unable to open", "folder"),
    ("not a database", "damaged"),
    ("malformed", "damaged"),
    ("disk I/O error", "full"),
)


class DatabaseError(Exception):
    """The database cannot be used: `reason` is a key of REMEDIES, `database` its address, `found` what it said."""

    def __init__(self, reason: str, database: str, found: str) -> None:
        self.reason, self.database, self.found = reason, database, found
        super().__init__(f"{database}: {found}; {REMEDIES[reason]}")


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turn what a driver says about a database into a DatabaseError; errors of the program pass through."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, psycopg.Error) as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        reason = _reason(original)
        if reason is None:
            raise
        raise DatabaseError(reason, engine.url.render_as_string(), str(original).strip()) from error


def _reason(error: BaseException | None) -> str | None:
    if isinstance(error, sqlite3.IntegrityError | psycopg.errors.UniqueViolation):
        return "conflict"
    if isinstance(error, sqlite3.DatabaseError):
        return next((reason for words, reason in _SQLITE if words in str(error)), None)
    if isinstance(error, psycopg.errors.DiskFull):
        return "full"
    if isinstance(error, psycopg.errors.LockNotAvailable):
        return "locked"
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction | psycopg.errors.InsufficientPrivilege):
        return "read-only"
    if isinstance(error, psycopg.OperationalError):
        return "unreachable"
    return None
