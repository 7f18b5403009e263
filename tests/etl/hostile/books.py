"""Archives and workbooks written part by part, so that tests can write what no office program would."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Centralizator" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
    '<office:spreadsheet><table:table table:name="Foaie">{rows}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)


def archive(
    members: Mapping[str, bytes | str], *, stored: Collection[str] = (), method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return a zip archive; members named in `stored` are not compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compresslevel=1) as packed:
        for name, content in members.items():
            packed.writestr(name, content, zipfile.ZIP_STORED if name in stored else method)
    return stream.getvalue()


def book(rows: str, *, strings: str = "", head: str = "", tail: str = "") -> bytes:
    """Return a workbook of one sheet: XML of its rows, of shared strings, and before and after the rows."""
    sheet = f'<worksheet xmlns="{_MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'
    members: dict[str, bytes | str] = {**PARTS, SHEET: sheet}
    if strings:
        members[STRINGS] = f'<sst xmlns="{_MAIN}" {strings}</sst>'
    return archive(members)


def row(number: int, *cells: str) -> str:
    """Return a row of cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def cell(address: str, value: object = 1, kind: str = "") -> str:
    """Return a cell with a value; `kind`: s for a shared string, str for a text."""
    told = f' t="{kind}"' if kind else ""
    return f'<c r="{address}"{told}><v>{value}</v></c>'


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook in which a part says something else."""
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    assert old in parts[part], f"{part} does not say {old!r}"
    return archive({**parts, part: parts[part].replace(old, new, 1)})


def with_parts(content: bytes, parts: Mapping[str, bytes | str]) -> bytes:
    """Return a workbook with more members, or other ones."""
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        return archive({**{name: given.read(name) for name in given.namelist()}, **parts})


def ods(rows: str) -> bytes:
    """Return an OpenDocument workbook of one sheet with this XML between <table:table>."""
    content = {"content.xml": _ODS.format(rows=rows), "META-INF/manifest.xml": _MANIFEST}
    return archive({"mimetype": ODS_TYPE, **content}, stored=("mimetype",))


def overlapping(members: int, content: bytes) -> bytes:
    """Return an archive whose members are all the same bytes: the directory names one place many times."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(content) + packed.flush()
    sizes = struct.pack("<III", zlib.crc32(content), len(body), len(content))
    local = struct.pack("<4sHHHHH", b"PK\x03\x04", 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", 9, 0) + b"xl/000000"
    entries = b"".join(
        struct.pack("<4sHHHHHH", b"PK\x01\x02", 20, 20, 0, 8, 0, 0)
        + sizes
        + struct.pack("<HHHHHII", 9, 0, 0, 0, 0, 0, 0)
        + f"xl/{at:06d}".encode()
        for at in range(members)
    )
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, members, members, len(entries), len(local + body), 0)
    return local + body + entries + end


def lying(content: bytes, part: str, size: int) -> bytes:
    """Return an archive whose directory and header give a member another unpacked size."""
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        told = struct.pack("<I", given.getinfo(part).file_size)
        crc = struct.pack("<I", given.getinfo(part).CRC)
        packed = struct.pack("<I", given.getinfo(part).compress_size)
    return content.replace(crc + packed + told, crc + packed + struct.pack("<I", size))
