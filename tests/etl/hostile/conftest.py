"""A small network, and a sandbox that reads files for it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from etl.deliveries import Delivery
from etl.limits import limits
from etl.reading import workbook_reader
from etl.reports import ReadFile
from etl.sandbox.sandbox import Sandbox, Stopped
from etl.storing.pool import Reader, stopped
from tests.etl.messes.conftest import LIBRARIES, NETWORK

Ask = Callable[[str, bytes], ReadFile]


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a network of four libraries with the shipped forms."""
    folder = tmp_path_factory.mktemp("network")
    (folder / "network.toml").write_text(NETWORK, encoding="utf-8")
    (folder / "libraries.csv").write_text(LIBRARIES, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def reader(network: Path) -> Reader:
    """Return what reads a file in this process."""
    return workbook_reader(network, None)


def read_pickled(reader: Reader, delivery: Delivery) -> bytes:
    """Return a file as read, as a sandbox hands it out."""
    return pickle.dumps(reader(delivery.path, delivery.name))


@pytest.fixture(scope="module")
def ask(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Return what reads a file of this name and content in a sandbox, under the shipped limits."""
    folder, sandbox = (
        tmp_path_factory.mktemp("received"),
        Sandbox(lambda: partial(read_pickled, reader), limits().reading),
    )

    def read(name: str, content: bytes) -> ReadFile:
        (folder / name).write_bytes(content)
        delivery = Delivery(folder / name, name)
        try:
            found: ReadFile = pickle.loads(sandbox.ask(delivery))  # noqa: S301 (from our own process)
            return found
        except Stopped as reason:
            return stopped(delivery, reason, limits().reading)
        finally:
            (folder / name).unlink()

    yield read
    sandbox.kill()


def refusals(read: ReadFile) -> list[str]:
    """Return the kinds of problems that refuse a file."""
    return [problem.kind for problem in read.problems if problem.severity == "refuse"]


def values(read: ReadFile) -> list[float | None]:
    """Return every value of a file, in order."""
    return [reading.value for report in read.reports for reading in report.readings]
