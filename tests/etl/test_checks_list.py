"""The list of checks: printed in every language, and the same in the documentation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from data.catalogue import load_catalogue
from data.wording import languages
from etl.cli import app
from etl.messages import WORDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "checks.md"


def printed(*arguments: str) -> str:
    """Return what the command prints."""
    result = CliRunner().invoke(app, ["checks", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_page_of_checks_lists_every_kind_as_it_is_declared():
    """If this fails: `python -m etl checks --markdown --lang en`, between the marks of docs/checks.md."""
    listed = PAGE.read_text(encoding="utf-8").partition("<!-- checks -->\n")[2].partition("\n<!-- /checks -->")[0]
    assert listed == printed("--markdown", "--lang", "en").strip()


@pytest.mark.parametrize("language", languages(WORDS))
def test_every_kind_is_listed_with_its_degree_and_words(language):
    listed = json.loads(printed("--json", "--lang", language))
    checks = load_catalogue().checks
    assert {kind: one["severity"] for kind, one in listed.items()} == {kind: c.severity for kind, c in checks.items()}
    assert all(one["title"] and one["message"] and one["remedy"] for one in listed.values())
    assert "{" not in json.dumps([one["message"] for one in listed.values()])


def test_people_read_a_table():
    assert "lei" in printed("--lang", "ro")


def test_an_unknown_language_is_refused_in_words():
    result = CliRunner().invoke(app, ["checks", "--lang", "xx"])
    assert result.exit_code == 2
    assert "xx" in result.output
