"""The limits of what is read are declared, and a network's office may declare some of them anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.loading_files import DefinitionError
from etl.limits import CHANGED, LIMITS, limits, load_limits

ROOT = Path(__file__).resolve().parents[2]


def test_the_shipped_limits_let_a_report_pass_and_keep_what_was_promised():
    shipped = load_limits()
    assert (shipped.reading.seconds, shipped.reading.most_memory) == (20, 600_000_000)
    assert shipped.sheet.most_cells >= 5 * 140_000  # a year of the whole network in one text file


def test_a_file_of_ones_own_changes_what_it_names_and_nothing_else(tmp_path: Path):
    changed = tmp_path / "limits.toml"
    changed.write_text("[reading]\nseconds = 60\n[file]\nmost_bytes = 1_000\n", encoding="utf-8")
    own, shipped = load_limits(changed), load_limits()
    assert (own.reading.seconds, own.file.most_bytes) == (60, 1_000)
    assert own.reading.most_memory == shipped.reading.most_memory
    assert own.archive == shipped.archive


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ("[reading]\nhours = 1\n", "reading.hours"),
        ("[reading]\nseconds = 0\n", "reading.seconds"),
        ("[reading]\nseconds = 'long'\n", "reading.seconds"),
        ("[writing]\nseconds = 1\n", "writing"),
        ("seconds = 1\n", "seconds"),
        ("[reading\n", "not valid TOML"),
    ],
)
def test_what_cannot_be_names_file_and_key(declared: str, told: str, tmp_path: Path):
    changed = tmp_path / "limits.toml"
    changed.write_text(declared, encoding="utf-8")
    with pytest.raises(DefinitionError, match=re.escape(told)) as error:
        load_limits(changed)
    assert "limits.toml" in str(error.value)


def test_the_variable_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(CHANGED, str(tmp_path / "absent.toml"))
    limits.cache_clear()
    with pytest.raises(DefinitionError, match=r"absent\.toml"):
        limits()
    monkeypatch.delenv(CHANGED)
    limits.cache_clear()
    assert limits() == load_limits()


def test_every_limit_is_declared_in_the_settings_file_and_the_variable_is_documented():
    declared = {name for table in limits().model_dump().values() for name in table}
    written = LIMITS.read_text(encoding="utf-8")
    assert all(f"{name} = " in written for name in declared)
    assert CHANGED in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
