"""The walk-through of docs/adding-a-page.md, followed to the letter in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from dashboard.words import page_languages

ROOT = Path(__file__).parents[2]
ASK = """
from app import server
client = server.test_client()
for language in ("ro", "ru", "en"):
    assert client.get(f"/{language}/loans").status_code == 200
    made = client.get(f"/{language}/loans.csv?from=2017-01&to=2017-12")
    assert len(made.data.decode("utf-8-sig").splitlines()) == 13, made.data
assert client.get("/en/loan").status_code == 404
"""


def test_a_page_is_added_by_touching_what_the_documentation_says(tmp_path: Path, small_database: str) -> None:
    for name in ("data", "dashboard", "etl"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", tmp_path)
    page, listed = re.findall(r"```python\n(.*?)```", documentation(), re.DOTALL)
    (words,) = re.findall(r"```toml\n(.*?)```", documentation(), re.DOTALL)

    (tmp_path / "dashboard/pages/loans.py").write_text(page, encoding="utf-8")
    of_pages = tmp_path / "dashboard/pages/__init__.py"
    head = of_pages.read_text(encoding="utf-8").split("from dashboard.pages import")[0]
    of_pages.write_text(head + listed, encoding="utf-8")
    for language in page_languages():
        with (tmp_path / f"dashboard/text/{language}.toml").open("a", encoding="utf-8") as file:
            file.write("\n" + words)

    environment = {**os.environ, "VITRINA_DATABASE": small_database, "PYTHONPATH": str(tmp_path)}
    environment.pop("VITRINA_NETWORK", None)
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def documentation() -> str:
    return (ROOT / "docs" / "adding-a-page.md").read_text(encoding="utf-8")
