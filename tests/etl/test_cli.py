"""The command line: what it prints, where, in which language, and how it ends."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.store import open_engine, prepare, writing
from data.wording import languages, text
from etl.cli import app
from etl.summary import ALL_WELL, REFUSED, WARNINGS
from etl.terminal.printing import WORDS

USAGE, INTERNAL = 2, 1


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Return the address of a database that is not there yet."""
    return f"sqlite:///{tmp_path / 'var' / 'vitrina.db'}"


@pytest.fixture
def received(demonstration: Path, tmp_path: Path) -> Path:
    """Return a delivery with a network, a few good files and one that no one can read as a report."""
    folder = tmp_path / "received"
    shutil.copytree(demonstration / "network", folder / "network")
    for path in sorted((demonstration / "files").rglob("*.xlsx"))[:3]:
        (folder / "files").mkdir(exist_ok=True)
        shutil.copy(path, folder / "files" / path.name)
    (folder / "files" / "scan.pdf").write_bytes(b"%PDF-1.4 a scanned report")
    return folder


def run(*arguments: object) -> Result:
    """Run a command of `python -m etl`."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_json_is_one_object_on_stdout_and_everything_else_goes_to_stderr(received: Path, database: str) -> None:
    result = run("load", received, "--database", database, "--json")
    said = json.loads(result.stdout)
    assert list(said) == ["files", "submissions", "observations", "problems", "seconds"]
    assert list(said["submissions"]) == ["accepted", "unchanged", "superseding", "refused"]
    assert list(said["observations"]) == ["reported", "blank", "not_applicable", "closed", "error"]
    assert said["files"] == 4
    assert said["problems"]["not-a-workbook"] == 1
    assert said["observations"]["reported"] > 0
    assert "scan.pdf" in result.stderr
    assert result.exit_code == REFUSED


def test_loading_again_finds_everything_unchanged(received: Path, database: str) -> None:
    (received / "files" / "scan.pdf").unlink()
    first = json.loads(run("load", received, "--database", database, "--json").stdout)
    second = run("load", received, "--database", database, "--json")
    again = json.loads(second.stdout)
    assert again["submissions"] == {
        "accepted": 0,
        "unchanged": first["submissions"]["accepted"] + first["submissions"]["superseding"],
        "superseding": 0,
        "refused": 0,
    }
    assert sum(again["observations"].values()) == 0
    assert second.exit_code == ALL_WELL


@pytest.mark.parametrize("language", languages(WORDS))
def test_a_person_sees_a_table_and_why_a_file_was_refused_in_the_language_asked_for(
    received: Path, database: str, language: str
) -> None:
    said = text(language, WORDS)
    result = run("load", received, "--database", database, "--lang", language)
    assert said["summary.title"] in result.stdout
    assert said["summary.submissions"] in result.stdout
    assert f"{said['finding.refuse']} scan.pdf" in result.stdout
    assert "[not-a-workbook]" in result.stdout
    assert "%" not in result.stderr  # no progress bar where there is no terminal


def test_a_dry_run_makes_no_database(received: Path, database: str, tmp_path: Path) -> None:
    result = run("load", received, "--database", database, "--dry-run", "--json")
    assert json.loads(result.stdout)["submissions"]["accepted"] > 0
    assert not (tmp_path / "var").exists()


def test_check_says_what_is_wrong_without_any_database(received: Path, tmp_path: Path) -> None:
    result = run("check", received / "files" / "scan.pdf", "--lang", "en")
    assert "REFUSED scan.pdf" in result.stdout
    assert result.exit_code == REFUSED
    assert not list(tmp_path.rglob("*.db"))


TABLE = """Consolidated table of the activity of public libraries, Orhei
month: June 2017

