"""`python -m dashboard.factsheets`: what is asked for is made, what cannot be is refused with the remedy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

STAGE = ("--stage", "CAMP-NVB.S2")


def run(database: str, *given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dashboard.factsheets", "--database", database, *given]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_library_has_its_sheets_an_index_and_an_archive(small_database: str, tmp_path: Path, place_of) -> None:
    code = "MD-AN-0024"
    place_of(code)
    said = run(small_database, *STAGE, "--library", code, "--to", str(tmp_path), "--base-address", "https://v.example")
    assert (said.returncode, said.stderr) == (0, "")
    assert len(list(tmp_path.glob("*/*.pdf"))) == 3 and (tmp_path / "index-ro.html").is_file()
    assert len(list(tmp_path.glob("*.zip"))) == 1 and "3" in said.stdout
    again = run(small_database, *STAGE, "--library", code, "--to", str(tmp_path), "--langs", "ro,en", "--base-address",
                "https://v.example")  # fmt: skip
    assert again.returncode == 0 and "erau deja: 2" in again.stdout
    other = run(small_database, *STAGE, "--library", code, "--to", str(tmp_path), "--langs", "en")
    assert other.returncode == 0 and "1 sheets made" in other.stdout and "QR" in other.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--stage", "CAMP-NVB.S9", "--all"), "CAMP-NVB.S2"),
        (("--all",), "--until"),
        (("--from", "2017-05", "--until", "2017-04", "--all"), "--until"),
        (("--from", "x", "--until", "2017-04", "--all"), "--until"),
        ((*STAGE, "--library", "MD-XX-0001"), "MD-XX-0001"),
        ((*STAGE,), "-"),
        ((*STAGE, "--all", "--langs", "fr"), "fr"),
        (("--from", "2031-01", "--until", "2031-02", "--all"), "rapoarte lunare"),
    ],
)
def test_a_wrong_question_is_refused(small_database: str, tmp_path: Path, given: tuple[str, ...], said: str) -> None:
    found = run(small_database, *given, "--to", str(tmp_path / "x"), "--base-address", "https://v.example")
    assert found.returncode == 2 and said in found.stderr
    assert not (tmp_path / "x").exists()
