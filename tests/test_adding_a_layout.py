"""The first layout of docs/adding-a-layout.md, followed from the terminal: a folder of one's own and no code."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.catalogue import network_folder
from data.cli import app as data
from etl.cli import app as etl

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "adding-a-layout.md").read_text(encoding="utf-8")
(LAYOUT,) = re.findall(r'```toml\n(name = "my-library-by-month".*?)```', PAGE, re.DOTALL)
(FILE,) = re.findall(r"```\n(Mese;.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder as the page describes it, beside the folder of a network that has no such layout."""
    (tmp_path / "my-layouts").mkdir()
    (tmp_path / "my-layouts" / "by-month.toml").write_text(LAYOUT, encoding="utf-8")
    (tmp_path / "visits 2020.csv").write_text(FILE, encoding="utf-8")
    shutil.copytree(network_folder("alessandria"), tmp_path / "network", ignore=shutil.ignore_patterns("layouts"))
    return tmp_path


def run(desk: Path, command: str, *options: str) -> Result:
    """Run `python -m etl` over the file, in the network."""
    return CliRunner().invoke(
        etl, [command, str(desk / "visits 2020.csv"), "--network", str(desk / "network"), *options]
    )


def test_without_the_layout_the_file_is_refused(desk: Path) -> None:
    result = run(desk, "check", "--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["problems"] == {"unknown-layout": 1}


def test_a_layout_is_added_by_naming_its_folder(desk: Path) -> None:
    database = f"sqlite:///{desk / 'vitrina.db'}"
    layouts = ("--layouts", str(desk / "my-layouts"))
    assert json.loads(run(desk, "check", *layouts, "--json").stdout)["submissions"]["accepted"] == 2
    loaded = run(desk, "load", *layouts, "--database", database, "--json")
    assert json.loads(loaded.stdout)["observations"]["reported"] == 4
    question = [
        "totals",
        "--indicator",
        "V01",
        "--from",
        "2020-01",
        "--to",
        "2020-02",
        "--database",
        database,
        "--json",
    ]
    answer = json.loads(CliRunner().invoke(data, [*question, "--network", str(desk / "network")]).stdout)
    assert (answer["total"]["value"], answer["total"]["reported"]) == (108 + 1136, 2)


def test_what_is_wrong_in_it_is_said_with_file_and_key(desk: Path) -> None:
    (desk / "my-layouts" / "by-month.toml").write_text(LAYOUT.replace('is = "month"', 'is = "moon"'), encoding="utf-8")
    result = run(desk, "check", "--layouts", str(desk / "my-layouts"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "by-month.toml" in result.stderr and "table.0.column.0.is" in result.stderr


def test_a_folder_that_is_not_there_is_said(desk: Path) -> None:
    result = run(desk, "check", "--layouts", str(desk / "nowhere"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nowhere" in result.stderr
