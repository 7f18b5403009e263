"""Eight loaders at once: one of them wins each library and month, all agree which, and nothing is stored twice."""

from __future__ import annotations

import json
import os
import traceback
from collections import Counter
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from data.catalogue import Catalogue
from data.rollups import rebuild
from data.store import open_engine, writing
from etl.deliveries import Delivery
from etl.load import Pace, load
from etl.storing.pool import Reader
from tests.etl.conftest import Loader, reader_of

LOADERS = 8
LIBRARIES, MONTHS = ("MD-OR-0001", "MD-OR-0002", "MD-BA-0001"), (201705, 201706)
ACCEPTED = """
    SELECT l.code, s.period, f.name FROM submission s JOIN library l ON l.id = s.library_id
    JOIN source_file f ON f.id = s.source_file_id WHERE s.status = 'accepted' ORDER BY 1, 2
"""
VALUES = """
    SELECT l.code, o.period, f.name, o.value FROM observation o JOIN submission s ON s.id = o.submission_id
    JOIN source_file f ON f.id = s.source_file_id JOIN library l ON l.id = o.library_id ORDER BY 1, 2, o.indicator_id
"""
TOTALS = "SELECT * FROM territory_month ORDER BY 1, 2, 3, 4, 5"
OWED = "SELECT * FROM completeness ORDER BY 1, 2, 3, 4"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")


def begin(loader: Loader, address: str, files: list[Delivery], meeting: Meeting) -> tuple[int, int]:
    """Start a loader; return its process and what it writes to."""
    receive, send = os.pipe()
    child = os.fork()
    if child:
        os.close(send)
        return child, receive
    done: list[tuple[str, str]] = []
    try:
        load(
            files,
            engine=open_engine(address),
            catalogue=loader.catalogue,
            make_reader=partial(meeting.reader, loader),
            tell=lambda outcomes: done.extend((one.name, one.status) for one in outcomes),
            pace=Pace(processes=0, group_files=1),
        )
        os.write(send, json.dumps(done).encode())
        os._exit(0)
    except BaseException:  # noqa: BLE001 (the parent sees it)
        os.write(send, traceback.format_exc().encode())
    finally:
        os._exit(1)


class Meeting:
    """Where loaders wait for each other: when each has seen what is stored already, and before it reads anything."""

    def __init__(self) -> None:
        self.arrived, self.gate = os.pipe(), os.pipe()

    def reader(self, loader: Loader) -> Reader:
        """Return a loader's reader once all have come."""
        os.close(self.gate[1])
        os.write(self.arrived[1], b".")
        os.read(self.gate[0], 1)
        return reader_of(loader.prepared)

    def open_when(self, number: int) -> None:
        """Let so many loaders go on together."""
        os.close(self.arrived[1])
        come = 0
        while come < number and (more := os.read(self.arrived[0], number)):
            come += len(more)
        for end in (self.arrived[0], *self.gate):
            os.close(end)


def test_eight_loaders_at_once_agree_on_one_winner(database: str, catalogue: Catalogue, tmp_path: Path) -> None:
    loader = Loader(open_engine(database), catalogue, tmp_path / "received")
    shared = [
        loader.put(f"same {month}.xlsx", loader.report("MD-CA-0001", month, V01=month, L01=1)) for month in MONTHS
    ]
    meeting, begun = Meeting(), []
    for number in range(LOADERS):
        own = [
            loader.put(f"{number} {code} {month}.xlsx", loader.report(code, month, V01=number, L01=100 + number))
            for code, month in product(LIBRARIES, MONTHS)
        ]
        begun.append(begin(loader, database, [*shared, *own], meeting))
    meeting.open_when(LOADERS)
    told: list[list[str]] = []
    for child, receive in begun:
        with os.fdopen(receive) as pipe:
            said = pipe.read()
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, said
        told.extend(json.loads(said))

    statuses = Counter((name, status) for name, status in told)
    for name in (delivery.name for delivery in shared):
        assert (statuses[name, "accepted"], statuses[name, "unchanged"]) == (1, LOADERS - 1)
    assert Counter(status for _, status in told)["refused"] == 0
    assert loader.rows("SELECT count(*), count(DISTINCT sha256) FROM source_file") == [(LOADERS * 6 + 2,) * 2]

    winners = loader.rows(ACCEPTED)
    assert [row[:2] for row in winners] == [
        (code, month) for code, month in sorted(product((*LIBRARIES, "MD-CA-0001"), MONTHS))
    ]
    for code, month, name in winners:
        figures = [row[2:] for row in loader.rows(VALUES) if row[:2] == (code, month)]
        number = float(str(name).partition(" ")[0]) if code in LIBRARIES else None
        assert {row[0] for row in figures} == {name}
        assert [row[1] for row in figures] == ([number, 100 + number] if number is not None else [month, 1])
    for code, month in product(LIBRARIES, MONTHS):
        versions = loader.rows(
            "SELECT s.version FROM submission s JOIN library l ON l.id = s.library_id "  # noqa: S608 (our own names)
            f"WHERE l.code = '{code}' AND s.period = {month} ORDER BY 1"
        )
        assert versions == [(version,) for version in range(1, LOADERS + 1)]
    totals, owed = loader.rows(TOTALS), loader.rows(OWED)
    with writing(loader.engine) as connection:
        rebuild(connection)
    assert (loader.rows(TOTALS), loader.rows(OWED)) == (totals, owed)
