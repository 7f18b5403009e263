"""A small register, a tray to put files on, and what tests ask of a file that was read.

Convention: the tests of mess M13 stand in `test_m13_<what>.py`, its file made as people make them is
`files/m13_<what>.<type>`, read with `tray.file("m13_<what>.xlsx")`. A module that can make its file has a function
`make_file(path)`; `python -m tests.etl.messes.keep` writes the files of all of them anew. `KINDS` names the problem
kinds that answer the mess, `()` where it is understood without a word. test_catalogue.py counts all of this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.provenance import cell_name, unpack_cell
from data.wording import languages
from etl.intake import ReadingContext, make_context, read_one
from etl.lists.records import Record
from etl.messages import WORDS, message
from etl.problems import Problem
from etl.reports import ReadFile, Reading, Report
from etl.storing.comparing import Comparing
from etl.storing.packing import Codes, pack
from tests.etl.messes import made

FILES = Path(__file__).parent / "files"
LIBRARIES = """code,name,kind,territory,in_network_from
MD-OR-0001,Biblioteca Publică Raională Orhei,raional,MD-OR,2012-01
MD-OR-0002,Biblioteca Publică Șoldănești,sat,MD-OR,2012-01
MD-OR-0003,Biblioteca Publică Hîrtop,sat,MD-OR,2012-01
MD-OR-0004,Biblioteca Publică Hîrtop,sat,MD-OR,2016-01
"""
NETWORK = 'name = "novateca"\nbase = "novateca"\n'


@dataclass(frozen=True)
class Answer:
    """A file as read, and what is asked of it."""

    file: ReadFile

    @property
    def problems(self) -> list[Problem]:
        """Everything that is told, in the order found."""
        return self.file.problems

    @property
    def kinds(self) -> list[str]:
        """The kinds of problems, in the order found."""
        return [problem.kind for problem in self.problems]

    @property
    def places(self) -> list[tuple[str, str | None]]:
        """The kind and the cell of each problem, in the order found."""
        return [(problem.kind, problem.cell) for problem in self.problems]

    @property
    def report(self) -> Report:
        """The only report of the file."""
        (report,) = self.file.reports
        return report

    @property
    def values(self) -> dict[tuple[str, int, str, str], float | None]:
        """The value of each library, period, indicator and category."""
        return {
            (report.library, report.period, reading.indicator, reading.category): reading.value
            for report in self.file.reports
            for reading in report.readings
        }

    def records(self, kind: str) -> list[Record]:
        """The records of the lists of a kind, in the order of the file."""
        return [record for listed in self.file.lists if listed.kind == kind for record in listed.records]

    def at(self, cell: str, sheet: str | None = None) -> Reading:
        """Return the reading of a cell; `sheet` where the file has several."""
        found = [
            reading
            for report in self.file.reports
            for reading in report.readings
            if cell_name(*unpack_cell(reading.cell)[1:]) == cell
            and (sheet is None or self.file.sheets[unpack_cell(reading.cell)[0]] == sheet)
        ]
        assert len(found) == 1, f"{len(found)} readings at {sheet or ''} {cell}"
        return found[0]

    def of(self, kind: str, cell: str | None = None) -> list[Problem]:
        """Return the problems of a kind, at a cell where it is given."""
        return [problem for problem in self.problems if problem.kind == kind and cell in (None, problem.cell)]

    def only(self, kind: str, cell: str | None = None) -> Problem:
        """Return the only problem of a kind, at a cell where it is given."""
        found = self.of(kind, cell)
        assert len(found) == 1, f"{len(found)} of {kind} at {cell}: {self.places}"
        return found[0]

    def says(self, kind: str, cell: str | None = None) -> dict[str, str]:
        """Return what the sender is told of the only problem of a kind, by language: ro, ru, en."""
        return in_every_language(self.only(kind, cell))


def in_every_language(problem: Problem) -> dict[str, str]:
    """Return what is wrong and what to do about it, by language."""
    return {language: message(problem, language) for language in languages(WORDS)}


@dataclass(frozen=True)
class Tray:
    """A folder for files and a network that reads them."""

    folder: Path
    context: ReadingContext

    def read(self, path: Path) -> Answer:
        """Read a file that lies anywhere."""
        return Answer(read_one(path, path.name, self.context))

    def file(self, name: str) -> Answer:
        """Read a file of the folder of files made as people make them."""
        return self.read(FILES / name)

    def compared(self, *names: str) -> list[Problem]:
        """Return what is told of files of the folder, or of this tray, each held against those before it."""
        paths = [FILES / name if (FILES / name).is_file() else self.folder / name for name in names]
        catalogue = self.context.catalogue
        codes = Codes(
            {code: number for number, code in enumerate(catalogue.indicators)},
            {code: number for number, code in enumerate(["", *catalogue.categories])},
        )
        comparing = Comparing(catalogue, codes)
        past = comparing.new_past()
        packed = [pack(read_one(path, path.name, self.context), codes) for path in paths]
        return [problem for file in packed for problem in comparing.compare(file, past).problems]

    def table(self, *rows: Sequence[object], name: str = "x.xlsx", **more: object) -> Answer:
        """Write a raion's table with these rows (the first is row 6) and read it; `more` as for made.write_table."""
        return self.read(made.write_table(self.folder / name, rows, **more))

    def single(self, *, name: str = "x.xlsx", **parts: object) -> Answer:
        """Write one library's workbook of a month and read it; `parts` as for made.single_sheets."""
        return self.read(made.write_single(self.folder / name, **parts))

    def sheets(self, sheets: Mapping[str, made.Rows], *, name: str = "x.xlsx", **more: object) -> Answer:
        """Write a workbook of any sheets and read it; `more` as for made.write_sheets."""
        return self.read(made.write_sheets(self.folder / name, sheets, **more))

    def text(self, rows: made.Rows, *, name: str = "x.csv", encoding: str = "utf-8", delimiter: str = ";") -> Answer:
        """Write a text file and read it."""
        path = self.folder / name
        path.write_bytes("\r\n".join(delimiter.join(map(str, row)) for row in rows).encode(encoding))
        return self.read(path)


@pytest.fixture(scope="session")
def make_network(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., ReadingContext]:
    """Return what makes a reading context over the shipped forms and a register of one's own.

    `make_network(LIBRARIES)`, with more files of the network's folder by name: `**{"area_aliases.csv": "…"}`.
    """

    def make(libraries: str = LIBRARIES, *, layouts: Path | None = None, **files: str) -> ReadingContext:
        folder = tmp_path_factory.mktemp("network")
        for name, content in {"network.toml": NETWORK, "libraries.csv": libraries, **files}.items():
            (folder / name).write_text(content, encoding="utf-8")
        return make_context(folder, layouts)

    return make


@pytest.fixture(scope="session")
def context(make_network: Callable[..., ReadingContext]) -> ReadingContext:
    """Return what reads the forms of the shipped network, over a register of four libraries of one raion."""
    return make_network()


@pytest.fixture
def tray(tmp_path: Path, context: ReadingContext) -> Tray:
    """Return an empty tray over the small register."""
    return Tray(tmp_path, context)


@pytest.fixture
def tray_of(tmp_path: Path) -> Callable[[ReadingContext], Tray]:
    """Return what makes a tray over another network: `tray_of(make_network(libraries))`."""
    return lambda context: Tray(tmp_path, context)