Name of the library;Physical visits
;
Biblioteca Publică Raională Orhei;{visits}
TOTAL;{total}
"""


@pytest.mark.parametrize("command", ["check", "load"])
@pytest.mark.parametrize(
    ("visits", "total", "code"),
    [("310", "310", ALL_WELL), ("310", "300", WARNINGS), ("three hundred", "310", WARNINGS)],
)
def test_the_exit_code_says_whether_there_is_something_to_read(
    tmp_path: Path, database: str, command: str, visits: str, total: str, code: int
) -> None:
    (tmp_path / "june.csv").write_text(TABLE.format(visits=visits, total=total), encoding="utf-8")
    given = ("--database", database) if command == "load" else ()
    result = run(command, tmp_path / "june.csv", *given, "--json")
    assert result.exit_code == code
    assert json.loads(result.stdout)["submissions"]["accepted"] == 1


def test_checking_holds_figures_against_a_database_and_leaves_it_as_it_is(tmp_path: Path, database: str) -> None:
    for year, visits in ((2015, 3102), (2016, 3051), (2017, 31_040)):
        table = TABLE.format(visits=visits, total=visits).replace("2017", str(year))
        (tmp_path / f"{year}.csv").write_text(table, encoding="utf-8")
    last = tmp_path / "2017.csv"
    assert run("load", tmp_path / "2015.csv", tmp_path / "2016.csv", "--database", database).exit_code == ALL_WELL
    held = run("status", "--database", database, "--json").stdout
    assert run("check", last).exit_code == ALL_WELL
    told = run("check", last, "--database", database, "--json")
    assert (told.exit_code, json.loads(told.stdout)["problems"]) == (WARNINGS, {"tenfold-slip": 1})
    assert run("status", "--database", database, "--json").stdout == held


def test_checking_against_a_database_that_is_not_there_is_refused(received: Path, database: str) -> None:
    assert run("check", received, "--database", database).exit_code not in (ALL_WELL, WARNINGS, REFUSED)


def test_a_refusal_weighs_more_than_a_warning(tmp_path: Path, database: str) -> None:
    (tmp_path / "june.csv").write_text(TABLE.format(visits="310", total="300"), encoding="utf-8")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4 a scanned report")
    assert run("load", tmp_path, "--database", database).exit_code == REFUSED


def test_status_says_what_the_database_holds(received: Path, database: str) -> None:
    loaded = json.loads(run("load", received, "--database", database, "--json").stdout)
    held = json.loads(run("status", "--database", database, "--json").stdout)
    assert held["network"] == "novateca"
    assert held["demonstration"] is True
    assert (held["files_accepted"], held["files_refused"]) == (3, 1)
    assert held["reports"] == loaded["submissions"]["accepted"]
    assert run("status", "--database", database, "--lang", "ru").exit_code == ALL_WELL


@pytest.mark.parametrize(
    "arguments",
    [
        ("load", "no such folder"),
        ("load", "."),
        ("load", "etl", "--network", "nowhere"),
        ("load", "etl", "--lang", "xx"),
        ("load", "etl", "--database", "nonsense"),
        ("load",),
        ("status", "--database", "sqlite:///nowhere/vitrina.db"),
    ],
    ids=" ".join,
)
def test_what_was_asked_wrongly_ends_with_2_and_one_line(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "etl").mkdir()
    (tmp_path / "etl" / "a.csv").write_text("a;b\n1;2\n")
    if arguments == ("load", "."):
        shutil.rmtree(tmp_path / "etl")
    result = run(*arguments)
    assert result.exit_code == USAGE
    assert result.stderr
    assert result.stdout == ""


def test_another_network_is_refused_with_the_remedy(received: Path, database: str) -> None:
    run("load", received, "--database", database)
    result = run("load", received, "--database", database, "--network", "chicago", "--lang", "en")
    assert result.exit_code == USAGE
    assert "--network" in result.stderr


def test_a_locked_database_ends_with_1_and_says_what_to_do(received: Path, database: str) -> None:
    engine = open_engine(database)
    prepare(engine)
    with writing(engine):
        result = run("load", received, "--database", f"{database}?timeout=0", "--lang", "en")
    assert result.exit_code == INTERNAL
    assert "being written by another program" in result.stderr


def test_a_full_disk_ends_with_1_and_leaves_the_database_whole(
    demonstration: Path, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(open_engine(database))
    with sqlite3.connect(tmp_path / "var" / "vitrina.db") as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    monkeypatch.setattr("data.store.SQLITE_SETTINGS", (f"max_page_count={pages}", "journal_mode=WAL"))
    result = run("load", demonstration, "--database", database, "--lang", "en")
    monkeypatch.undo()
    assert result.exit_code == INTERNAL
    assert "no room left" in result.stderr
    with sqlite3.connect(tmp_path / "var" / "vitrina.db") as connection:
        assert connection.execute("SELECT count(*) FROM submission").fetchone() == (0,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
