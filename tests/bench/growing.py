"""A larger database of the one there is, its months repeated in earlier years, or a smaller one of its latest months;
with the rollups made anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, text

from data import rollups
from data.store import open_engine, prepare, writing

_COUNT = text("SELECT count(*) FROM observation")
_YEARS = text("SELECT min(period) / 100, max(period) / 100 FROM observation WHERE period > 9999")
_SUBMISSIONS = text(
    "INSERT INTO submission (id, source_file_id, library_id, form, period, version, status, received_at) "
    "SELECT id + :offset, source_file_id, library_id, form, period - :months, version, status, received_at "
    "FROM submission WHERE period BETWEEN :first AND :last AND status = 'accepted'"
)
_OBSERVATIONS = text(
    "INSERT INTO observation (indicator_id, period, library_id, category_id, value, state, submission_id, cell) "
    "SELECT indicator_id, period - :months, library_id, category_id, value, state, submission_id + :offset, cell "
    "FROM observation WHERE period BETWEEN :first AND :last"
)
_LATEST = text(  # the first month of those that hold about so many observations
    "SELECT max(period) FROM (SELECT period, sum(count(*)) OVER (ORDER BY period DESC) AS held FROM observation "
    "WHERE period > 9999 GROUP BY period) AS months WHERE held >= :wanted"
)
_FORGET = text("DELETE FROM observation WHERE period < :first")
_JOINED = text("UPDATE library SET in_network_from = in_network_from - :months WHERE in_network_from IS NOT NULL")


def size_of(database: Path) -> int:
    """Return how many observations a database holds."""
    engine = open_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        count = int(connection.execute(_COUNT).scalar_one())
    engine.dispose()
    return count


def grow(database: Path, observations: int) -> None:
    """Let a database hold about so many observations: its latest months, or all of them repeated in earlier years."""
    engine = open_engine(f"sqlite:///{database}")
    prepare(engine)
    with writing(engine) as connection:
        first = connection.execute(_LATEST, {"wanted": observations}).scalar()
        if first is not None:
            connection.execute(_FORGET, {"first": first})
        while (missing := observations - int(connection.execute(_COUNT).scalar_one())) > 0:
            _repeat(connection, missing)
        rollups.rebuild(connection)
    engine.dispose()
    with closing(sqlite3.connect(database)) as file:  # in no transaction
        if first is not None:
            file.execute("VACUUM")
        file.execute("ANALYZE")


def _repeat(connection: Connection, missing: int) -> None:
    """Repeat all the years there are before them, or the last of them where fewer are missing."""
    first, last = connection.execute(_YEARS).one()
    each = int(connection.execute(_COUNT).scalar_one()) // (last - first + 1)
    years = min(last - first + 1, max(1, round(missing / each)))
    offset = int(connection.execute(text("SELECT max(id) FROM submission")).scalar_one())
    span = {
        "months": (last - first + 1) * 100,
        "offset": offset,
        "first": (last - years + 1) * 100 + 1,
        "last": last * 100 + 12,
    }
    connection.execute(_SUBMISSIONS, span)
    connection.execute(_OBSERVATIONS, span)
    connection.execute(_JOINED, {"months": span["months"]})
