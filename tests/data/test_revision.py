"""The revision stays the same while nothing is written and changes with every commit, whoever commits."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, insert

from data.revision import Revision
from data.schema import indicator
from data.store import open_engine, prepare, writing


def test_it_changes_with_a_commit_and_with_nothing_else(engine: Engine) -> None:
    revision = Revision(engine)
    before = revision.now()
    assert before is not None
    with engine.connect() as connection:
        connection.execute(indicator.select())
    assert revision.now() == before
    with writing(engine) as connection:
        connection.execute(insert(indicator), {"id": 1, "code": "V01"})
    after = revision.now()
    assert after != before
    assert revision.now() == after


def test_a_change_by_another_process_is_seen(engine: Engine, database: str) -> None:
    revision = Revision(engine)
    before = revision.now()
    other = open_engine(database)
    with writing(other) as connection:
        connection.execute(insert(indicator), {"id": 2, "code": "E02"})
    other.dispose()
    assert revision.now() != before


def test_a_database_in_memory_has_none() -> None:
    engine = open_engine("sqlite://")
    prepare(engine)
    assert Revision(engine).now() is None


def test_whoever_writes_sees_another_one_though_many_ask_at_the_same_time(engine: Engine) -> None:
    revision, turn = Revision(engine), threading.Lock()

    def changed(number: int) -> bool:
        before = revision.now()
        with turn, writing(engine) as connection:
            connection.execute(insert(indicator), {"id": number, "code": f"X{number}"})
        return revision.now() != before

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(changed, range(1, 81)))
