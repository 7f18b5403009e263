"""`python -m dashboard.accounts`: the first administrator, and what else an operator does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard.accounts import CHANGED, USAGE, app

from .conftest import CHEAP


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Return a function that runs the command over a database of its own."""
    own = tmp_path / "access.toml"
    own.write_text(CHEAP)
    monkeypatch.setenv("VITRINA_ACCESS", str(own))
    monkeypatch.setenv("VITRINA_ACCOUNTS", f"sqlite:///{tmp_path / 'accounts.db'}")
    return lambda *words: CliRunner().invoke(app, list(words))


def listed(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_an_administrator_is_made_and_listed(run) -> None:  # type: ignore[no-untyped-def]
    added = run("add", "Root@example.md", "--role", "administrator")
    assert added.exit_code == 0
    assert len(added.stdout.strip()) == 23
    (one,) = listed(run("list", "--json"))
    assert (one["name"], one["role"], one["scope"]) == ("root@example.md", "administrator", "network")


@pytest.mark.parametrize(
    "words",
    [
        ("add", "a", "--role", "queen"),
        ("add", "a", "--role", "administrator", "--territory", "MD-OR"),
        ("add", "a", "--role", "manager", "--territory", "XX"),
        ("add", "a", "--role", "manager", "--territory", "MD-OR", "--group", "nord"),
        ("disable", "nobody"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_line(run, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    result = run(*words)
    assert result.exit_code == USAGE
    assert len(result.stderr.strip().splitlines()) == 1


def test_without_a_database_of_accounts_it_says_where_to_name_one(
    run,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    monkeypatch.delenv("VITRINA_ACCOUNTS")
    assert "VITRINA_ACCOUNTS" in run("list").stderr


def test_every_change_is_in_the_record_and_the_record_is_whole(run) -> None:  # type: ignore[no-untyped-def]
    run("add", "ion", "--role", "manager", "--territory", "MD-OR")
    for words in (("change", "ion", "--role", "funder"), ("disable", "ion"), ("enable", "ion"), ("reset", "ion")):
        assert run(*words).exit_code == 0
    assert run("end-sessions", "ion").exit_code == 0
    kinds = [event["kind"] for event in reversed(listed(run("audit", "show")))]
    assert kinds == [
        "account_added", "account_changed", "account_disabled", "account_enabled", "account_reset", "sessions_ended",
    ]  # fmt: skip
    number, noted = run("audit", "verify").stdout.split()
    assert number == "6"
    assert run("audit", "verify", "--holds", noted).exit_code == 0
    assert run("audit", "verify", "--holds", "0" * 64).exit_code == CHANGED
