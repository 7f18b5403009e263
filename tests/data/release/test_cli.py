"""`python -m data.release`: a release made of really loaded files, listed, and compared with what came after it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from data.audit import Audit
from data.release.cli import app
from data.store import open_engine
from tests.etl.conftest import Loader, nine_libraries

RUN = CliRunner()
MAY = ("--from", "2017-05", "--to", "2017-05", "--indicator", "V01")


@pytest.fixture
def loader(tmp_path: Path) -> Loader:
    """Three libraries report for May on the fifth of June."""
    loader = Loader(open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}"), nine_libraries(), tmp_path / "received")
    sent = [loader.report(f"MD-OR-000{number}", 201705, V01=100 * number) for number in (1, 2, 3)]
    loader.load(loader.put("mai.xlsx", *sent, received=datetime(2017, 6, 5, tzinfo=UTC)))
    return loader


def run(loader: Loader, *arguments: str) -> Result:
    address = loader.engine.url.render_as_string(hide_password=False)
    return RUN.invoke(app, [*arguments, "--database", address, "--network", "novateca", "--lang", "en"])


def later(loader: Loader) -> None:
    """One library sends its report again, another one sends it late."""
    received = datetime(2017, 7, 20, tzinfo=UTC)
    loader.load(
        loader.put("mai-2.xlsx", loader.report("MD-OR-0002", 201705, V01=150), received=received),
        loader.put("mai-4.xlsx", loader.report("MD-OR-0004", 201705, V01=40), received=received),
    )


def test_a_release_is_in_the_record(loader: Loader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"sqlite:///{tmp_path / 'accounts.db'}"
    monkeypatch.setenv("VITRINA_ACCOUNTS", address)
    assert run(loader, "make", "--name", "may", "--as-of", "2017-06-30").exit_code == 0
    engine = open_engine(address)
    assert [(one.kind, one.what["release"]) for one in Audit(engine).latest(9)] == [("released", "may")]
    engine.dispose()


def test_a_release_is_made_listed_and_compared_with_today(loader: Loader) -> None:
    assert run(loader, "make", "--name", "may", "--as-of", "2017-06-30", "--embargo", "2017-07-15").exit_code == 0
    later(loader)
    listed = json.loads(run(loader, "list", "--json").stdout)["releases"]
    assert [(one["name"], one["as_of"], one["embargo"]) for one in listed] == [
        ("may", "2017-06-30T21:00:00+00:00", "2017-07-15")
    ]
    (figure,) = json.loads(run(loader, "compare", "may", *MAY, "--json").stdout)["figures"]
    assert (figure["before"], figure["after"], figure["still_valid"]) == (600, 590, False)
    told = {cause: (part["amount"], part["count"]) for cause, part in figure["parts"].items() if part["amount"]}
    assert told == {"late": (40, 1), "resubmitted": (-50, 1)}


def test_as_of_an_earlier_day_is_what_was_in_force_then(loader: Loader) -> None:
    run(loader, "make", "--name", "first")
    later(loader)
    run(loader, "make", "--name", "then", "--as-of", "2017-06-30")
    (figure,) = json.loads(run(loader, "compare", "first", "then", *MAY, "--json").stdout)["figures"]
    assert (figure["still_valid"], figure["before"], figure["parts"]) == (True, 600, {})


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_a_person_reads_what_became_of_a_figure_in_each_language(loader: Loader, language: str) -> None:
    run(loader, "make", "--name", "may")
    later(loader)
    for arguments in (("list",), ("compare", "may", *MAY)):
        found = run(loader, *arguments, "--lang", language)
        assert found.exit_code == 0, found.output
        assert "restated." not in found.stdout
        assert "may" in found.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("make", "--name", "may"),
        ("make", "--name", ""),
        ("make", "--name", "today"),
        ("make", "--name", "june", "--as-of", "30.06.2017"),
        ("compare", "june"),
        ("compare", "may", "--indicator", "Z99"),
        ("compare", "may", "--from", "soon"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_with_the_remedy(
    loader: Loader, arguments: tuple[str, ...]
) -> None:
    run(loader, "make", "--name", "may")
    refused = run(loader, *arguments)
    assert refused.exit_code == 2
    assert refused.stderr
