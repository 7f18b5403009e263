"""`python -m data.campaign evaluate` in the terminal: the same sentences as on the page, with what spoils a month and
what was tried."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, insert
from typer.testing import CliRunner

from data.campaign.cli import app
from data.schema import network as network_table

BOTH_WAYS = {"en": "left out", "ro": "lăsată la o parte", "ru": "исключён"}


@pytest.fixture
def run(build, reports):
    """Run the command on a small network of whose stage, the second one of the campaign, two months were reported."""
    build(visits=1.3, themes={"HE.HEA": 1.5}).close()
    engine: Engine = reports.engine
    with engine.begin() as connection:
        connection.execute(insert(network_table), {"name": "novateca", "demonstration": True, "registers_hash": ""})
    address = engine.url.render_as_string(hide_password=False)
    return lambda lang: CliRunner().invoke(app, ["evaluate", "CAMP-NVB", "S2", "--database", address, "--lang", lang])


@pytest.mark.parametrize("lang", ["en", "ro", "ru"])
def test_the_terminal_names_the_months_left_out_once_a_design_and_what_was_tried(run, lang) -> None:
    done = run(lang)
    assert done.exit_code == 0, done.output
    described = done.stdout.split("\n\n")[1].splitlines()
    assert sum("2016" in line and line.endswith(f"({BOTH_WAYS[lang]})") for line in described) == 2, described
    assert sum(line.startswith("  - ") for line in described) >= 3
