"""Numbers on the page go back to where they come from: the generator's ledger, and the very cells of the files.

Counts of people in sensitive services are rounded cell by cell before they are added (docs/disclosure.md); here, too.
"""

from __future__ import annotations

import csv
import gzip
import importlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from sqlalchemy import Row, create_engine, text

from data.catalogue import load_catalogue
from data.disclosure import cell_key, protections
from data.provenance import unpack_cell
from data.rounding import key_of, rounded

MONTHS = [year * 100 + month for year in (2015, 2016, 2017) for month in range(1, 13)][:30]
BASES = {(indicator, code): said.base for indicator, code, said in protections(load_catalogue().categories)}
CELLS = """
    SELECT observation.value, observation.cell, source_file.name, raw_text.text, library.code AS library,
        category.code AS category, observation.period
    FROM observation
    JOIN submission ON submission.id = observation.submission_id
    JOIN source_file ON source_file.id = submission.source_file_id
    JOIN library ON library.id = observation.library_id
    JOIN indicator ON indicator.id = observation.indicator_id
    JOIN category ON category.id = observation.category_id
    LEFT JOIN raw_text ON raw_text.submission_id = observation.submission_id
        AND raw_text.indicator_id = observation.indicator_id AND raw_text.category_id = observation.category_id
    WHERE observation.state = 0 AND indicator.code = :indicator AND library.territory = :territory
        AND observation.period BETWEEN :first AND :last
    ORDER BY source_file.name
"""


@dataclass(frozen=True)
class Question:
    """One number of the page: an indicator's card at an address."""

    indicator: str
    territory: str
    first: int
    last: int

    @property
    def address(self) -> str:
        """The address of the file that holds the number."""
        first, last = (f"{period // 100}-{period % 100:02d}" for period in (self.first, self.last))
        return f"/ro/overview.json?from={first}&to={last}&territory={self.territory}"


@pytest.fixture(scope="module")
def ledger(network: Path) -> list[dict[str, str]]:
    """Return the truth about the monthly reports: a row a library and month."""
    with gzip.open(network / "truth" / "ledger.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["form"] == "monthly"]


@pytest.fixture(scope="module")
def questions(ledger: list[dict[str, str]]) -> list[Question]:
    """Return ten numbers of the page, drawn by chance from territories that report."""
    dice = random.Random(12092017)
    territories = sorted({row["library"][:5] for row in ledger})
    drawn = []
    for indicator in ["V01", "E02", "S02"] * 3 + ["V01"]:
        first, last = sorted(dice.sample(MONTHS, 2))
        drawn.append(Question(indicator, dice.choice(territories), first, last))
    return drawn


@pytest.fixture(scope="module")
def ask(settings: None):
    """Return a function that answers with the number of the page, taken from its .json."""
    client = importlib.import_module("app").server.test_client()

    def number(question: Question) -> float | None:
        answer = client.get(question.address)
        assert answer.status_code == 200, question.address
        (card,) = [card for card in json.loads(answer.data)["cards"] if card["key"] == question.indicator]
        return card["value"]

    return number


def as_shown(value: float, indicator: str, category: str, library: str, period: int) -> float:
    """Return a figure of one cell as it is added up."""
    base = BASES.get((indicator, category))
    if base is None:
        return value
    keys = {"record_key": key_of(library), "cell_key": cell_key(indicator, category), "period": period, "base": base}
    return float(rounded(np.array([value]), **{name: np.array([key]) for name, key in keys.items()})[0])


def in_ledger(question: Question, ledger: list[dict[str, str]]) -> float | None:
    """Return the sum of the ledger's figures: over the libraries, the months and the service categories."""
    figures = [
        as_shown(float(value), *column.partition(":")[::2], row["library"], int(row["period"]))
        for row in ledger
        if row["library"].startswith(question.territory) and question.first <= int(row["period"]) <= question.last
        for column, value in row.items()
        if value and column.split(":")[0] == question.indicator
    ]
    return sum(figures) if figures else None


def test_ten_numbers_of_the_page_are_those_of_the_generator_s_ledger(questions, ask, ledger):
    truth = {question: in_ledger(question, ledger) for question in questions}
    assert {question: ask(question) for question in questions} == truth
    assert sum(bool(value) for value in truth.values()) >= 8, "ten empty numbers would prove nothing"


@pytest.mark.parametrize("number", range(10))
def test_a_number_of_the_page_is_the_sum_of_the_cells_it_names(number, questions, ask, network, database):
    question = questions[number]
    engine = create_engine(database)
    with engine.connect() as connection:
        rows = connection.execute(text(CELLS), vars(question)).all()
    engine.dispose()
    cells = zip(figures_in_files(rows, network / "files"), rows, strict=True)
    figures = [as_shown(value, question.indicator, row.category, row.library, row.period) for value, row in cells]
    assert ask(question) == (sum(figures) if figures else None)
    assert len(figures) == len(rows)


def figures_in_files(
    rows: list[Row[tuple[float, int, str, str | None, str, str, int]]], folder: Path
) -> Iterator[float]:
    """Yield the figure in each cell, read anew.

    Where the loader kept what a cell says ("45 pers.", or a count since January, of which the month is a difference),
    the cell must say just that, and the figure understood is taken.
    """
    cells: list[list[list[object]]] = []
    opened = ""
    for value, cell, name, said, *_ in rows:
        if name != opened:
            cells, opened = cells_of(folder / name), name
        sheet, row, column = unpack_cell(cell)
        found = cells[sheet][row][column]
        if said is None:
            yield float(str(found))
        else:
            assert str(found).strip() == said.strip()
            yield value


def cells_of(path: Path) -> list[list[list[object]]]:
    """Return every cell of a workbook or of a tab-separated text, by sheet, row and column."""
    if path.suffix == ".txt":
        return [[list(line.split("\t")) for line in path.read_text(encoding="utf-8-sig").splitlines()]]
    book = openpyxl.load_workbook(path, data_only=True)
    return [[[cell.value for cell in row] for row in sheet.iter_rows(min_row=1, min_col=1)] for sheet in book]
