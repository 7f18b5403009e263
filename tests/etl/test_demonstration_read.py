"""A small demonstration network is read exactly as its own ledger says."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from data.periods import Month
from data.states import State
from etl.demonstration.building import Order, build
from etl.intake import make_context, read_one
from etl.reports import ReadFile, Report


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a demonstration network of 60 libraries and four months, without planted faults."""
    folder = tmp_path_factory.mktemp("demonstration")
    build(Order(to=folder, libraries=60, first=Month(2017, 8), months=4, messes=False))
    return folder


@pytest.fixture(scope="module")
def files(network: Path) -> list[ReadFile]:
    """Return every file of the network as read, in the order received."""
    context = make_context(network / "network")
    paths = sorted(path for path in (network / "files").rglob("*") if path.is_file())
    return [read_one(path, path.relative_to(network / "files").as_posix(), context) for path in paths]


def test_nothing_is_refused(files: list[ReadFile]):
    assert [(file.name, file.problems) for file in files if file.refused] == []


def test_every_cell_equals_the_ledger(network: Path, files: list[ReadFile]):
    last: dict[tuple[str, int, str], Report] = {}
    for file in files:
        last.update({(report.library, report.period, report.form): report for report in file.reports})
    with gzip.open(network / "truth" / "ledger.csv.gz", "rt", encoding="utf-8", newline="") as ledger:
        rows = list(csv.DictReader(ledger))
    assert len(rows) == len(last)
    for row in rows:
        report = last[row["library"], int(row["period"]), row["form"]]
        read = {":".join(filter(None, reading[:2])): reading for reading in report.readings}
        told = {name: float(value) for name, value in list(row.items())[5:] if value}
        assert {name: reading.value for name, reading in read.items() if reading.value is not None} == told, row["file"]
        if row["state"] == "closed":
            assert {reading.state for reading in read.values()} == {State.CLOSED}


def test_rows_of_numbers_stay_whole_through_every_check(network: Path):
    context = make_context(network / "network")
    tables = [path for path in (network / "files").rglob("Centralizator*.xlsx") if "corectat" not in path.name]
    reports = [report for path in tables for report in read_one(path, path.name, context).reports]
    whole = sum(report.plain is not None for report in reports)
    assert whole > 0.8 * len(reports), f"{whole} of {len(reports)}: taken apart, a row costs many times as much"
