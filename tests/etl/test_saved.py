"""When a workbook was last saved, as Excel, LibreOffice and the libraries of others write it."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from etl.saved import saved_at


def saved_in(path: Path) -> datetime | None:
    """Return when the workbook of a path says that it was saved."""
    with zipfile.ZipFile(path) as archive:
        return saved_at(archive)


def test_a_workbook_says_when_it_was_saved(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    found = saved_in(tmp_path / "a.xlsx")
    assert found is not None
    assert abs((found - datetime.now(UTC)).total_seconds()) < 3600


@pytest.mark.parametrize(
    ("part", "content", "expected"),
    [
        ("docProps/core.xml", '<dcterms:modified xsi:type="dcterms:W3CDTF">2017-07-05T08:30:00Z</dcterms:modified>', 8),
        ("docProps/core.xml", "<dcterms:modified>2017-07-05T11:30:00+03:00</dcterms:modified>", 8),
        ("meta.xml", "<dc:date>2017-07-05T08:30:00.123456789</dc:date>", 8),
        ("docProps/core.xml", "<dcterms:modified>ieri</dcterms:modified>", None),
        ("docProps/core.xml", "<dc:creator>X</dc:creator>", None),
        ("docProps/core.xml", "<dcterms:modified>0001-01-01T00:00:00+14:00</dcterms:modified>", None),
        ("xl/workbook.xml", "<workbook/>", None),
    ],
)
def test_dates_of_every_writer_are_read_and_nonsense_is_none(
    part: str, content: str, expected: int | None, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(part, content)
    found = saved_in(path)
    assert (found and found.hour) == expected


def test_what_is_no_archive_says_nothing() -> None:
    assert saved_at(None) is None


def test_a_part_that_cannot_be_unpacked_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("docProps/core.xml", "<dcterms:modified>2017-07-05T08:30:00Z</dcterms:modified>")
    content = bytearray(path.read_bytes())
    content[55:60] = b"\xff" * 5
    path.write_bytes(content)
    assert saved_in(path) is None
