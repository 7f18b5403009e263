"""Worker processes: results in the order given, and a reader that crashes costs its own file only."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from etl.deliveries import Delivery
from etl.limits import ReadingLimits
from etl.reports import ReadFile
from etl.storing.packing import Codes
from etl.storing.pool import Reader, Readers, hash_file

QUICK = ReadingLimits(seconds=2, most_memory=600_000_000)
CODES = Codes({}, {"": 0})


def read(wanted: str, path: Path, name: str) -> ReadFile:
    """Read any file; crash or never end where the file says so."""
    says = path.read_text(encoding="utf-8")
    if says == "crash":
        os._exit(1)
    if says == "hang":
        while True:
            pass
    if says == "grow":
        grown = [bytearray(1 << 20) for _ in range(600)]
        assert len(grown) == 600
    return ReadFile(name=f"{wanted} {name}", sha256=hash_file(path), size=path.stat().st_size)


def make_reader(wanted: str) -> Reader:
    """Return the reader of a worker process."""
    return partial(read, wanted)


@pytest.fixture
def received(tmp_path: Path) -> list[Delivery]:
    """Return forty files of different sizes."""
    files = []
    for number in range(40):
        path = tmp_path / f"{number:02d}.txt"
        path.write_text("x" * (number * 7919 % 40), encoding="utf-8")
        files.append(Delivery(path, path.name))
    return files


@pytest.mark.parametrize("processes", [0, 1, 2])
def test_files_come_back_in_the_order_given(received: list[Delivery], processes: int) -> None:
    with Readers(partial(make_reader, "read"), CODES, processes=processes) as readers:
        names = [file.name for file in readers.read_all(received)]
    assert names == [f"read {delivery.name}" for delivery in received]


@pytest.mark.parametrize(
    ("fault", "kind"), [("crash", "unreadable-file"), ("hang", "too-heavy"), ("grow", "too-heavy")]
)
def test_a_reader_that_crashes_never_ends_or_grows_costs_its_own_file_only(
    received: list[Delivery], fault: str, kind: str
) -> None:
    received[17].path.write_text(fault, encoding="utf-8")
    with Readers(partial(make_reader, "read"), CODES, processes=2, most=QUICK) as readers:
        files = list(readers.read_all(received))
    refused = [file for file in files if file.refused]
    assert [file.name for file in refused] == ["17.txt"]
    assert [problem.kind for problem in refused[0].problems] == [kind]
    assert len(files) == len(received)


def test_an_error_of_the_program_names_the_file_it_happened_in(received: list[Delivery]) -> None:
    received[3].path.unlink()
    with (
        Readers(partial(make_reader, "read"), CODES, processes=1) as readers,
        pytest.raises(FileNotFoundError) as caught,
    ):
        list(readers.read_all(received))
    assert caught.value.__notes__[0] == "while reading 03.txt"
    assert "in read\n" in caught.value.__notes__[1], "the way to the error is told"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up as Linux shows them")
def test_nobody_is_left_behind_when_a_loader_is_killed(received: list[Delivery]) -> None:
    received[17].path.write_text("hang", encoding="utf-8")
    loader = multiprocessing.get_context("fork").Process(target=read_on, args=(received,))
    loader.start()
    for _ in range(200):
        left = descendants(loader.pid)
        if len(left) >= 4:  # two workers, each with its sandbox
            break
        time.sleep(0.05)
    loader.kill()
    loader.join()
    for _ in range(200):
        if not any(alive(pid) for pid in left):
            break
        time.sleep(0.05)
    remaining = [pid for pid in left if alive(pid)]
    for pid in remaining:
        os.kill(pid, signal.SIGKILL)
    assert (len(left) >= 4, remaining) == (True, [])


def test_workers_killed_from_outside_are_replaced_and_no_file_is_lost(received: list[Delivery]) -> None:
    with Readers(partial(make_reader, "read"), CODES, processes=2) as readers:
        reading = readers.read_all(received)
        files = [next(reading)]
        os.kill(next(filter(is_forked, descendants(os.getpid(), depth=1))), signal.SIGKILL)
        files.extend(reading)
    assert [file.name for file in files] == [f"read {delivery.name}" for delivery in received]


def read_on(received: list[Delivery]) -> None:
    with Readers(partial(make_reader, "read"), CODES, processes=2) as readers:
        list(readers.read_all(received))


def descendants(pid: int | None, depth: int = 9) -> list[int]:
    """Return the children of a process, theirs, and so on."""
    found, level = [], [pid]
    for _ in range(depth):
        level = [
            int(child)
            for parent in level
            for task in Path(f"/proc/{parent}/task").glob("*/children")
            for child in task.read_text().split()
        ]
        found.extend(level)
    return found


def is_forked(pid: int) -> bool:
    """Return whether a child runs what this process runs: other tests have left other helpers."""
    return Path(f"/proc/{pid}/cmdline").read_bytes() == Path("/proc/self/cmdline").read_bytes()


def alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
