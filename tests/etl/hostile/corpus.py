"""The hostile files: how each is made, and the one refusal it ends in (None: it is read, safely and rightly)."""

from __future__ import annotations

import random
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.etl.hostile import old_workbooks as old
from tests.etl.hostile.books import (
    PARTS,
    SHEET,
    STRINGS,
    archive,
    book,
    cell,
    changed,
    lying,
    ods,
    overlapping,
    row,
    with_parts,
)  # fmt: skip
from tests.etl.messes import made


class Hostile(NamedTuple):
    """A file that somebody sends: its name, how it is made, and how it is answered."""

    name: str
    make: Callable[[], bytes]
    kind: str | None


def good() -> bytes:
    """Return a raion's table without a fault."""
    with tempfile.TemporaryDirectory() as folder:
        return made.write_table(Path(folder) / "good.xlsx", [made.GOOD]).read_bytes()


GOOD, GOOD_VALUES = good(), [100, 40, 30, 1500.5]
OLE = old.container({"Workbook": b""})[:8]
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
EXTERNAL = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'
TEXT = "Vizite\n" * 500
LINK_PART = "xl/externalLinks/externalLink1.xml"
DDE = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'


def in_sheet(old_text: str, new: str) -> bytes:
    """Return the good table with its sheet's XML changed."""
    return changed(GOOD, SHEET, old_text.encode(), new.encode())


def patched(place: int, value: int, size: str = "I") -> bytes:
    """Return an old workbook with a number put over what stands at a place."""
    content = bytearray(old.workbook([["Vizite", 1.0]] * 200))
    struct.pack_into(f"<{size}", content, place, value)
    return bytes(content)


def scrambled(seed: int, size: int, first: bytes = b"") -> bytes:
    """Return random bytes, the same for the same seed."""
    return first + random.Random(seed).randbytes(size)


