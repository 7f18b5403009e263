"""`python -m dashboard.publish`: pages of what was asked for, a clear refusal of the rest, and a check of all files."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner, Result

from dashboard.publish import app
from data.audit import COMMAND, Audit
from data.store import open_engine


@pytest.fixture
def run(evaluated_database, tmp_path, monkeypatch):
    """Run the command on the small network."""
    monkeypatch.delenv("VITRINA_ADDRESS", raising=False)
    folder = tmp_path / "public"

    def made(*asked: str) -> Result:
        where = ("--database", evaluated_database, "--network", "novateca", "--to", str(folder))
        return CliRunner().invoke(app, [*asked, *where])

    made.folder = folder
    return made


YEAR = ("--from", "2017-01", "--until", "2017-12")


def test_a_stage_and_places_are_published_and_found_unchanged(run):
    done = run("--stage", "CAMP-NVB.S2", "--group", "nord", "--all", *YEAR, "--lang", "ro")
    assert done.exit_code == 0, done.output
    made = sorted(path.parent.name for path in run.folder.glob("*/2018-01-20"))
    assert made == ["camp-nvb-s2", "network-2017", "nord-2017"]
    assert all(name in done.stdout for name in made)
    assert run("--verify").exit_code == 0
    page = run.folder / "nord-2017" / "2018-01-20" / "ro.html"
    page.write_text("altceva", encoding="utf-8")
    wrong = run("--verify")
    assert wrong.exit_code == 3
    assert str(page) in wrong.stderr.replace("\n", "")


def test_what_is_published_is_in_the_record(run, tmp_path, monkeypatch):
    address = f"sqlite:///{tmp_path / 'accounts.db'}"
    monkeypatch.setenv("VITRINA_ACCOUNTS", address)
    assert run("--stage", "CAMP-NVB.S2", "--lang", "en", "--name", "spring").exit_code == 0
    engine = open_engine(address)
    (said,) = Audit(engine).latest(9)
    engine.dispose()
    assert (said.kind, said.who, said.what) == ("published", COMMAND, {"snapshot": "camp-nvb-s2/spring"})


def test_a_snapshot_may_have_a_name_but_not_that_of_another(run):
    assert run("--stage", "CAMP-NVB.S2", "--lang", "en", "--name", "before-the-fair").exit_code == 0
    again = run("--stage", "CAMP-NVB.S2", "--lang", "en", "--name", "before-the-fair")
    assert again.exit_code == 2
    assert "never changed" in again.stderr


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "CAMP-NVB.S2"),
        (("--stage", "CAMP-NVB.S9"), "CAMP-NVB.S9"),
        (("--territory", "MD-XX", *YEAR), "MD-XX"),
        (("--all",), "--from"),
        (("--all", "--from", "2017-12", "--until", "2017-01"), "--from"),
        (("--stage", "CAMP-NVB.S2", "--name", "../out"), "../out"),
        (("--stage", "CAMP-NVB.S2", "--lang", "xx"), "xx"),
        (("--all", "--from", "2010-01", "--until", "2010-02"), "no figures"),
        (("--verify",), "no published snapshot"),
    ],
)
def test_what_is_not_there_is_refused_in_words(run, asked, said):
    lang = () if "--lang" in asked else ("--lang", "en")
    done = run(*asked, *lang)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not list(run.folder.glob("*/*"))
