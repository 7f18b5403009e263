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


def test_a_page_is_a_deck_and_a_chart_of_it_a_slide(run):
    page = "/ro/attendance?from=2017-01&to=2017-12"
    first, second = run(page, f"{page}&table=v01-by-month").stdout.split()
    assert len(opened(Path(first).read_bytes()).slides) > 3
    (slide,) = opened(Path(second).read_bytes()).slides
    assert slide.shapes.title.text


@pytest.mark.parametrize(
    ("asked", "wrong", "offered"),
    [
        (("--stage", "CAMP-NVB.S9"), "CAMP-NVB.S9", "CAMP-NVB.S2"),
        (("--stage", "CAMP-NVB.S2", "--lang", "xx"), "/xx/campaign", "/ro/overview"),
        (("/en/nothing",), "/en/nothing", "/ro/overview"),
        (("/en/overview?from=June",), "from=June", "/ro/overview"),
        ((), "–", "/ro/overview"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(run, tmp_path, asked, wrong, offered):
    told = run(*asked)
    assert told.exit_code == 2
    assert wrong in told.stderr and offered in told.stderr
    assert not list(tmp_path.rglob("*.pptx"))
