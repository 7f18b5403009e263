"""A network of three libraries, files written as people write them, and layouts written for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter

from data.provenance import cell_name, unpack_cell
from data.states import State
from etl.intake import make_context, read_one
from etl.reports import ReadFile

NETWORK = 'name = "test"\nlanguages = ["en"]\n'
TERRITORIES = "code,name_en,name_ro\nT-N,North,Nord\nT-S,South,Sud\n"
LIBRARIES = """code,name,kind,territory,in_network_from
T-N-0001,Biblioteca Rîșcani,sat,T-N,2010-01
T-N-0002,Biblioteca Hîrtop,sat,T-N,2010-01
T-S-0001,Biblioteca Hîrtop,sat,T-S,2010-01
"""
Rows = Sequence[Sequence[object]]
Values = dict[tuple[str, int, str, str], float | None]


@dataclass
class Desk:
    """A folder with a network and a user's own layouts, and a tray for files."""

    folder: Path

    def layout(self, text: str, name: str = "own") -> None:
        """Write a layout file."""
        (self.folder / "layouts" / f"{name}.toml").write_text(text, encoding="utf-8")

    def read(self, path: Path) -> ReadFile:
        """Read a file of the tray."""
        return read_one(path, path.name, make_context(self.folder / "network", self.folder / "layouts"))

    def text(self, name: str, content: str, encoding: str = "utf-8") -> ReadFile:
        """Write a text file and read it."""
        path = self.folder / "files" / name
        path.write_bytes(content.encode(encoding))
        return self.read(path)

    def workbook(
        self,
        name: str,
        sheets: Mapping[str, Rows],
        merges: Mapping[str, Sequence[tuple[int, int, int, int]]] | None = None,
    ) -> ReadFile:
        """Write a workbook (merged ranges: top, left, bottom, right) and read it."""
        path = self.folder / "files" / name
        book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None and value != "":
                        sheet.write(number, column, value)
            for top, left, bottom, right in (merges or {}).get(title, ()):
                sheet.merge_range(top, left, bottom, right, rows[top][left])
        book.close()
        return self.read(path)


def values(read: ReadFile) -> Values:
    """Return (library, period, indicator, category) -> value of everything read."""
    return {
        (report.library, report.period, reading.indicator, reading.category): reading.value
        for report in read.reports
        for reading in report.readings
    }


def states(read: ReadFile) -> dict[str, tuple[State, str | None]]:
    """Return the state and raw text of every reading by its cell."""
    return {
        cell_name(*unpack_cell(reading.cell)[1:]): (reading.state, reading.raw)
        for report in read.reports
        for reading in report.readings
    }


def kinds(read: ReadFile) -> list[str]:
    """Return the kinds of problems in the order they were found."""
    return [problem.kind for problem in read.problems]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an empty desk."""
    for name in ("network", "layouts", "files"):
        (tmp_path / name).mkdir()
    (tmp_path / "network" / "network.toml").write_text(NETWORK, encoding="utf-8")
    (tmp_path / "network" / "territories.csv").write_text(TERRITORIES, encoding="utf-8")
    (tmp_path / "network" / "libraries.csv").write_text(LIBRARIES, encoding="utf-8")
    return Desk(tmp_path)


@pytest.fixture
def said() -> Callable[[ReadFile], Values]:
    """Return what turns a file read into its values."""
    return values


@pytest.fixture
def cells() -> Callable[[ReadFile], dict[str, tuple[State, str | None]]]:
    """Return what turns a file read into the states of its cells."""
    return states


@pytest.fixture
def found() -> Callable[[ReadFile], list[str]]:
    """Return what turns a file read into the kinds of its problems."""
    return kinds
