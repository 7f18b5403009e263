"""What files are that are no tables, by their first bytes or by what they are made of: to name them to the sender."""

from __future__ import annotations

import struct
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins .xls, and .doc, .ppt, .msg and encrypted .xlsx, too

_SIGNATURES = (  # where it stands, the bytes, the name people know
    (0, b"\xff\xd8\xff", "JPEG"), (0, b"\x89PNG", "PNG"), (0, b"GIF8", "GIF"), (0, b"II*\x00", "TIFF"),
    (0, b"MM\x00*", "TIFF"), (8, b"WEBP", "WebP"), (4, b"ftyp", "HEIC/MP4"), (0, b"AT&TFORM", "DjVu"),
    (0, b"{\\rtf", "RTF"), (0, b"%!PS", "PostScript"), (0, b"Rar!", "RAR"), (0, b"7z\xbc\xaf", "7-Zip"),
    (0, b"\x1f\x8b", "GZIP"), (0, b"\xfd7zXZ", "XZ"), (0, b"MZ\x90\x00", "EXE"), (0, b"\x7fELF", "ELF"),
)  # fmt: skip
_PDF_WITHIN = 1_024  # bytes: some programs write a line or two before the mark
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<body", b"<meta")

# Streams that tell what an OLE file is; the first one there decides, since a workbook may hold a letter as an object.
_STREAMS = (
    ("EncryptedPackage", "encrypted"), ("EncryptionInfo", "encrypted"), ("Workbook", "xls"), ("Book", "xls"),
    ("WordDocument", "Word (.doc)"), ("PowerPoint Document", "PowerPoint (.ppt)"),
    ("__properties_version1.0", "Outlook (.msg)"),
)  # fmt: skip
_MACROS = "_VBA_PROJECT_CUR"
_ENTRY = 128  # bytes of a directory entry; its name comes first, in 64 bytes, then the length of the name
_FIRST_SECTOR = 116  # where an entry names the first sector of its stream
_SMALL_STREAM, _SMALL_SECTOR = 4_096, 64  # bytes
_FILEPASS, _FIRST_RECORDS = 0x2F, 4  # the record of an encrypted .xls, and how many may stand before and with it

_PARTS = (  # beginnings of member names that tell what an archive is
    ("xl/workbook.bin", "Excel (.xlsb)"), ("word/", "Word (.docx)"), ("ppt/", "PowerPoint (.pptx)"),
    ("Index/", "Numbers/Pages"), ("Payload/", "IPA"), ("META-INF/MANIFEST.MF", "JAR"),
)  # fmt: skip


def foreign_type(head: bytes) -> str | None:
    """Return the name of what is no table, by its first bytes, or None where it may be one."""
    for place, mark, name in _SIGNATURES:
        if head[place : place + len(mark)] == mark:
            return name
    if b"%PDF" in head[:_PDF_WITHIN]:
        return "PDF"
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00":  # a text may begin so: "BM Bălți"
        return "BMP"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        return "HTML/XML"
    return None


def ole_type(content: bytes) -> str:
    """Return what an OLE file is: "xls", "encrypted", the name of what is no table, or "" where nothing tells."""
    for name, meaning in _STREAMS:
        entry = _find_entry(content, name)
        if entry is not None:
            return "encrypted" if meaning == "xls" and _asks_for_password(content, entry) else meaning
    return ""


def has_ole_macros(content: bytes) -> bool:
    """True when an OLE workbook holds macros."""
    return _find_entry(content, _MACROS) is not None


def archive_type(archive: zipfile.ZipFile) -> str:
    """Return the name of what an archive is that is no workbook."""
    names = archive.namelist()
    for beginning, found in _PARTS:
        if any(name.replace("\\", "/").startswith(beginning) for name in names):
            return found
    return "ZIP"


def _find_entry(content: bytes, name: str) -> int | None:
    """Return where the directory entry of a stream stands, or None: entries begin at multiples of their size."""
    written = name.encode("utf-16-le") + b"\x00\x00"
    length = struct.pack("<H", len(written))
    at = content.find(written)
    while at >= 0:
        if at % _ENTRY == 0 and content[at + 64 : at + 66] == length:
            return at
        at = content.find(written, at + 1)
    return None


def _asks_for_password(content: bytes, entry: int) -> bool:
    """True when one of the first records of a workbook's stream is the one that names its encryption."""
    at = _stream(content, entry)
    for _ in range(_FIRST_RECORDS):
        if at + 4 > len(content):
            return False
        kind, size = struct.unpack_from("<HH", content, at)
        if kind == _FILEPASS:
            return True
        at += 4 + size
    return False


def _stream(content: bytes, entry: int) -> int:
    """Return where a stream begins: in sectors of its own, or, if it is small, among other small ones."""
    if entry + _ENTRY > len(content):
        return len(content)
    (shift,), (directory,) = struct.unpack_from("<H", content, 30), struct.unpack_from("<I", content, 48)
    sector, size = struct.unpack_from("<IQ", content, entry + _FIRST_SECTOR)
    shift = min(shift, 12)
    if size >= _SMALL_STREAM:
        return int((sector + 1) << shift)
    root = (directory + 1) << shift
    if root + _ENTRY > len(content):
        return len(content)
    (small_ones,) = struct.unpack_from("<I", content, root + _FIRST_SECTOR)
    return int(((small_ones + 1) << shift) + sector * _SMALL_SECTOR)
