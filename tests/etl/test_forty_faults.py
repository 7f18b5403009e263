"""One workbook, forty faults of many kinds, forty findings in one pass; and nothing of it is stored."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from typer.testing import CliRunner

from data.wording import languages
from etl.cli import app
from etl.messages import WORDS, message
from tests.etl.messes.conftest import NETWORK, Answer, Tray
from tests.etl.messes.conftest import make_network as make_network
from tests.etl.messes.made import MONTH, TITLE, Formula, Text, write_sheets

LIBRARIES = "code,name,kind,territory,in_network_from\n" + "".join(
    [
        *(f"MD-OR-{number:04d},Biblioteca Publică Satul {number},sat,MD-OR,2012-01\n" for number in range(1, 31)),
        "MD-OR-0031,Biblioteca Publică Hîrtop,sat,MD-OR,2012-01\n",
        "MD-OR-0032,Biblioteca Publică Hîrtop,sat,MD-OR,2012-01\n",
        "MD-OR-0033,Biblioteca Publică Nouă,sat,MD-OR,2018-01\n",
        "MD-BA-0001,Biblioteca Publică Elizaveta,sat,MD-BA,2012-01\n",
    ]
)
HEADER = [
    "Nr.", "Codul bibliotecii", "Denumirea bibliotecii", "Utilizatori activi", "", "Vizite (intrări)", "",
    "Împrumuturi", "Consultații și referințe", "Zile deschise pentru public", "Evenimente organizate",
    "Participări la evenimente",
    "Instruiri organizate", "Participări la instruiri", "Contribuția APL (suplimentară)", "Buget executat", "Salarii",
]  # fmt: skip
SECOND = ["", "", "", "Total", "din care copii", "Total", "din care copii", *[""] * 10]
MERGES = [(3, 3, 3, 4), (3, 5, 3, 6), *((3, column, 4, column) for column in (0, 1, 2, *range(7, 17)))]
FIRST = 6  # the sheet's first row of data
CELLS = {  # what is written over a good row, and what is told of it there
    "H6": ("10-15", "range-for-number"),
    "H7": (date(2017, 10, 12), "date-for-number"),
    "H8": (Text("mulți"), "unreadable-number"),
    "H9": (-5, "negative-number"),
    "H10": (5.5, "fraction-in-count"),
    "H11": ("=SUM(H90:H95)", "formula-without-value"),
    "H12": (Formula("=#REF!", "#REF!"), "formula-without-value"),
    "H13": (Formula("=1/0", "#DIV/0!"), "formula-without-value"),
    "H14": (Text("45 (din care 20 copii)"), "noted-number"),
    "H15": (Text("≈170"), "estimated-number"),
    "H16": (Text("peste 170"), "estimated-number"),
    "H17": (Text("1.170"), "grouped-number"),
    "H18": (Text("1,170"), "grouped-number"),
    "H19": (Text("5 sau 6"), "unreadable-number"),
    "H20": (Text("20 pînă la 30"), "range-for-number"),
    "I6": (Text("12.06.2017"), "unreadable-number"),
    "I7": (0.5, "fraction-in-count"),
    "I8": (Text("-3"), "negative-number"),
    "P9": (Formula("=#NAME?", "#NAME?"), "formula-without-value"),
    "E10": (95, "part-exceeds-whole"),
    "G11": (400, "part-exceeds-whole"),
    "J12": (45, "more-than-possible"),
    "B21": ("MD-OR-16", "code-restored"),
    "B22": (Text("1,0076E+12"), "code-scientific"),
    "B23": ("MD-OR-0002", "code-and-name-differ"),
    "C24": ("Biblioteca Publică Hîrtop", "ambiguous-library"),
    "C25": ("Biblioteca Publică Satul Alb", "unknown-library"),
    "B26": ("MD-BA-0001", "library-elsewhere"),
    "B27": ("MD-OR-0033", None),
}
WITHOUT_CODE, WITHOUT_NAME = (24, 25), (26, 27)
ELSEWHERE = [  # what is told at cells where nothing was written over
    ("attendance-without-events", "L14"), ("events-without-attendance", "K15"), ("attendance-without-events", "N16"),
    ("visits-below-users", "F17"), ("library-not-in-network", "D27"), ("duplicate-value", "I28"),
    ("row-without-label", "A29"), ("total-differs", "I30"), ("hidden-row", "C18"), ("hidden-column", "M5"),
    ("comment-at-figure", "I19"), ("unknown-column", "Q5"),
]  # fmt: skip


def _good(number: int) -> list[object]:
    """Return the row of a library, without a fault."""
    return [
        number, f"MD-OR-{number:04d}", f"Biblioteca Publică Satul {number}", 60 + number, 21, 203 + number, 83,
        150 + number, 12 + number % 3, 22, 3, 47, 2, 9, 0, 5012 + number,
    ]  # fmt: skip


def write_faults(path: Path) -> Path:
    """Write the workbook: a table of a raion with about as many faults as rows."""
    rows = {row: _good(row - FIRST + 1) for row in range(FIRST, 28)}
    for cell, (value, _kind) in CELLS.items():
        rows[int(cell[1:])]["ABCDEFGHIJKLMNOPQ".index(cell[0])] = value
    for row in WITHOUT_CODE:
        rows[row][1] = ""
    for row in WITHOUT_NAME:
        rows[row][2] = ""
    rows[14][10] = 0  # 47 came to no event
    rows[15][11] = 0  # three events, nobody came
    rows[16][12] = 0
    rows[17][5], rows[17][6] = 30, 10
    rows[6].append(1)  # a salary
    again = _good(16)  # a library once more, with another figure
    rows[28] = [*again[:8], 99, *again[9:]]
    rows[29] = ["", "", "", "", "", "", "", 5]
    told = sum(row[8] for row in list(rows.values())[:22] if isinstance(row[8], int))
    rows[30] = ["", "", "TOTAL RAION", *[""] * 5, told + 7]
    table = [[TITLE], [MONTH], [], HEADER, SECOND, *rows.values()]
    write_sheets(path, {"Centralizator": table}, {"Centralizator": MERGES})
    book = openpyxl.load_workbook(path)
    sheet = book["Centralizator"]
    sheet.row_dimensions[18].hidden = True
    sheet.column_dimensions["M"].hidden = True
    sheet["I19"].comment = Comment("aproximativ", "Maria")
    book.save(path)
    return path


def expected() -> list[tuple[str, str | None]]:
    """Return kind and cell of every fault."""
    return [*((kind, cell) for cell, (_, kind) in CELLS.items() if kind), *ELSEWHERE]


@pytest.fixture
def answer(tmp_path: Path, make_network) -> Answer:
    return Tray(tmp_path, make_network(LIBRARIES)).read(write_faults(tmp_path / "iunie.xlsx"))


def test_every_fault_is_found_at_its_cell_in_one_pass_and_nothing_else(answer: Answer):
    assert Counter(answer.places) == Counter(expected())
    assert len(answer.problems) == 40
    assert len({problem.kind for problem in answer.problems}) >= 25


@pytest.mark.parametrize("language", languages(WORDS))
def test_every_finding_says_in_every_language_what_is_wrong(answer: Answer, language: str):
    assert all("{" not in message(problem, language) for problem in answer.problems)


def test_a_file_with_a_refusal_writes_no_row(tmp_path: Path):
    (tmp_path / "network").mkdir()
    (tmp_path / "network" / "network.toml").write_text(NETWORK, encoding="utf-8")
    (tmp_path / "network" / "libraries.csv").write_text(LIBRARIES, encoding="utf-8")
    (tmp_path / "files").mkdir()
    write_faults(tmp_path / "files" / "iunie.xlsx")
    result = CliRunner().invoke(app, ["load", str(tmp_path), "--database", f"sqlite:///{tmp_path / 'v.db'}", "--json"])
    assert result.exit_code == 3
    said = json.loads(result.stdout)
    assert sum(said["problems"].values()) == 40
    with sqlite3.connect(tmp_path / "v.db") as database:
        for table in ("submission", "observation", "raw_text", "territory_month", "event"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table  # noqa: S608 (constants)
        assert database.execute("SELECT status FROM source_file").fetchall() == [("refused",)]
        assert database.execute("SELECT count(*) FROM problem").fetchone() == (40,)
