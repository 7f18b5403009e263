"""A loader killed at any moment leaves no half of a report and loses nothing it acknowledged."""

from __future__ import annotations

import os
import random
import signal
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from data.catalogue import Catalogue, load_catalogue
from data.store import open_engine, prepare
from etl.deliveries import Delivery, deliveries
from etl.load import Pace, load
from etl.reading import workbook_reader
from etl.storing.pool import Reader

KILLS = 8
ONE_BY_ONE = Pace(processes=0, group_files=2)
WHOLE = text("""
    SELECT f.sha256, l.code, s.form, s.period, s.version,
        (SELECT COUNT(*) FROM observation o WHERE o.submission_id = s.id)
        + (SELECT COUNT(*) FROM superseded_observation o WHERE o.submission_id = s.id)
    FROM submission s JOIN source_file f ON f.id = s.source_file_id JOIN library l ON l.id = s.library_id
""")
VALUES = text(
    "SELECT indicator_id, period, library_id, category_id, value, state, cell FROM observation ORDER BY 1, 2, 3, 4"
)
ROLLUP = text("SELECT * FROM territory_month ORDER BY 1, 2, 3, 4, 5")
OWED = text("SELECT * FROM completeness ORDER BY 1, 2, 3, 4")
STORED = text("SELECT name FROM source_file")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked and killed")


def rows(engine: Engine, question: object) -> list[tuple[object, ...]]:
    """Return the rows that answer a question."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(question)]


def load_until_killed(
    address: str, files: list[Delivery], catalogue: Catalogue, reader: Reader, acknowledgements: int
) -> list[str]:
    """Load in a process that is killed after so many acknowledgements; return the files it acknowledged."""
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(send, "w") as pipe:
            load(
                files,
                engine=open_engine(address),
                catalogue=catalogue,
                make_reader=lambda: reader,
                tell=lambda outcomes: print(*(done.name for done in outcomes), sep="\n", file=pipe, flush=True),
                pace=ONE_BY_ONE,
            )
        os._exit(0)
    os.close(send)
    with os.fdopen(receive) as pipe:
        acknowledged = [pipe.readline().strip() for _ in range(acknowledgements)]
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged += [line.strip() for line in pipe]
    return [name for name in acknowledged if name]


def test_a_killed_loader_leaves_whole_reports_only_and_the_next_run_finishes(
    demonstration: Path, tmp_path: Path
) -> None:
    network = demonstration / "network"
    catalogue, reader = load_catalogue(network), workbook_reader(network, None)
    files = deliveries([demonstration])
    finish = partial(load, files, catalogue=catalogue, make_reader=lambda: reader, pace=ONE_BY_ONE)
    undisturbed = open_engine(f"sqlite:///{tmp_path / 'undisturbed.db'}")
    finish(engine=undisturbed)
    whole = set(rows(undisturbed, WHOLE))

    address = f"sqlite:///{tmp_path / 'killed.db'}"
    engine = open_engine(address)
    prepare(engine)
    chance = random.Random(20170912)
    for _ in range(KILLS):
        acknowledged = load_until_killed(address, files, catalogue, reader, chance.randint(0, 8))
        assert set(rows(engine, WHOLE)) <= whole
        assert set(acknowledged) <= {str(name) for (name,) in rows(engine, STORED)}
        assert rows(engine, text("PRAGMA integrity_check")) == [("ok",)]
    finish(engine=engine)
    assert set(rows(engine, WHOLE)) == whole
    for question in (VALUES, ROLLUP, OWED):
        assert rows(engine, question) == rows(undisturbed, question)
