"""`python -m dashboard.slides`: decks of stages and pages in a folder, and a clear refusal of what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard.slides import app
from tests.dashboard.exports.slides.conftest import opened


@pytest.fixture
def run(evaluated_database: str, tmp_path: Path):
    """Return a function that runs the command on the small network."""

    def make(*asked: str) -> Result:
        where = ("--database", evaluated_database, "--network", "novateca", "--to", str(tmp_path / "decks"))
        return CliRunner().invoke(app, [*asked, *where])

    return make


def test_a_stage_is_written_in_every_language_unless_told_otherwise(run, tmp_path):
    told = run("--stage", "CAMP-NVB.S2")
    assert told.exit_code == 0, told.output
    files = told.stdout.split()
    assert [Path(file).parent for file in files] == [tmp_path / "decks"] * 3
    titles = {opened(Path(file).read_bytes()).slides[0].shapes.title.text for file in files}
    assert len(titles) == 3
    assert len(run("--stage", "CAMP-NVB.S2", "--lang", "ru").stdout.split()) == 1


def test_decks_that_would_be_called_alike_are_numbered(run):
    asked = ("attendance?from=2017-01&to=2017-12", "attendance?from=2017-01&to=2017-12&view=season")
    told = run("--lang", "ro", *(part for one in asked for part in ("--page", one)))
    first, second = told.stdout.split()
    assert second == first.replace(".pptx", "-2.pptx")
    charts = [opened(Path(file).read_bytes()).slides[1].shapes.title.text for file in (first, second)]
    assert charts[0] != charts[1]


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        (("--stage", "CAMP-NVB.S9"), "CAMP-NVB.S9"),
        (("--page", "nothing"), "nothing"),
        (("--page", "about"), "about"),
        (("--page", "overview?from=June"), "overview?from=June"),
        (("--stage", "CAMP-NVB.S2", "--lang", "xx"), "xx"),
        ((), "–"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(run, tmp_path, asked, wrong):
    told = run(*asked)
    assert told.exit_code == 2
    assert wrong in told.stderr and "CAMP-NVB.S2" in told.stderr and "overview" in told.stderr
    assert not list(tmp_path.rglob("*.pptx"))
