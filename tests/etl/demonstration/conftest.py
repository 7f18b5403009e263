"""Two small demonstration networks on disk, built once: one clean with the fair in it, one full of faults."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from data.catalogue import Catalogue, load_catalogue
from data.periods import Month
from etl.demonstration.building import SEED, Order, build
from etl.demonstration.declared import habits
from etl.demonstration.register import Place, place_libraries

CLEAN = {"libraries": 45, "first": Month(2017, 8), "months": 3, "messes": False}
FAULTY = {"libraries": 300, "first": Month(2016, 1), "months": 17, "mess_share": 1.0}


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def places(catalogue: Catalogue) -> list[Place]:
    return place_libraries(catalogue, SEED, habits().libraries)


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean")
    build(Order(folder, **CLEAN))
    return folder


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faulty")
    build(Order(folder, **FAULTY))
    return folder


def read_ledger(folder: Path) -> list[dict[str, str]]:
    """Return the rows of a network's ledger."""
    with gzip.open(folder / "truth" / "ledger.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def ledger(clean: Path) -> list[dict[str, str]]:
    return read_ledger(clean)


@pytest.fixture(scope="session")
def key(faulty: Path) -> list[dict[str, str]]:
    with (faulty / "truth" / "key.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
