"""Opening databases: safe settings for every connection, and named errors with a remedy."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from data.database_errors import REMEDIES
from data.shares import network_share
from data.store import (
    DatabaseError,
    at_once,
    database_file,
    database_url,
    open_engine,
    prepare,
    session_factory,
    writing,
)


def test_the_address_given_wins_over_the_environment_and_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VITRINA_DATABASE", raising=False)
    assert database_url() == "sqlite:///var/vitrina.db"
    monkeypatch.setenv("VITRINA_DATABASE", "postgresql://somewhere/else")
    assert database_url() == "postgresql://somewhere/else"
    assert database_url("sqlite:///here.db") == "sqlite:///here.db"


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///var/vitrina.db", Path("var/vitrina.db")),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
        ("postgresql://user@host/vitrina", None),
    ],
)
def test_only_sqlite_on_disk_has_a_file(url: str, file: Path | None) -> None:
    assert database_file(url) == file


def test_every_sqlite_connection_is_set_up_for_safety(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a folder' / 'vitrina.db'}")
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 60_000}


def test_a_reader_sees_the_state_before_the_writer_and_neither_waits(engine: Engine) -> None:
    count = text("SELECT count(*) FROM category")
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO category (id, code) VALUES (1, 'X')"))
        with session_factory(engine)() as session:
            assert session.scalar(count) == 0
    with session_factory(engine)() as session:
        assert session.scalar(count) == 1


def test_an_error_while_writing_leaves_nothing_behind(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        connection.execute(text("INSERT INTO category (id, code) VALUES (1, 'X')"))
        raise ZeroDivisionError
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM category")) == 0


def test_a_second_writer_is_told_that_the_database_is_locked(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'vitrina.db'}"
    prepare(open_engine(address))
    impatient = open_engine(f"{address}?timeout=0")
    with writing(open_engine(address)), pytest.raises(DatabaseError) as caught, writing(impatient):
        pass
    assert caught.value.reason == "locked"
    assert REMEDIES["locked"] in str(caught.value)


def test_whoever_cannot_wait_is_told_at_once_that_the_database_is_locked(engine: Engine) -> None:
    hasty = at_once(engine)
    question = "PRAGMA busy_timeout" if hasty.dialect.name == "sqlite" else "SHOW lock_timeout"
    with hasty.connect() as connection:
        assert connection.execute(text(question)).scalar() in (0, "1ms")
    with writing(engine), pytest.raises(DatabaseError) as caught, writing(hasty):
        pass
    assert caught.value.reason == "locked"
    with writing(hasty) as connection:
        connection.execute(text("INSERT INTO category (id, code) VALUES (1, 'X')"))
    hasty.dispose()


def test_a_full_disk_is_named_and_what_was_stored_before_stays(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}")
    prepare(engine)
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO category (id, code) VALUES (1, 'X')"))
    with pytest.raises(DatabaseError) as caught, writing(engine) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        connection.execute(text("INSERT INTO category (id, code) VALUES (2, :long)"), {"long": "x" * 1_000_000})
    assert caught.value.reason == "full"
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM category")) == 1


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nonsense", "address"),
        ("mysql://user@host/name", "address"),
        ("oracle://user@host/name", "address"),
        ("postgresql://nobody@127.0.0.1:1/vitrina", "unreachable"),
        ("sqlite:////dev/null/vitrina.db", "folder"),
    ],
)
def test_an_address_that_cannot_be_used_is_named_with_a_remedy(url: str, reason: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        prepare(open_engine(url))
    assert caught.value.reason == reason
    assert REMEDIES[reason] in str(caught.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "vitrina.db").write_text("not a database at all, but long enough to look like a file" * 100)
    with pytest.raises(DatabaseError) as caught:
        prepare(open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}"))
    assert caught.value.reason == "damaged"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DatabaseError) as caught:
        prepare(open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}"))
    assert caught.value.reason in ("folder", "read-only")


def test_a_database_opened_for_reading_only_is_named(tmp_path: Path) -> None:
    file = tmp_path / "vitrina.db"
    prepare(open_engine(f"sqlite:///{file}"))
    reading = open_engine(f"sqlite:///file:{file}?mode=ro&uri=true")
    with pytest.raises(DatabaseError) as caught, writing(reading) as connection:
        connection.execute(text("INSERT INTO category (id, code) VALUES (1, 'X')"))
    assert caught.value.reason == "read-only"
    assert database_file(str(reading.url)) == file
    assert not Path("file:").exists()


@pytest.mark.parametrize(
    ("path", "kind"), [("/mnt/share/vitrina.db", "nfs4"), ("/mnt/with space/vitrina.db", "cifs"), ("/srv/x.db", None)]
)
def test_a_network_share_is_noticed(tmp_path: Path, path: str, kind: str | None) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/vda / ext4 rw 0 0\nserver:/x /mnt/share nfs4 rw 0 0\n//server/y /mnt/with\\040space cifs rw 0 0\n"
    )
    assert network_share(Path(path), mounts) == kind


def test_a_driver_error_that_is_the_programs_own_passes_through(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}")
    with pytest.raises(Exception, match="no such table") as caught, writing(engine) as connection:
        connection.execute(text("SELECT * FROM nowhere"))
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
