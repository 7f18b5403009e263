"""The walk-through of docs/adding-a-language.md, followed to the letter in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "adding-a-language.md").read_text(encoding="utf-8")
NEAREST = "ru"  # of Ukrainian: it has the same plural forms
ASK = """
from app import server
client = server.test_client()
for page in ("overview", "attendance", "method", "about"):
    answer = client.get(f"/uk/{page}")
    assert answer.status_code == 200 and '<html lang="uk">' in answer.text
said = client.get("/uk/overview.json?from=2017-01&to=2017-12").json
assert said["language"] == "uk" and "січень" in said["filters"] and "грудень 2017" in said["filters"], said["filters"]
assert said["tables"][0]["columns"][1]["label"] == "Відвідування", said["tables"][0]["columns"]
assert client.get("/fr/overview").status_code == 404
"""
TOTALS = ("-m", "data", "totals", "--indicator", "V01", "--from", "2017-01", "--to", "2017-01", "--lang", "uk")
CHECK = ("-m", "etl", "check", "nothing.pdf", "--lang", "uk")


def folders() -> list[str]:
    """Return the folders that the page says to copy a file in."""
    (listed,) = re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)
    return [line.strip() for line in listed.split()]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project in which Ukrainian was added as the page says, two words of it translated."""
    for name in ("data", "etl", "dashboard"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", tmp_path)
    for folder in folders():
        shutil.copy(tmp_path / folder / f"{NEAREST}.toml", tmp_path / folder / "uk.toml")
    words = tmp_path / "data" / "text" / "uk.toml"
    translated = re.sub(
        r'(\[indicator\.V01\]\nname = )".*?"(\nshort = )".*?"',
        r'\1"Відвідування"\2"Відвідування"',
        words.read_text("utf-8"),
    )
    words.write_text(translated, encoding="utf-8")
    network = tmp_path / "data" / "networks" / "novateca"
    for name in ("annotations.toml", "corrections.toml"):
        said = re.sub(r'(, en = (".*?")) }', r"\1, uk = \2 }", (network / name).read_text("utf-8"))
        (network / name).write_text(said, encoding="utf-8")
    settings = network / "network.toml"
    settings.write_text(settings.read_text("utf-8").replace('["ro", "ru", "en"]', '["ro", "ru", "en", "uk"]'), "utf-8")
    (tmp_path / "nothing.pdf").write_bytes(b"%PDF-1.4")
    return tmp_path


@pytest.fixture
def run(project: Path, small_database: str) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs Python in the copy."""
    environment = {**os.environ, "VITRINA_DATABASE": small_database, "PYTHONPATH": str(project)}
    environment.pop("VITRINA_NETWORK", None)

    def python(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)

    return python


def test_a_language_is_added_by_touching_what_the_documentation_says(run) -> None:
    pages, totals, check = run("-c", ASK), run(*TOTALS), run(*CHECK)
    assert pages.returncode == 0, pages.stderr
    assert totals.returncode == 0, totals.stderr
    assert "Відвідування" in totals.stdout
    assert check.returncode == 3, check.stderr
    assert "nothing.pdf" in check.stdout
