"""Unsafe and foreign files end in one refusal before any parser sees them."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from etl.guard import Refused, check_content, read_content
from etl.intake import make_context, read_one
from etl.limits import limits
from tests.etl.hostile.old_workbooks import container, workbook


def archive(members: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
OLD = workbook([["Vizite", 12.0]])


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
        (container({"EncryptedPackage": b""}), "encrypted"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "unreadable-file"),
        (b"BM\x8a\x00\x00\x00\x00\x00\x00\x00 a bitmap", "not-a-workbook"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "not-a-workbook"),
        (b"a;\x01\x02\x03;b", "not-a-workbook"),
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
        ("BM Bălţi;12\n".encode("windows-1250"), "csv"),
        ("а;б\n1;2\n".encode("utf-16-le"), "csv"),
        ("а;б\n1;2\n".encode("utf-16-be"), "csv"),
        ("а;б\n".encode("utf-16"), "csv"),
        (archive({"xl/workbook.xml": b"<x/>"}), "xlsx"),
        (archive({"mimetype": ODS, "content.xml": b""}), "ods"),
        (OLD, "xls"),
    ],
)
def test_the_type_is_told_by_content(content, file_type):
    assert check_content(content, "raport.pdf").file_type == file_type


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (archive({"xl/workbook.xml": b"<x/>"}), ()),
        (archive({"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"x"}), ("macros-ignored",)),
        (archive({"xl/workbook.xml": b"<x/>", "xl/macrosheets/sheet1.xml": b"<x/>"}), ("macros-ignored",)),
        (archive({"xl/workbook.xml": b"<x/>", "xl/externalLinks/a.xml": b"<x/>"}), ("external-links",)),
        (archive({"xl/workbook.xml": b"<x/>", "xl/connections.xml": b"<x/>"}), ("external-links",)),
        (archive({"mimetype": ODS, "Basic/Standard/Module1.xml": b"<x/>"}), ("macros-ignored",)),
        (archive({"mimetype": ODS, "Basic/Standard/script-lb.xml": b"<x/>"}), ()),
        (container({"Workbook": b"", "_VBA_PROJECT_CUR": b""}), ("macros-ignored",)),
        (OLD, ()),
    ],
)
def test_what_is_passed_over_is_told(content, notes):
    assert check_content(content, "raport.xlsm").passed_over == notes


OFFICE_DOCTYPE = b'<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD 1.0//EN" "libraries.dtd"><x/>'


@pytest.mark.parametrize(
    ("name", "content", "passes"),
    [
        ("content.xml", b"<?xml version='1.0'?>\n<!-- a remark -->\n<x/>", True),
        ("content.xml", b"\xef\xbb\xbf<x/>", True),
        ("Configurations2/accelerator/current.xml", b"", True),
        ("Basic/script-lc.xml", OFFICE_DOCTYPE, True),
        ("META-INF/manifest.xml", OFFICE_DOCTYPE, True),
        ("content.xml", OFFICE_DOCTYPE, False),
        ("Basic/script-lc.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", False),
        ("Basic/script-lc.xml", b"<!DOCTYPE x [ %a; ]><x/>", False),
        ("content.xml", b"<?x " + b"y" * 5_000 + b"?><!doctype x><x/>", False),
        ("content.xml", "<!DOCTYPE x><x/>".encode("utf-16-be"), False),
    ],
)
def test_no_member_that_is_read_declares_a_type_or_entities(name, content, passes):
    packed = archive({"mimetype": ODS, name: content})
    if passes:
        assert check_content(packed, "raport.ods").file_type == "ods"
    else:
        with pytest.raises(Refused) as refused:
            check_content(packed, "raport.ods")
        assert refused.value.kind == "unsafe-content"


def test_a_pipe_is_no_file(tmp_path: Path):
    os.mkfifo(tmp_path / "x.xlsx")
    with pytest.raises(Refused) as refused:
        read_content(tmp_path / "x.xlsx")
    assert refused.value.kind == "unreadable-file"


def test_a_file_above_the_limit_is_not_read(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"0" * 100)
    with pytest.raises(Refused) as refused:
        read_content(path, limits().model_copy(update={"file": limits().file.model_copy(update={"most_bytes": 99})}))
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
