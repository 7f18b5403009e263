"""The walk-through of docs/adding-an-indicator.md, followed to the letter in a network's folder; no code is touched."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data.catalogue import network_folder

ROOT = Path(__file__).resolve().parents[1]
DECLARED, NAMED, HEADED = (
    re.sub(r"(?m)^   ", "", block)
    for block in re.findall(
        r"```toml\n(.*?)```", (ROOT / "docs" / "adding-an-indicator.md").read_text("utf-8"), re.DOTALL
    )
)
TABLE = """Consolidated table of the activity of public libraries, Orhei
month: June 2017

Name of the library;Physical visits;{heading}
;;
Biblioteca Publică Raională Orhei;310;12
"""
EXPLAINED = """
from dashboard.factory import create_app
from dashboard.settings import Settings
from data.catalogue import load_catalogue
from data.store import open_engine, session_factory
settings = Settings.from_environment()
site = create_app(load_catalogue(settings.network), session_factory(open_engine(settings.database))).site
for language in site.languages:
    with site.asked(site.address(f"/{language}/method", "")) as question:
        print(*site.pages["method"].content(question).tables[0].rows, sep="\\n")
"""


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """Return a network's folder on the shipped one, with the indicator declared, named and headed as the page says."""
    folder = tmp_path / "network"
    shutil.copytree(network_folder("novateca") / "layouts", folder / "layouts")
    (folder / "text").mkdir()
    (folder / "network.toml").write_text('name = "mine"\nbase = "novateca"\nlanguages = ["en"]\n', encoding="utf-8")
    (folder / "indicators.toml").write_text(DECLARED, encoding="utf-8")
    (folder / "text" / "en.toml").write_text(NAMED, encoding="utf-8")
    layout = folder / "layouts" / "raion.toml"
    words = layout.read_text(encoding="utf-8").replace("[words.indicator]", HEADED.strip(), 1)
    layout.write_text(words, encoding="utf-8")
    return folder


@pytest.mark.parametrize("heading", ["Toys lent", "Z01", "Toys borrowed"])
def test_an_indicator_is_added_by_touching_what_the_documentation_says(network, tmp_path, heading):
    (tmp_path / "june.csv").write_text(TABLE.format(heading=heading), encoding="utf-8")
    environment = {
        **os.environ,
        "VITRINA_DATABASE": f"sqlite:///{tmp_path / 'vitrina.db'}",
        "VITRINA_NETWORK": str(network),
    }

    def python(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    assert json.loads(python("-m", "etl", "load", str(tmp_path / "june.csv"), "--json"))["problems"] == {}
    question = ("--indicator", "Z01", "--from", "2017-06", "--to", "2017-06")
    assert json.loads(python("-m", "data", "totals", *question, "--json"))["total"]["value"] == 12
    assert "Toys lent" in python("-m", "data", "totals", *question, "--lang", "en")
    assert python("-c", EXPLAINED).count("Toys and games lent") == 3
