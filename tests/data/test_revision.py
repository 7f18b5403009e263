"""The revision stays the same while nothing is written and changes with every commit, whoever commits."""

from __future__ import annotations

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
