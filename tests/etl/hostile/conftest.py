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
from etl.sandbox.sandbox import Sandbox
from etl.storing.pool import Reader
from tests.etl.messes.conftest import LIBRARIES, NETWORK

Answer = Callable[[str, bytes], ReadFile]


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
def sandbox(reader: Reader) -> Iterator[Sandbox]:
    """Return a sandbox under the shipped limits."""
    sandbox = Sandbox(lambda: partial(read_pickled, reader), limits().reading)
    yield sandbox
    sandbox.kill()
