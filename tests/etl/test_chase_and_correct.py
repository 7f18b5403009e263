"""The page for managers, followed to the letter: every command it names, on a small network of its months."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from data.cli import app as ask
from data.periods import Month
from etl.cli import app as etl
from etl.demonstration.building import Order, build

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {"en": "chase-and-correct.md", "ro": "chase-and-correct.ro.md", "ru": "chase-and-correct.ru.md"}
RUN = CliRunner()
WELL = (0, 3, 4)  # 3 and 4 say that there is something to read, not that the command failed


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a demonstration network of May and June 2017 with the annual forms of the year before."""
    folder = tmp_path_factory.mktemp("managers")
    build(Order(folder, libraries=40, first=Month(2017, 5), months=2))
    return folder


def commands(page: str) -> list[list[str]]:
    """Return the commands of a page, in its order, without "python -m"."""
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    return [shlex.split(line, comments=True)[2:] for line in lines if line.startswith("python -m ")]


def fill(forms: Path) -> None:
    """Write a number into every cell of sheet 2 that takes one, as a librarian does."""
    for path in forms.glob("NVT-LUNAR*.xlsx"):
        book = load_workbook(path)
        sheet = next(sheet for sheet in book if sheet.title.startswith("2_"))
        for row in sheet.iter_rows(min_row=5):
            if row[0].value and not row[2].protection.locked:
                row[2].value = 0
        book.save(path)


def test_every_command_of_the_page_does_what_it_says(
    delivery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VITRINA_DATABASE", f"sqlite:///{tmp_path / 'vitrina.db'}")
    monkeypatch.setenv("VITRINA_NETWORK", str(delivery / "network"))
    assert RUN.invoke(etl, ["load", str(delivery)]).exit_code in WELL
    named = commands(PAGES["ro"])
    assert {f"{module} {arguments[0]}" for module, *arguments in named} == {
        "data reporting", "data chase", "data reconcile", "etl history", "etl why", "etl template", "etl check",
        "etl receipt", "etl load",
    }  # fmt: skip
    for module, *arguments in named:
        found = RUN.invoke(ask if module == "data" else etl, arguments)
        assert found.exit_code in WELL, (arguments, found.output)
        assert found.stdout or found.stderr
        if arguments[0] == "template":
            fill(tmp_path / arguments[-1])
    history = RUN.invoke(etl, ["history", "MD-OR-0001", "2017-06", "--json"]).stdout
    assert "NVT-LUNAR_v2_2017-06_MD-OR-0001.xlsx" in history


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_translations_say_the_same_commands(language: str) -> None:
    def shape(page: str) -> list[tuple[str, ...]]:
        return [(module, *(word for word in words if word.startswith("--"))) for module, *words in commands(page)]

    assert shape(PAGES[language]) == shape(PAGES["ro"])
