"""A small network, and reports as a reader would yield them, made without workbooks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from data.catalogue import Catalogue, load_catalogue
from data.models import Library
from data.periods import Month
from data.provenance import pack_cell
from data.states import State
from etl.deliveries import Arrival, Delivery
from etl.demonstration.building import Order, build
from etl.lists.records import ReadList
from etl.load import Pace, load
from etl.problems import Problem
from etl.reports import NewLibrary, ReadFile, Reading, Report
from etl.storing.pool import Reader
from etl.summary import FileOutcome, Summary

TERRITORIES = ("MD-OR", "MD-BA", "MD-CA")


def nine_libraries() -> Catalogue:
    """Return the shipped catalogue with nine libraries in three territories; the last one is outside the network."""
    libraries = {}
    for territory in TERRITORIES:
        for number, kind in enumerate(("raional", "sat", "sat"), start=1):
            code = f"{territory}-{number:04d}"
            joined = None if code == "MD-CA-0003" else Month(2015, 1)
            libraries[code] = Library(
                code=code, name=f"Biblioteca {code}", kind=kind, territory=territory, in_network_from=joined
            )
    return replace(load_catalogue(), libraries=libraries, statuses={}, corrections={})


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped catalogue with nine libraries."""
    return nine_libraries()


def reading(indicator: str, value: float | None, category: str = "", raw: str | None = None, row: int = 0) -> Reading:
    """Return a reading; without a value it is blank."""
    state = State.BLANK if value is None else State.REPORTED
    return Reading(indicator, category, value, state, pack_cell(0, row, 1), raw)


def report(library: str, period: int, *, form: str = "monthly", **values: float | None) -> Report:
    """Return a report of plain indicators, e.g. report("MD-OR-0001", 201706, V01=12, L01=None)."""
    readings = [reading(code, value, row=row) for row, (code, value) in enumerate(values.items())]
    return Report(library, form, period, readings)


def read_like(files: dict[str, ReadFile], path: Path, name: str) -> ReadFile:
    """Return what was prepared for a file, under its name and hash: a reader that needs no workbook."""
    prepared = files[path.read_text(encoding="utf-8")]
    content = path.read_bytes()
    return replace(prepared, name=name, sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def reader_of(files: dict[str, ReadFile]) -> Reader:
    """Return the reader a worker process uses."""
    return partial(read_like, files)


@dataclass
class Loader:
    """Loads prepared reports into a database as if they came from files."""

    engine: Engine
    catalogue: Catalogue
    folder: Path
    prepared: dict[str, ReadFile] = field(default_factory=dict)
    acknowledged: list[FileOutcome] = field(default_factory=list)
    report = staticmethod(report)
    reading = staticmethod(reading)

    def put(
        self,
        name: str,
        *reports: Report,
        problems: Sequence[Problem] = (),
        new_libraries: Sequence[NewLibrary] = (),
        lists: Sequence[ReadList] = (),
        content: str | None = None,
        received: datetime | None = None,
        role: str | None = None,
    ) -> Delivery:
        """Return a file that says these reports; a file of the same content is the same file."""
        content = content or name
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        self.prepared[content] = ReadFile(
            name=name,
            sha256="",
            size=0,
            layout="prepared",
            role=role,
            sheets=("Foaia 1",),
            reports=list(reports),
            problems=list(problems),
            new_libraries=list(new_libraries),
            lists=list(lists),
        )
        return Delivery(path, name, Arrival(received))

    def load(self, *files: Delivery, dry_run: bool = False, group_files: int = 1_000) -> Summary:
        """Load files and return the summary."""
        return load(
            files,
            engine=self.engine,
            catalogue=self.catalogue,
            make_reader=partial(reader_of, self.prepared),
            dry_run=dry_run,
            tell=self.acknowledged.extend,
            pace=Pace(processes=0, group_files=group_files),
        )

    def rows(self, question: str) -> list[tuple[object, ...]]:
        """Return the rows that answer a question in SQL."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(question))]


@pytest.fixture
def loader(engine: Engine, catalogue: Catalogue, tmp_path: Path) -> Loader:
    """Return a loader on an empty database of each kind."""
    return Loader(engine, catalogue, tmp_path / "received")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a demonstration network of twelve libraries and three months, as the generator writes it."""
    folder = tmp_path_factory.mktemp("demonstration")
    build(Order(folder, libraries=12, months=3))
    return folder
