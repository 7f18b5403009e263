"""A whole copy of a database, made while it is in use, and put back: an SQLite file, or what pg_dump writes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, inspect

from data.database_errors import DatabaseError, explained
from data.store import database_file, open_engine

SQLITE, POSTGRESQL = ".sqlite", ".pgdump"
_TOOLS = "install PostgreSQL's client programs of the server's version or newer (Debian: postgresql-client)"


def save_database(url: str, folder: Path, name: str) -> Path:
    """Write the database as it is at one moment into a file of the folder, and return it; writers need not wait.

    Raises DatabaseError where there is no such database, and ValueError, with the remedy, where pg_dump cannot run.
    """
    file = database_file(url)
    if file is None:
        saved = folder / f"{name}{POSTGRESQL}"
        _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={saved}")
        return saved
    if not file.is_file():
        raise DatabaseError("not-made", str(file), "there is no such file")
    saved = folder / f"{name}{SQLITE}"
    _copied(file, saved)
    return saved


def whole(saved: Path) -> bool:
    """Return True where a saved database can be read from beginning to end."""
    if saved.suffix == POSTGRESQL:
        return _started("pg_restore", ["--file=-", str(saved)], dict(os.environ)).returncode == 0
    try:
        with closing(sqlite3.connect(f"file:{saved}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def check_place(saved: Path, url: str) -> None:
    """Raise ValueError, with the remedy, where a saved database cannot be put back: something is there already, or it
    is of another kind."""
    file = database_file(url)
    if (saved.suffix == SQLITE) != (file is not None):
        raise ValueError(
            f"{saved.name} is not of the kind of {_shown(url)}: give the address of a database of its kind"
        )
    engine = open_engine(url)
    with explained(engine), engine.connect() as connection:
        tables = inspect(connection).get_table_names()
    engine.dispose()
    if tables:
        raise ValueError(f"{_shown(url)} holds tables already: give the address of an empty database")


def restore_database(saved: Path, url: str) -> None:
    """Put a saved database back where nothing is yet: all of it, or nothing. Raises what check_place raises."""
    check_place(saved, url)
    file = database_file(url)
    if file is None:
        _run("pg_restore", url, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(saved))
        return
    beside = file.with_name(f"{file.name}.part")
    _copied(saved, beside)
    for left in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        left.unlink(missing_ok=True)
    beside.replace(file)


def _copied(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)
        written.execute("PRAGMA journal_mode=DELETE")  # one file, without others beside it


def _run(program: str, url: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on a database; its password is in no list of processes."""
    address = open_engine(url).url
    environment = {**os.environ, **({"PGPASSWORD": str(address.password)} if address.password else {})}
    bare = URL.create("postgresql", address.username, None, address.host, address.port, address.database, address.query)
    done = _started(program, [f"--dbname={bare.render_as_string()}", *arguments], environment)
    if done.returncode:
        remedy = f"; {_TOOLS}" if "version mismatch" in done.stderr else ""
        raise ValueError(f"{program}: {done.stderr.strip()}{remedy}")


def _started(program: str, arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 (a program of ours by name, arguments that no shell reads)
            [program, *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise ValueError(f"{program} is not installed: {_TOOLS}") from error


def _shown(url: str) -> str:
    return open_engine(url).url.render_as_string()
