"""The catalogue is whole: each mess has a file made as people make them, a test that reads it, and words for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.conftest import FILES, Tray, in_every_language

MESSES = [f"m{number:02}" for number in range(1, 33)]
KEPT = sorted(path.name for path in FILES.iterdir() if path.is_file())


@pytest.mark.parametrize("mess", MESSES)
def test_every_mess_has_a_file_and_a_test_that_reads_it(mess: str) -> None:
    files = [name for name in KEPT if name.startswith(f"{mess}_")]
    tests = "".join(
        path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob(f"test_{mess}_*.py"))
    )
    assert files
    assert [name for name in files if name not in tests] == []


@pytest.mark.parametrize("name", KEPT)
def test_whatever_is_told_of_a_file_is_told_in_three_languages(tray: Tray, name: str) -> None:
    for problem in tray.file(name).problems:
        said = in_every_language(problem)
        assert set(said) == {"ro", "ru", "en"}
        assert len(set(said.values())) == len(said)
        assert not any(mark in text for text in said.values() for mark in "{}")
