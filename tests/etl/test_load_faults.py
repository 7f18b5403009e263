"""A full disk and a locked database: a clear error, nothing partial, nothing lost, and the next run finishes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import inspect

from data import register, store
from data.database_errors import REMEDIES, DatabaseError
from data.store import open_engine, prepare, writing
from etl.load import Pace, load
from etl.problems import Problem
from etl.reports import ReadFile
from tests.etl.conftest import Loader, reader_of
from tests.etl.wholeness import Network

ROOT = Path(__file__).resolve().parents[2]
ROOM = 500_000  # bytes left on a small disk
LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.argv = ["etl", *sys.argv[2:]]
runpy.run_module("etl", run_name="__main__")
"""


root_only = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root may make a small disk")


@pytest.fixture(scope="module")
def network(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Network:
    """Return the files of the small demonstration network."""
    return Network.of(demonstration, tmp_path_factory.mktemp("undisturbed"))


def test_a_locked_database_is_waited_for_then_told_and_nothing_is_lost(
    loader: Loader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "WAIT_SECONDS", 1)
    loader.load(loader.put("mai.xlsx", loader.report("MD-OR-0001", 201705, V01=10)))
    second = loader.put("iunie.xlsx", loader.report("MD-OR-0001", 201706, V01=12))
    other = loader.engine
    loader.engine = open_engine(other.url.render_as_string(hide_password=False))
    with writing(other), pytest.raises(DatabaseError) as caught:
        loader.load(second)
    assert caught.value.reason == "locked"
    assert REMEDIES["locked"] in str(caught.value)
    assert loader.rows("SELECT period, status FROM submission") == [(201705, "accepted")]
    assert loader.load(second).submissions["accepted"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="sizes of files are limited by Unix systems")
@pytest.mark.parametrize("size", [1_000, 250_000, 500_000])
def test_a_command_that_may_write_no_more_says_so_and_the_next_one_finishes(
    demonstration: Path, network: Network, tmp_path: Path, size: int
) -> None:
    address = f"sqlite:///{tmp_path / 'vitrina.db'}"
    arguments = ["load", str(demonstration), "--database", address, "--lang", "en", "--json"]
    command = [sys.executable, "-c", LIMITED, str(size), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "no room left" in done.stderr
    assert "Traceback" not in done.stderr
    engine = open_engine(address)
    if inspect(engine).has_table("submission"):
        network.check_part(engine, [])
    network.load(engine)
    network.check_whole(engine)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a small disk of its own; skips where this user may not make one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m,mode=777", "tmpfs", place]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may make a small disk")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@root_only
def test_a_full_disk_of_an_embedded_database(small_disk: Path, network: Network) -> None:
    fill_and_go_on(f"sqlite:///{small_disk / 'vitrina.db'}", network, small_disk)


@root_only
@pytest.mark.postgresql
def test_a_full_disk_of_a_server(postgresql_server: str, small_disk: Path, network: Network) -> None:
    for folder in small_disk.parents:  # the server is another user
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    space = small_disk / "space"
    space.mkdir(mode=0o700)
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        (data,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        owner = Path(str(data)).stat()
        os.chown(space, owner.st_uid, owner.st_gid)
        connection.execute(f"CREATE TABLESPACE small LOCATION '{space}'")
        try:
            connection.execute("CREATE DATABASE full_disk TEMPLATE template0 TABLESPACE small")
            fill_and_go_on(postgresql_server.replace("/postgres?", "/full_disk?"), network, small_disk)
        finally:
            connection.execute("DROP DATABASE IF EXISTS full_disk WITH (FORCE)")
            connection.execute("DROP TABLESPACE small")


def fill_and_go_on(address: str, network: Network, disk: Path) -> None:
    """Leave little room, load until the disk is full, look at what is there, make room and load the rest."""
    engine = open_engine(address)
    prepare(engine)
    register.synchronise(engine, network.catalogue)
    ballast = disk / "ballast"
    ballast.write_bytes(b"x" * (shutil.disk_usage(disk).free - ROOM))
    acknowledged: list[str] = []
    with pytest.raises(DatabaseError) as caught:
        network.load(engine, lambda outcomes: acknowledged.extend(one.name for one in outcomes))
    assert caught.value.reason == "full"
    assert REMEDIES["full"] in str(caught.value)
    assert acknowledged, "the disk was full before anything was stored: nothing was tested"
    network.check_part(engine, acknowledged)
    ballast.unlink()
    network.load(engine)
    network.check_whole(engine)
    engine.dispose()


def test_files_that_are_gone_before_they_are_read_are_told_and_nothing_is_stored_of_them(
    loader: Loader, tmp_path: Path
) -> None:
    gone = [loader.put(f"{name}.xlsx", loader.report("MD-OR-0001", 201706, V01=1)) for name in ("a", "b")]
    there = loader.put("c.xlsx", loader.report("MD-OR-0001", 201705, V01=2))
    lost = Problem("unreadable-file", "refuse", "a.xlsx")

    def reader(path: Path, name: str) -> ReadFile:
        if name != "c.xlsx":
            return ReadFile(name, "", 0, problems=[replace(lost, file=name)])
        return reader_of(loader.prepared)(path, name)

    summary = load(
        [*gone, there], engine=loader.engine, catalogue=loader.catalogue, make_reader=lambda: reader,
        pace=Pace(processes=0),
    )  # fmt: skip
    assert (summary.submissions["accepted"], summary.submissions["refused"]) == (1, 2)
    assert [problem.file for problem in summary.problems] == ["a.xlsx", "b.xlsx"]
    assert loader.rows("SELECT name FROM source_file") == [("c.xlsx",)]
