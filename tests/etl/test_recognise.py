"""A file is known by what it says, not by names, places or order; versions are themselves; doubt is a question."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.wording import languages
from etl.messages import WORDS, message
from tests.etl.messes.conftest import Answer, Tray
from tests.etl.messes.conftest import context as context
from tests.etl.messes.conftest import make_network as make_network
from tests.etl.messes.conftest import tray as tray
from tests.etl.messes.made import GOOD, HEADER, MONTH, SECOND, TITLE, single_sheets

ROWS = [
    GOOD,
    [2, "MD-OR-0002", "Biblioteca Publică Șoldănești", 5, 2, 3, 0],
    [3, "MD-OR-0003", "Biblioteca Publică Hîrtop", 7, 1, 9, 20],
]


def same(answer: Answer) -> dict[tuple[str, int, str, str], float | None]:
    """Return the values of a file that nothing is told about."""
    assert answer.problems == []
    return answer.values


@given(order=st.permutations(range(3)), columns=st.permutations(range(7)))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_order_of_rows_and_columns_does_not_matter(tray: Tray, order, columns):
    rows = [list(ROWS[number]) for number in order]
    path = ["Vizite (intrări)" if column == 4 else HEADER[column] for column in range(7)]
    table = [[TITLE], [MONTH], [], path, SECOND, *rows]
    moved = [[row[column] if len(row) > column else "" for column in columns] for row in table[3:]]
    assert same(tray.sheets({"T": [*table[:3], *moved]})) == same(tray.table(*ROWS))


@pytest.mark.parametrize("name", ["I", "X", "2", "Foaie1", "Лист1"])
def test_a_number_in_place_of_a_sheets_name_is_no_month(tray: Tray, name: str):
    assert tray.table(GOOD, sheet=name).report.period == 201706


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_sheets_and_of_their_rows_does_not_matter(tray: Tray, seed: int):
    sheets = single_sheets()
    before = same(tray.sheets(sheets))
    names = list(sheets)
    mixed = random.Random(seed)
    mixed.shuffle(names)
    shuffled = {}
    for name in names:
        head, body = ([], list(sheets[name])) if name.startswith("1_") else ([sheets[name][0]], list(sheets[name][1:]))
        mixed.shuffle(body)
        shuffled[name] = [*head, *body]
    assert same(tray.sheets(shuffled)) == before


def test_sheets_that_lost_their_names_are_known_by_their_headings(tray: Tray):
    sheets = single_sheets()
    renamed = {f"Foaie{number}": rows for number, rows in enumerate(sheets.values(), 1)}
    assert same(tray.sheets(renamed)) == same(tray.sheets(sheets))


def test_the_name_of_the_file_does_not_matter(tray: Tray):
    assert same(tray.single(name="copie (2).xlsx")) == same(tray.single(name="altceva.xlsx"))


@pytest.mark.parametrize(
    ("visits", "loans"),
    [
        ("VIZITE (INTRARI)", "Imprumuturi"),  # no diacritics
        ("Vizite  (intrări) ", "Împrumuturi\nКниговыдача"),
        ("Viziţe (intrări)".replace("ţ", "t"), "Împrumuturi "),
        ("Vizite/Посещения", "Ȋmprumuturi".replace("Ȋ", "Î")),
        ("Vіzіte (intrări)", "Împrumuturі"),  # Cyrillic і
        ("Посещения", "Книговыдача"),
        ("V01", "L01"),
    ],
)
def test_headings_are_compared_folded(tray: Tray, visits: str, loans: str):
    header = ["Nr.", "Codul bibliotecii", "Denumirea bibliotecii", visits, "", loans, "Buget executat"]
    answer = tray.table(GOOD, header=header)
    assert {key[2]: value for key, value in same(answer).items()} == {"V01": 100, "V02": 40, "L01": 30, "A07": 1500.5}


def test_letters_of_gagauz_and_turkish_are_kept_as_they_are(tray: Tray):
    """ş is a letter of its own there: it is folded for comparing and never corrected in what is kept."""
    answer = tray.table([1, "", "Beşalma kütüpanesi", 5, 2, 3, ""])
    assert answer.only("unknown-library").found == "Beşalma kütüpanesi"


def test_an_older_version_is_read_as_itself(tray: Tray):
    header = ["Codul bibliotecii", "Utilizatori activi", "Vizite (intrări)", "Împrumuturi", "Evenimente organizate"]
    above, row = [[TITLE], [MONTH], []], ["Biblioteca Publică Raională Orhei", "MD-OR-0001", 50, 100, 30, 2]
    older = tray.sheets({"T": [*above, ["Denumirea bibliotecii", *header], row]})
    newer = tray.sheets({"T": [*above, ["Denumirea bibliotecii", *header, "Activități de campanie"], [*row, 1]]})
    assert (older.file.layout, older.file.layout_version) == ("raion", "1")
    assert (newer.file.layout, newer.file.layout_version) == ("raion", "2")


LAYOUT = """
name = "trial"
version = "{version}"
form = "monthly"
languages = ["ro"]
marks = {marks}
[constant]
library_code = "MD-OR-0001"
year = 2017
[[table]]
column = [
  {{ header = "Luna", is = "month" }},
  {{ header = "{header}", indicator = "V01" }},
  {{ header = "{other}", indicator = "{means}", optional = true }},
]
"""


@pytest.fixture
def two_versions(tmp_path, make_network):
    """Return what reads rows with two versions of one form, in which one heading means different things."""

    def read(rows, marks=('["ediția 2015"]', '["ediția 2017"]')) -> Answer:
        folder = tmp_path / "layouts"
        folder.mkdir(exist_ok=True)
        for version, mark, means in (("1", marks[0], "U01"), ("2", marks[1], "U02")):
            text = LAYOUT.format(version=version, marks=mark, header="Vizite", other="Cititori", means=means)
            (folder / f"trial-{version}.toml").write_text(text, encoding="utf-8")
        tray = Tray(tmp_path, make_network(layouts=folder))
        return tray.sheets({"X": rows})

    return read


TABLE = [["Luna", "Vizite", "Cititori"], ["iunie", 7, 3]]


def test_versions_of_one_form_are_told_apart_by_their_marks(two_versions):
    for version, year, meaning in (("1", 2015, "U01"), ("2", 2017, "U02")):
        answer = two_versions([[f"ediția {year}"], *TABLE])
        assert (answer.file.layout, answer.file.layout_version) == ("trial", version)
        assert answer.values["MD-OR-0001", 201706, meaning, ""] == 3


def test_a_file_that_two_versions_fit_is_a_question_that_says_what_tells_them_apart(two_versions):
    answer = two_versions([["ediția 2015"], ["ediția 2017"], *TABLE])
    assert answer.file.refused
    problem = answer.only("ambiguous-layout")
    assert problem.found == "trial 1, trial 2"
    assert problem.details["apart"] == "trial 1: ediția 2015; trial 2: ediția 2017"
    assert all("ediția 2017" in message(problem, language) for language in languages(WORDS))