BOMBS = [
    Hostile("ratio.xlsx", lambda: archive({**PARTS, SHEET: b"0" * 6_000_000}), "unsafe-archive"),
    Hostile(
        "total.xlsx",
        lambda: archive({**PARTS, **{f"xl/media/{at}.bin": b"\0" * 4_900_000 for at in range(45)}}),
        "unsafe-archive",
    ),
    Hostile("members.xlsx", lambda: archive({**PARTS, **{f"xl/{at}": "" for at in range(2_001)}}), "unsafe-archive"),
    Hostile("directory.xlsx", lambda: b"PK\3\4" + b"PK\1\2" * 1_000_000, "unsafe-archive"),
    Hostile("one body, many members.xlsx", lambda: overlapping(40, b"\0" * 4_000_000), "unsafe-content"),
    Hostile("zip in a zip.zip", lambda: archive({f"{at}.zip": GOOD for at in range(9)}), "not-a-workbook"),
    Hostile("zip in a workbook.xlsx", lambda: with_parts(GOOD, {"xl/embeddings/a.zip": archive({"a": "b"})}), None),
    Hostile("little said of much.xlsx", lambda: lying(book("0" * 9_000_000), SHEET, 100), "unreadable-file"),
    Hostile(
        "little said of more.xlsx",
        lambda: lying(archive({**PARTS, SHEET: scrambled(1, 90_000).hex() * 20}), SHEET, 100),
        "unsafe-archive",
    ),
    Hostile("strings.xlsx", lambda: book(row(1, cell("A1", 0, "s")), strings=f">{'<si><t>a</t></si>' * 2_000_000}"),
            "unknown-layout"),
    Hostile("a count of strings.xlsx", lambda: book(row(1, cell("A1", 0, "s")),
            strings='uniqueCount="4000000000"><si><t>a</t></si>'), "too-heavy"),
    Hostile("one string, many cells.xlsx", lambda: book("".join(
            row(at, *[cell(f"{letter}{at}", 0, "s") for letter in "ABCDEFGH"]) for at in range(1, 50)),
            strings=f"><si><t>{'a ' * 2_400_000}</t></si>"), "too-heavy"),
    Hostile("a huge cell.xlsx", lambda: book(row(1, cell("A1", "a" * 4_900_000, "str"))), "unknown-layout"),
    Hostile("a huge cell.csv", lambda: b'a;b\n"' + b"x" * 5_000_000 + b'";1\n', "unreadable-file"),
    Hostile("a huge row.csv", lambda: b"a" + b";" * 1_000_000 + b"\n" + b"b;\n" * 100, "too-many-cells"),
    Hostile("one line.csv", lambda: b"9" * 20_000_000, "unreadable-file"),
    Hostile("larger than a report.csv", lambda: b"x;" * 16_000_000, "too-large"),
]  # fmt: skip
TRICKS = [
    Hostile("entities in the sheet.xlsx", lambda: in_sheet("<worksheet", f"{DOCTYPE}<worksheet"), "unsafe-content"),
    Hostile("an outer entity.xlsx", lambda: in_sheet("<worksheet", f"{EXTERNAL}<worksheet"), "unsafe-content"),
    Hostile("entities in the strings.xlsx", lambda: with_parts(GOOD, {STRINGS: f"{DOCTYPE}<sst/>"}), "unsafe-content"),
    Hostile("entities in the styles.xlsx", lambda: with_parts(GOOD, {"xl/styles.xml": f"{DOCTYPE}<a/>"}),
            "unsafe-content"),
    Hostile("entities behind a remark.xlsx",
            lambda: in_sheet("<worksheet", f"<!--{'<a>' * 9_000}-->{DOCTYPE}<worksheet"), "unsafe-content"),
    Hostile("entities behind a long remark.xlsx",
            lambda: in_sheet("<worksheet", f"<!--{'<a>' * 90_000}-->{DOCTYPE}<worksheet"), "unsafe-content"),
    Hostile("entities in UTF-16.xlsx", lambda: with_parts(GOOD, {SHEET: f"{DOCTYPE}<worksheet/>".encode("utf-16")}),
            "unsafe-content"),
    Hostile("entities.ods", lambda: with_parts(ods(""), {"content.xml": f"{DOCTYPE}<a/>"}), "unsafe-content"),
    Hostile("entities in the tool bars.ods",
            lambda: with_parts(ods(""), {"Configurations2/a.xml": f"{DOCTYPE}<a/>"}), "unsafe-content"),
    Hostile("a sheet twice.xlsx", lambda: with_parts(GOOD, {SHEET.upper(): "<a/>"}), "unsafe-content"),
    Hostile("a way out.xlsx", lambda: with_parts(GOOD, {"xl/../../../etc/passwd": "x"}), "unsafe-content"),
    Hostile("a root.xlsx", lambda: with_parts(GOOD, {"/etc/passwd": "x"}), "unsafe-content"),
    Hostile("a drive.xlsx", lambda: with_parts(GOOD, {"C:\\autoexec.bat": "x"}), "unsafe-content"),
    Hostile("another packing.xlsx", lambda: archive(PARTS, method=14), "unsafe-content"),
    Hostile("deep.xlsx", lambda: book("<a>" * 500_000), "unknown-layout"),
    Hostile("a DDE link.xlsx", lambda: with_parts(GOOD, {LINK_PART: DDE}), None),
    Hostile("macros.xlsm", lambda: with_parts(GOOD, {"xl/vbaProject.bin": b"macros"}), None),
    Hostile("entities in a text.xlsx",
            lambda: in_sheet("</row>", '<c r="H3" t="inlineStr"><is><t>&lol;</t></is></c></row>'), "unreadable-file"),
]  # fmt: skip
SIZES = [
    Hostile("17 billion cells, it says.xlsx",
            lambda: in_sheet('<dimension ref="A1:G6"/>', '<dimension ref="A1:XFD1048576"/>'), None),
    Hostile("17 billion looks.xlsx", lambda: in_sheet("</sheetData>",
            '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'), None),
    Hostile("17 billion cells.xlsx", lambda: in_sheet("</sheetData>",
            f"{row(1_048_576, cell('XFD1048576'))}</sheetData>"), "too-many-cells"),
    Hostile("a far row and a far column.xlsx", lambda: book(row(1, cell("A1"), cell("XFD1")) +
            row(1_048_576, cell("A1048576"))), "too-many-cells"),
    Hostile("one far cell.xlsx", lambda: book(row(1_048_576, cell("XFD1048576"))), "too-many-cells"),
    Hostile("a far cell kept quiet.xlsx", lambda: book(row(9, cell("XFD1048576")) + row(1, cell("A1")),
            head='<dimension ref="A1:B2"/>'), "too-heavy"),
    Hostile("cells beyond the last.xlsx", lambda: book(row(9, cell("ZZZZZZ4294967295")) + row(1, cell("A1")),
            head='<dimension ref="A1:B2"/>'), "unreadable-file"),
    Hostile("everything merged.xlsx", lambda: in_sheet("<mergeCells", '<mergeCells><mergeCell ref="A1:XFD1048576"/>'
            "</mergeCells><mergeCells"), None),
    Hostile("merged again and again.xlsx", lambda: in_sheet('<mergeCells count="6">',
            "".join(['<mergeCells count="6">', '<mergeCell ref="A1:G6"/>' * 100_000])), "too-many-cells"),
    Hostile("repeated.ods", lambda: ods('<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
            'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row>'),
            "unreadable-file"),
    Hostile("a far corner.xls", lambda: old.workbook([["a"], *[[""]] * 65_534, [""] * 255 + ["z"]]), "too-heavy"),
]  # fmt: skip
DAMAGED = [
    *(Hostile(f"cut after {size}.xlsx", lambda size=size: GOOD[:size], "unreadable-file") for size in (9, 999, 4_999)),
    Hostile("cut.xls", lambda: patched(0, 0xE011CFD0)[:700], "unreadable-file"),
    Hostile("random.xlsx", lambda: scrambled(2, 50_000), "not-a-workbook"),
    Hostile("random archive.xlsx", lambda: scrambled(3, 50_000, b"PK\3\4"), "unreadable-file"),
    Hostile("random container.xls", lambda: scrambled(4, 50_000, OLE), "unreadable-file"),
    Hostile("random letters.csv", lambda: bytes(random.Random(5).choices(range(32, 256), k=50_000)), "unknown-layout"),
    Hostile("nothing.xlsx", lambda: b"", "empty-file"),
    Hostile("blanks.csv", lambda: b" \r\n" * 99, "empty-file"),
    Hostile("zeros.xlsx", lambda: b"\0" * 99_999, "empty-file"),
    Hostile("a chain into itself.xls", lambda: patched(512 + 4 * 5, 5), "unreadable-file"),
    Hostile("a chain back.xls", lambda: patched(512 + 4 * 9, 2), "unknown-layout"),
    Hostile("a directory in a loop.xls", lambda: patched(512 + 4, 1), "too-heavy"),
    Hostile("a table of tables in a loop.xls", lambda: patched(68, 0), "unknown-layout"),
    Hostile("sectors of any size.xls", lambda: patched(30, 0xFFFF, "H"), "unreadable-file"),
    Hostile("a stream far off.xls", lambda: patched(1024 + 128 + 116, 0xFFFFF0), "unreadable-file"),
]
CLOSED = [
    Hostile("a password.xlsx", lambda: old.container({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "encrypted"),
    Hostile("a password.xls", lambda: old.workbook([["a"]], first=[old.record(old.FILEPASS, b"\0" * 6)]), "encrypted"),
    Hostile("a password of the archive.xlsx",
            lambda: GOOD.replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1"), "encrypted"),
]  # fmt: skip
MISNAMED = [
    Hostile("a workbook.csv", lambda: GOOD, None),
    Hostile("a text.xlsx", lambda: TEXT.encode(), "unknown-layout"),
    Hostile("a page.xls", lambda: b"<html><table><tr><td>Vizite</td></tr></table></html>", "not-a-workbook"),
    Hostile("a letter.xlsx", lambda: archive({"word/document.xml": "<a/>"}), "not-a-workbook"),
    Hostile("an old letter.xls", lambda: old.container({"WordDocument": b"x"}), "not-a-workbook"),
    Hostile("a message.xls", lambda: old.container({"__properties_version1.0": b"x"}), "not-a-workbook"),
    Hostile("a photograph.xlsx", lambda: b"\xff\xd8\xff\xe0 JFIF", "not-a-workbook"),
    Hostile("a scan.xlsx", lambda: b"%PDF-1.7", "not-a-workbook"),
    Hostile("a program.xlsx", lambda: b"MZ\x90\0" + b"\0" * 99, "not-a-workbook"),
    Hostile("another workbook.xlsx", lambda: archive({"xl/workbook.bin": "x"}), "not-a-workbook"),
]
CORPUS = [*BOMBS, *TRICKS, *SIZES, *DAMAGED, *CLOSED, *MISNAMED]
