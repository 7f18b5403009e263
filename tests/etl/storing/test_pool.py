"""Worker processes: results in the order given, and a reader that crashes costs its own file only."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from etl.deliveries import Delivery
from etl.reports import ReadFile
from etl.storing.packing import Codes
from etl.storing.pool import Reader, Readers, hash_file

CODES = Codes({}, {"": 0})


def read(wanted: str, path: Path, name: str) -> ReadFile:
    """Read any file; crash or never end where the file says so."""
    says = path.read_text(encoding="utf-8")
    if says == "crash":
        os._exit(1)
    if says == "hang":
        while True:
            pass
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


@pytest.mark.parametrize("fault", ["crash", "hang"])
def test_a_reader_that_crashes_or_never_ends_costs_its_own_file_only(received: list[Delivery], fault: str) -> None:
    received[17].path.write_text(fault, encoding="utf-8")
    with Readers(partial(make_reader, "read"), CODES, processes=2, seconds=2.0) as readers:
        files = list(readers.read_all(received))
    refused = [file for file in files if file.refused]
    assert [file.name for file in refused] == ["17.txt"]
    assert [problem.kind for problem in refused[0].problems] == ["unreadable-file"]
    assert len(files) == len(received)


def test_an_error_of_the_program_names_the_file_it_happened_in(received: list[Delivery]) -> None:
    received[3].path.unlink()
    with (
        Readers(partial(make_reader, "read"), CODES, processes=1) as readers,
        pytest.raises(FileNotFoundError) as caught,
    ):
        list(readers.read_all(received))
    assert caught.value.__notes__ == ["while reading 03.txt"]
