"""Is this file safe to open, and what is it? Answered from its first bytes and its directory, before any parser."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FileType = Literal["xlsx", "xls", "ods", "csv"]

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ENCRYPTED = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_OTHER_BINARY = (b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Limits:
    """What is still a report and what is an attack, or a mistake. Sizes in bytes."""

    file_size: int = 30_000_000
    members: int = 2_000
    unpacked: int = 300_000_000
    ratio: int = 200  # unpacked to packed, of a member above `ratio_from`
    ratio_from: int = 5_000_000


LIMITS = Limits()


class Refused(Exception):
    """The file is not opened; `kind` is a problem kind, `details` the values of its message."""

    def __init__(self, kind: str, found: str, **details: str | int | float) -> None:
        self.kind, self.found, self.details = kind, found, details
        super().__init__(f"{kind}: {found}")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be parsed: its content and type, and its archive where it is one."""

    content: bytes
    file_type: FileType
    archive: zipfile.ZipFile | None = None


def read_content(path: Path, limits: Limits = LIMITS) -> bytes:
    """Return the bytes of a file no larger than the limit; raises Refused, and OSError where it cannot be read."""
    size = path.stat().st_size
    if size > limits.file_size:
        raise Refused("too-large", f"{size / 1e6:.0f} MB", limit=f"{limits.file_size / 1e6:.0f} MB")
    return path.read_bytes()


def check_content(content: bytes, name: str, limits: Limits = LIMITS) -> Checked:
    """Return what a file is, by its content; raises Refused for what is no report or not safe to parse."""
    if not content:
        raise Refused("empty-file", name)
    head = content[:4_096]
    if head.startswith(_ZIP):
        archive, file_type = _check_archive(content, limits)
        return Checked(content, file_type, archive)
    if head.startswith(_OLE):
        if any(mark in content for mark in _ENCRYPTED):
            raise Refused("encrypted", name)
        return Checked(content, "xls")
    if head.startswith(_PDF):
        raise Refused("not-a-workbook", "PDF")
    if head.startswith(_PICTURES):
        raise Refused("not-a-workbook", "JPEG/PNG")
    if head.startswith(_OTHER_BINARY) or (b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise Refused("not-a-workbook", name)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise Refused("not-a-workbook", "HTML/XML")
    return Checked(content, "csv")


def _check_archive(content: bytes, limits: Limits) -> tuple[zipfile.ZipFile, FileType]:
    """Return the archive and its workbook type, its directory being within the limits."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        names = {member.filename for member in members}
        small = "mimetype" in names and archive.getinfo("mimetype").file_size < 1_000
        kind = archive.read("mimetype") if small else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused("unreadable-file", type(error).__name__) from error
    if len(members) > limits.members:
        raise Refused("unsafe-archive", str(len(members)), limit=limits.members)
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked:
        raise Refused("unsafe-archive", f"{unpacked / 1e6:.0f} MB", limit=f"{limits.unpacked / 1e6:.0f} MB")
    for member in members:
        if member.file_size > limits.ratio_from and member.file_size > limits.ratio * max(1, member.compress_size):
            raise Refused("unsafe-archive", member.filename, limit=limits.ratio)
        if member.flag_bits & 1:
            raise Refused("encrypted", member.filename)
    if b"opendocument.spreadsheet" in kind:
        return archive, "ods"
    if any(name.startswith("xl/") for name in names):
        return archive, "xlsx"
    raise Refused("not-a-workbook", "ZIP")
