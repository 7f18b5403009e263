"""`python -m data consent`: recorded, listed, withdrawn, and a clear refusal of what cannot be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

from data.audit import Audit
from data.cli import app
from data.consents import mark_of, withdraw
from data.schema import category, network, record_list, story
from data.store import open_engine, writing

MARK = mark_of("MD-OR-0001", "O zi", "Am învățat.", None)
LATER = (date.today() + timedelta(days=90)).isoformat()
FULL = ("--until", LATER, "--evidence", "dosarul 3")


@pytest.fixture
def database(tmp_path):
    """The embedded database is enough here: what is recorded is tested on both."""
    return f"sqlite:///{tmp_path / 'vitrina.db'}"


@pytest.fixture
def run(reports):
    """Run the command on a database with one story."""
    reports.library("MD-OR-0001")
    reports.report("V01", 201705, {"MD-OR-0001": 1})
    reports.session().close()
    whose = {"submission_id": 1, "library_id": 1, "period": 201705}
    with reports.engine.begin() as connection:
        connection.execute(insert(network), {"name": "novateca", "demonstration": True, "registers_hash": ""})
        listed = {**whose, "kind": "stories", "records": 1, "current": True, "columns": "{}"}
        connection.execute(insert(record_list), listed)
        words = {"title": "O zi", "story": "Am învățat.", "consent": "yes", "withheld": False}
        number = connection.execute(category.select().where(category.c.code == "ED.KID")).one().id
        connection.execute(insert(story), {**whose, **words, "id": 1, "category_id": number, "cell": 0})
    address = reports.engine.url.render_as_string(hide_password=False)
    return lambda *asked: CliRunner().invoke(app, ["consent", *asked, "--database", address, "--lang", "en"])


def test_a_consent_is_recorded_listed_and_withdrawn(run):
    assert MARK in run("list").stdout
    done = run("record", MARK, *FULL, "--scope", "impact", "--in", "ro")
    assert (done.exit_code, MARK in done.stdout) == (0, True), done.output
    assert "impact pages (ro)" in " ".join(run("list").stdout.split())
    assert run("withdraw", MARK).exit_code == 0
    assert "withdrawn on" in " ".join(run("list").stdout.split())
    assert run("withdraw", MARK).exit_code == 2


def test_the_day_of_a_withdrawal_is_that_of_chisinau(run, reports):
    run("record", MARK, *FULL)
    with writing(reports.engine) as connection:
        withdraw(connection, MARK, datetime(2026, 10, 24, 21, 30, tzinfo=UTC))  # half past midnight there
    assert "withdrawn on 25 October 2026" in " ".join(run("list").stdout.split())


def test_what_was_recorded_and_withdrawn_is_in_the_record(run, tmp_path, monkeypatch):
    address = f"sqlite:///{tmp_path / 'accounts.db'}"
    monkeypatch.setenv("VITRINA_ACCOUNTS", address)
    assert run("record", MARK, *FULL).exit_code == 0
    assert run("withdraw", MARK).exit_code == 0
    engine = open_engine(address)
    said = [(event.kind, event.what["story"]) for event in reversed(Audit(engine).latest(9))]
    engine.dispose()
    assert said == [("consent_given", MARK), ("consent_withdrawn", MARK)]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("nothing", *FULL), "no story nothing"),
        ((MARK, *FULL, "--scope", "everywhere"), "everywhere"),
        ((MARK, *FULL, "--in", "xx"), "xx"),
        ((MARK, "--until", "tomorrow", "--evidence", "x"), "tomorrow"),
        ((MARK, "--until", "2017-01-01", "--evidence", "x"), "2017 is over"),
        ((MARK, "--until", LATER, "--evidence", " "), "signed paper"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_words(run, asked, said):
    done = run("record", *asked)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert "until" not in run("list").stdout
