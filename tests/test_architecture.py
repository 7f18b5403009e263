"""The rules of docs/architecture.md that import contracts (pyproject.toml) cannot say."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("data", "etl", "dashboard")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imported_modules(path: Path) -> set[str]:
    """Return the modules a source file imports, at any depth of the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_import_contracts_are_kept() -> None:
    result = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout


def test_import_contracts_have_no_exceptions() -> None:
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_nothing_imports_the_web_server() -> None:
    assert [path for path in SOURCES if "app" in imported_modules(path)] == []


def test_the_pages_know_one_door_of_the_readers() -> None:
    of_readers = {name for path in (ROOT / "dashboard").rglob("*.py") for name in imported_modules(path)}
    opened = {name for name in of_readers if name == "etl" or name.startswith("etl.")}
    assert {".".join(name.split(".")[:2]) for name in opened} == {"etl.intake"}


def test_components_hold_no_callbacks() -> None:
    for path in (ROOT / "dashboard" / "components").glob("*.py"):
        assert not imported_modules(path) & {"dash.callback", "dash.Input", "dash.Output", "dash.dependencies"}, path


@pytest.mark.parametrize("folder", sorted(path for package in PACKAGES for path in (ROOT / package).rglob("text")))
def test_text_folders_hold_strings_only(folder: Path) -> None:
    assert {path.suffix for path in folder.iterdir()} == {".toml"}


def test_a_folder_of_declarations_never_shares_its_name_with_a_module_beside_it() -> None:
    folders = [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_dir()]
    assert [folder for folder in folders if folder.with_suffix(".py").exists()] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path
        for path in SOURCES
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_sources_do_not_depend_on_the_machine_they_were_written_on() -> None:
    assert [path for path in SOURCES if "/work/" in path.read_text(encoding="utf-8")] == []


def test_nothing_but_the_demonstration_knows_its_truth() -> None:
    product = [path for path in SOURCES if "demonstration" not in path.relative_to(ROOT).parts]
    words = ("truth/", '"truth"', "ledger.csv", "effects.json", "key.csv")
    assert [path for path in product if any(word in path.read_text(encoding="utf-8") for word in words)] == []
    assert any('"truth"' in path.read_text(encoding="utf-8") for path in SOURCES), "the words no longer say where it is"


def test_a_server_does_not_have_the_typesetter_before_it_forks_its_workers() -> None:
    asked = "import sys, dashboard.factory; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=False).returncode == 0
