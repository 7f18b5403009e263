"""M10, Cyrillic letters that look Latin inside codes and names, and the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import write_table

KINDS = ()

WRITTEN = [
    ("МD-ОR-0002", ""),  # М and О are Cyrillic
    ("MD-ОR-0002", "Biblioteca Publică Șoldănești"),
    ("md-or-0002", ""),
    ("", "Вibliоtеса Рubliсă Șоldănеști"),  # В, о, е, с, а and Р are Cyrillic
    ("", "Bibliоteca publicа Sоldаnesti"),
]


def make_file(path: Path) -> None:
    """Write a table with a look-alike in a code and others in a name."""
    write_table(path, [[1, "МD-ОR-0001", "", 5, 2, 3, ""], [2, "", WRITTEN[3][1], 5, 2, 3, ""]])


@pytest.mark.parametrize(("code", "name"), WRITTEN)
def test_look_alikes_do_not_matter(tray, code, name):
    answer = tray.table([1, code, name, 5, 2, 3, ""])
    assert [report.library for report in answer.file.reports] == ["MD-OR-0002"]
    assert answer.kinds == list(KINDS)


def test_the_file_as_people_make_it_is_understood(tray):
    answer = tray.file("m10_look_alikes.xlsx")
    assert [report.library for report in answer.file.reports] == ["MD-OR-0001", "MD-OR-0002"]
    assert answer.kinds == []
