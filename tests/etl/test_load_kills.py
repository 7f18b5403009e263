"""A loader killed at any moment leaves no half of a report and loses nothing it acknowledged.

    pytest -s tests/etl/test_load_kills.py --kills 200

kills it 200 times on SQLite and 200 times on PostgreSQL, and says at what moments; without the option a few times, to
keep the tests short.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from data.store import open_engine
from etl.load import Pace
from tests.etl.wholeness import STORED, Network, rows

# As the command loads, and in this process alone; few files in a transaction, so that many moments lie between two.
PACES = [Pace(processes=0, group_files=2), Pace(processes=2, group_files=3)]
PATIENCE = 30.0  # seconds in which the workers of a killed loader end
SHARE = 0.4  # of the time of a whole load: the longest that a loader lives, so that it is killed on the way

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked and killed")


@pytest.fixture(scope="module")
def network(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Network:
    """Return the files of the small demonstration network."""
    return Network.of(demonstration, tmp_path_factory.mktemp("undisturbed"))


def begin(network: Network, address: str, pace: Pace) -> tuple[int, int]:
    """Start a loader; return its process and where it acknowledges files."""
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receive)
        try:
            with os.fdopen(send, "w") as pipe:
                network.load(
                    open_engine(address),
                    lambda outcomes: print(*(done.name for done in outcomes), sep="\n", file=pipe, flush=True),
                    pace,
                )
        finally:
            os._exit(0)
    os.close(send)
    return child, receive


def heard(receive: int, seconds: float) -> tuple[bytes, bool]:
    """Return what is said for so long, and whether everybody who could speak has ended."""
    said, ends = b"", time.monotonic() + seconds
    while (left := ends - time.monotonic()) > 0:
        if select.select([receive], [], [], left)[0]:
            more = os.read(receive, 65_536)
            if not more:
                return said, True
            said += more
    return said, False


def killed_after(seconds: float, child: int, receive: int) -> tuple[bool, list[str]]:
    """Kill a loader after so long, wherever it is then; return whether it was at work, and what it acknowledged."""
    said, ended = heard(receive, seconds)
    os.kill(child, signal.SIGKILL)
    at_work = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    if not ended:
        more, ended = heard(receive, PATIENCE)
        said += more
    assert ended, "a worker of a killed loader lives on"
    os.close(receive)
    return at_work, [name for name in said.decode().rpartition("\n")[0].split("\n") if name]


def empty(engine: Engine) -> None:
    """Take everything out of a database, its tables included."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    else:
        for ending in ("", "-wal", "-shm"):
            Path(f"{engine.url.database}{ending}").unlink(missing_ok=True)
    engine.dispose()


def test_a_killed_loader_leaves_whole_reports_only_and_the_next_run_finishes(
    network: Network, database: str, request: pytest.FixtureRequest
) -> None:
    engine = open_engine(database)
    started = time.monotonic()
    network.load(engine)
    whole_load = time.monotonic() - started
    network.check_whole(engine)
    empty(engine)

    chance = random.Random(20170912)
    acknowledged: list[str] = []
    moments: Counter[tuple[str, str]] = Counter()
    for _ in range(request.config.getoption("--kills")):
        loader = begin(network, database, chance.choice(PACES))
        at_work, told = killed_after(chance.uniform(0, SHARE * whole_load), *loader)
        acknowledged += told
        moments["at work" if at_work else "done already", "something" if told else "nothing"] += 1
        if not tables(engine):
            assert acknowledged == []
            continue
        network.check_part(engine, acknowledged)
        if engine.dialect.name == "sqlite":
            assert rows(engine, text("PRAGMA integrity_check")) == [("ok",)]
        if len(rows(engine, STORED)) > 0.9 * len(network.files):
            network.load(engine)
            network.check_whole(engine)
            empty(engine)
            acknowledged.clear()
    network.load(engine)
    network.check_whole(engine)
    told_of = {f"{when}, {told} acknowledged": count for (when, told), count in moments.items()}
    sys.stdout.write(f"killed on {engine.dialect.name}: {told_of}\n")
    assert moments["at work", "something"] > 0.3 * moments.total()


def tables(engine: Engine) -> bool:
    """Return whether a loader came so far as to make the tables: they are made in one transaction, too."""
    return inspect(engine).has_table("source_file")
