"""`python -m dashboard.links`: what an operator shares, sees and ends."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.accounts import USAGE
from dashboard.links import app

TOMORROW = (datetime.now(UTC).date() + timedelta(days=2)).isoformat()
PAGE = "/ro/attendance?from=2017-01"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Return a function that runs the command over a database of its own."""
    monkeypatch.setenv("VITRINA_ACCOUNTS", f"sqlite:///{tmp_path / 'accounts.db'}")
    monkeypatch.setenv("VITRINA_ADDRESS", "https://vitrina.example/")
    return lambda *words: CliRunner().invoke(app, list(words))


def test_a_link_is_made_listed_without_its_token_and_revoked(run) -> None:  # type: ignore[no-untyped-def]
    added = run("add", PAGE, "--for", "Primăria", "--until", TOMORROW, "--territory", "MD-OR", "--lang", "ru")
    address, _, token = added.stdout.strip().partition("#")
    assert address == "https://vitrina.example/ru/shared"
    assert len(token) >= 43
    listed = run("list", "--json").stdout
    assert token not in listed
    one = json.loads(listed)
    assert (one["for"], one["state"], one["code"], one["used_at"]) == ("Primăria", "holds", "MD-OR", "")
    assert one["page"] == "/attendance?from=2017-01"
    assert run("revoke", "1").exit_code == 0
    assert json.loads(run("list", "--json").stdout)["state"] == "revoked"
    assert run("revoke", "1").exit_code == USAGE


@pytest.mark.parametrize(
    "words",
    [
        ("/ro/libraries", "--for", "x", "--until", TOMORROW),
        (PAGE, "--for", "x", "--until", "2001-01-01"),
        (PAGE, "--for", "x", "--until", "soon"),
        (PAGE, "--for", "x", "--until", TOMORROW, "--territory", "XX"),
        (PAGE, "--for", "x", "--until", TOMORROW, "--territory", "MD-OR", "--group", "nord"),
    ],
)
def test_what_cannot_be_shared_is_said_in_one_line(run, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    result = run("add", *words)
    assert result.exit_code == USAGE
    assert result.stderr.startswith("Vitrina: ")
    assert result.stderr.count("\n") == 1
    assert run("list").stdout == ""
