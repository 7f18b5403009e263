"""`python -m data reporting | chase | reconcile`: tables for people, objects and rows for programs, each language."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.cli import app
from data.queries.chase import Chased
from data.store import open_engine
from tests.etl.conftest import Loader, nine_libraries

RUN = CliRunner()
COMMANDS = {
    "reporting": ["--from", "2017-05", "--to", "2017-06"],
    "chase": ["--from", "2017-05", "--to", "2017-06"],
    "reconcile": ["--year", "2017"],
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a database with two months of Orhei and a year that contradicts them."""
    folder = tmp_path_factory.mktemp("reporting")
    address = f"sqlite:///{folder / 'vitrina.db'}"
    loader = Loader(open_engine(address), nine_libraries(), folder / "received")
    received = datetime(2017, 6, 5, tzinfo=UTC)
    first = [loader.report(f"MD-OR-000{number}", 201705, V01=100 * number) for number in (1, 2, 3)]
    second = [loader.report("MD-OR-0001", 201706, V01=150)]
    year = [loader.report("MD-OR-0001", 2017, form="annual", V01=90)]
    loader.load(
        loader.put("mai.xlsx", *first, received=received),
        loader.put("iunie.xlsx", *second, received=received.replace(month=7, day=20)),
        loader.put("6-c.xlsx", *year, received=received.replace(year=2018, month=1)),
    )
    return address


def run(database: str, command: str, *more: str) -> Result:
    return RUN.invoke(app, [command, *COMMANDS[command], "--database", database, "--network", "novateca", *more])


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_a_person_reads_a_table_in_each_language(database: str, command: str, language: str) -> None:
    found = run(database, command, "--lang", language)
    assert found.exit_code == 0, found.output
    assert {"ro": "date demonstrative", "ru": "демонстрационные данные", "en": "demonstration data"}[language] in (
        " ".join(found.stdout.split())
    )
    assert "reporting." not in found.stdout


def test_rates_are_told_by_territory_by_period_and_by_type(database: str) -> None:
    rows = json.loads(run(database, "reporting", "--territory", "MD-OR", "--json").stdout)["rates"]
    assert rows == [
        {
            "territory": "MD-OR", "expected": 6, "actual": 4, "on_time": 3, "asked": 4, "filled": 4,
            "rate_pct": 66.67, "rate_on_time_pct": 50, "content_pct": 100,
        }
    ]  # fmt: skip
    by_month = json.loads(run(database, "reporting", "--by", "period", "--library", "MD-OR-0001", "--json").stdout)
    assert [(row["period"], row["on_time"]) for row in by_month["rates"]] == [("2017-05", 1), ("2017-06", 0)]
    assert run(database, "reporting", "--by", "kind").exit_code == 0


def test_the_chase_list_is_there_as_an_object_and_as_rows(database: str) -> None:
    said = json.loads(run(database, "chase", "--territory", "MD-OR", "--json").stdout)
    assert [(one["library"], one["periods"], one["expected_value"]) for one in said["chase"]] == [
        ("MD-OR-0003", ["2017-06"], 300),
        ("MD-OR-0002", ["2017-06"], 200),
    ]
    rows = list(csv.DictReader(io.StringIO(run(database, "chase", "--territory", "MD-OR", "--csv").stdout)))
    assert list(rows[0]) == list(Chased._fields)
    assert [row["periods"] for row in rows] == ["2017-06", "2017-06"]


def test_the_year_is_held_against_its_months(database: str) -> None:
    found = run(database, "reconcile", "--json")
    said = json.loads(found.stdout)
    assert [(one["library"], one["indicator"], one["verdict"]) for one in said["reconcile"]] == [
        ("MD-OR-0001", "V01", "below_months")
    ]
    assert said["no_year"] == 2
    assert len(json.loads(run(database, "reconcile", "--all", "--json").stdout)["reconcile"]) == 3


@pytest.mark.parametrize(
    ("command", "more"),
    [
        ("chase", ["--indicator", "U01"]),
        ("chase", ["--indicator", "NONE"]),
        ("reporting", ["--territory", "MD-XX"]),
        ("reporting", ["--json", "--csv"]),
        ("reconcile", ["--library", "MD-XX-0001"]),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_exit_code_2(database: str, command: str, more: list[str]) -> None:
    found = run(database, command, *more, "--lang", "en")
    assert (found.exit_code, found.stdout) == (2, "")
    assert len(found.stderr.strip().splitlines()) == 1


def test_nothing_overdue_is_said_in_words(database: str, tmp_path: Path) -> None:
    found = run(database, "chase", "--territory", "MD-OR", "--to", "2017-05", "--lang", "en")
    assert (found.exit_code, found.stdout) == (0, "")
    assert "overdue" in found.stderr
