"""What the documentation names exists: files, commands, make targets."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
FILE_ENDINGS = (".py", ".toml", ".md", ".csv", ".txt", ".png", ".topojson")
TOP_FOLDERS = ("data/", "etl/", "dashboard/", "tests/", "docs/")


def code_spans(page: Path) -> list[str]:
    """Return the commands and names a page shows in `code` or in fenced blocks."""
    text = page.read_text(encoding="utf-8")
    fenced = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [line.strip() for block in fenced for line in block.splitlines()] + inline


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_named_exists(page: Path) -> None:
    named = {match for span in code_spans(page) for match in re.findall(r"\bmake ([a-z][a-z-]*)", span)}
    assert named <= TARGETS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_python_command_named_exists(page: Path) -> None:
    for span in code_spans(page):
        for module in re.findall(r"python3? -m ([\w.]+)", span):
            assert importlib.util.find_spec(module) is not None, f"{page.name} names python -m {module}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_project_file_named_exists(page: Path) -> None:
    missing = []
    for span in code_spans(page):
        for word in re.findall(r"[\w./<>*{},-]+", span):
            plain = not re.search(r"[<>*{},]|\.\.\.", word)
            named = word.startswith(TOP_FOLDERS) and word.endswith(FILE_ENDINGS)
            if plain and named and not (ROOT / word).exists():
                missing.append(word)
    assert missing == []


def test_every_folder_of_words_is_named_where_a_language_is_added() -> None:
    page = (ROOT / "docs" / "adding-a-language.md").read_text(encoding="utf-8")
    (named,) = re.findall(r"```\n(.*?)```", page, re.DOTALL)
    folders = {
        str(path.relative_to(ROOT)) for top in ("data", "etl", "dashboard") for path in (ROOT / top).rglob("text")
    }
    other_networks = {path for path in folders if path.startswith("data/networks/") and "/novateca/" not in path}
    assert sorted(named.split()) == sorted(folders - other_networks)


def test_every_folder_has_its_line_in_the_architecture() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    (plan,) = re.findall(r"```\n(app\.py.*?)```", page, re.DOTALL)
    said = dict(
        zip(
            ("", "data", "etl", "dashboard", "tests"),
            re.split(r"(?m)^(?:data|etl|dashboard|tests)/ ", plan),
            strict=True,
        )
    )
    for package in ("data", "etl", "dashboard"):
        folders = {path.name for path in (ROOT / package).iterdir() if path.is_dir() and not path.name.startswith("_")}
        assert [folder for folder in sorted(folders) if f"{folder}/" not in said[package]] == [], package
        modules = re.findall(r"\b([a-z_]+\.py)\b", said[package])
        assert [module for module in modules if not (ROOT / package / module).exists()] == [], package


@pytest.mark.parametrize("title", ["## Threats", "## ASVS 4.0"])
def test_every_line_about_security_names_tests_that_exist(title: str) -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    table = re.split(r"\n## ", page.split(title)[1])[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 5
    for row in rows:
        named = re.findall(r"`(tests/[\w./]+)", row)
        assert named and all((ROOT / name).exists() for name in named), row
