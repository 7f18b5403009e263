"""Unsafe and foreign files end in one refusal before any parser sees them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from etl.guard import Limits, Refused, check_content, read_content
from etl.intake import make_context, read_one


def archive(members: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty-file"),
        (b"%PDF-1.7 ...", "not-a-workbook"),
        (b"\xff\xd8\xff\xe0 a photo", "not-a-workbook"),
        (b"\x89PNG\r\n", "not-a-workbook"),
        (b"<html><table></table></html>", "not-a-workbook"),
        (b"MZ\x00\x00 a program", "not-a-workbook"),
        (archive({"word/document.xml": b"a letter"}), "not-a-workbook"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04 cut off", "unreadable-file"),
        (archive({"xl/worksheets/sheet1.xml": b"0" * 6_000_000}), "unsafe-archive"),
        (archive({f"xl/{number}": b"" for number in range(2_001)}), "unsafe-archive"),
    ],
)
def test_what_is_no_safe_report_is_refused(content, kind):
    with pytest.raises(Refused) as refused:
        check_content(content, "raport.xlsx")
    assert refused.value.kind == kind


@pytest.mark.parametrize(
    ("content", "file_type"),
    [
        (b"a;b\n1;2\n", "csv"),
        ("а;б\n".encode("utf-16"), "csv"),
        (archive({"xl/workbook.xml": b"<x/>"}), "xlsx"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}), "ods"),
        (OLE + b"Workbook", "xls"),
    ],
)
def test_the_type_is_told_by_content(content, file_type):
    assert check_content(content, "raport.pdf").file_type == file_type


def test_a_file_above_the_limit_is_not_read(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"0" * 100)
    with pytest.raises(Refused) as refused:
        read_content(path, Limits(file_size=99))
    assert refused.value.kind == "too-large"


def test_a_broken_workbook_is_a_problem_and_never_an_exception(tmp_path: Path):
    context = make_context()
    for number, content in enumerate([archive({"xl/workbook.xml": b"<x"}), OLE + b"\x00" * 600, b"\xff\xfe\x00"]):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(content)
        read = read_one(path, path.name, context)
        assert read.refused
        assert not read.reports
    assert read_one(tmp_path / "absent.xlsx", "absent.xlsx", context).problems[0].kind == "unreadable-file"
