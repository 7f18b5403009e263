"""The door for a web server: threads ask, files are read elsewhere, and what breaks breaks there."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.loading_files import DefinitionError
from data.store import open_engine
from etl.deliveries import Delivery
from etl.intake import Intake
from etl.load import Pace, load
from tests.etl.hostile.books import book, cell, row
from tests.etl.hostile.corpus import GOOD

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by the Linux kernel")
FAR = book(row(9, cell("XFD1048576")) + row(1, cell("A1")), head='<dimension ref="A1:B2"/>')


@pytest.fixture(scope="module")
def intake(network: Path) -> Iterator[Intake]:
    """Return the door to the small network."""
    with Intake(network) as intake:
        yield intake


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def values(intake: Intake, path: Path) -> list[float | None]:
    return [reading.value for report in intake.read(path, path.name).reports for reading in report.readings]


def test_threads_are_answered_each_for_its_own_file(intake: Intake, tmp_path: Path) -> None:
    paths = [put(tmp_path, f"{at}.xlsx", FAR if at % 3 == 0 else GOOD) for at in range(9)]
    with ThreadPoolExecutor(4) as threads:
        read = list(threads.map(lambda path: intake.read(path, path.name), paths))
    assert [file.name for file in read] == [path.name for path in paths]
    for at, file in enumerate(read):
        kinds = [problem.kind for problem in file.problems]
        assert (kinds, len(file.reports)) == ((["too-heavy"], 0) if at % 3 == 0 else ([], 1))


def test_a_process_killed_from_outside_is_replaced(intake: Intake, tmp_path: Path) -> None:
    path = put(tmp_path, "good.xlsx", GOOD)
    assert values(intake, path) == [100, 40, 30, 1500.5]
    children = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    workers = [int(pid) for task in children for pid in task.read_text().split() if b"spawn_main" in command(pid)]
    assert workers
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    assert values(intake, path) == [100, 40, 30, 1500.5]


def command(pid: str) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_what_it_reads_can_be_loaded_in_the_same_process(intake: Intake, network: Path, tmp_path: Path) -> None:
    good, far = put(tmp_path, "good.xlsx", GOOD), put(tmp_path, "far.xlsx", FAR)
    summary = load(
        [Delivery(path, path.name) for path in (far, good)],
        engine=open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}"),
        catalogue=load_catalogue(network),
        make_reader=intake.reader,
        pace=Pace(processes=0),
    )
    assert (summary.submissions["accepted"], summary.submissions["refused"]) == (1, 1)


def test_a_wrong_network_is_told_before_any_file_comes(tmp_path: Path) -> None:
    (tmp_path / "network.toml").write_text('name = "x"\nbase = "nowhere"\n', encoding="utf-8")
    with pytest.raises(DefinitionError):
        Intake(tmp_path)
