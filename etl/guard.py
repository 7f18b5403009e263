"""Is this file safe to open, and what is it? Answered from its first bytes and its directory, before any parser.

What is refused here: files larger than a report, archives that unpack to far more than they are or that are built to
deceive, XML that declares entities, files protected by a password, and everything that is no table. Macros and links to
other files are passed over, and the sender is told. etl/sandbox holds what passes and breaks a parser all the same.
"""

from __future__ import annotations

import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from etl.archive import ARCHIVE_ERRORS, open_archive, refuse_declarations
from etl.foreign import OLE, archive_type, foreign_type, has_ole_macros, ole_type
from etl.limits import Limits, limits
from etl.refusal import Refused, megabytes
from etl.textfile import is_text

__all__ = ["Checked", "FileType", "Refused", "check_content", "read_content"]

FileType = Literal["xlsx", "xls", "ods", "csv"]

_ZIP = b"PK\x03\x04"
_HEAD = 4_096
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_LONGEST_TYPE, _LONGEST_MANIFEST = 200, 1_000_000  # bytes of what an OpenDocument says it is, and is made of
_ENCRYPTED_PART = b"encryption-data"
_LINKED = ("xl/externalLinks/", "xl/queryTables/", "xl/connections.xml")  # members that name other files and servers
MACROS, LINKS = "macros-ignored", "external-links"


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be parsed: its content and type, its archive where it is one, and what is passed over in it."""

    content: bytes
    file_type: FileType
    archive: zipfile.ZipFile | None = None
    passed_over: tuple[str, ...] = ()  # kinds of problems, notes all


def read_content(path: Path, most: Limits | None = None) -> bytes:
    """Return the bytes of a file no larger than the limit; raises Refused, and OSError where it cannot be read."""
    most_bytes = (most or limits()).file.most_bytes
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):  # a pipe or a device would never end
        raise Refused("unreadable-file", None, error=stat.filemode(found.st_mode))
    if found.st_size <= most_bytes:
        with path.open("rb") as file:
            content = file.read(found.st_size + 1)
            if len(content) > found.st_size:  # it has grown since
                content += file.read(most_bytes)
        if len(content) <= most_bytes:
            return content
    raise Refused("too-large", megabytes(max(found.st_size, most_bytes)), limit=megabytes(most_bytes))


def check_content(content: bytes, name: str, most: Limits | None = None) -> Checked:
    """Return what a file is, by its content; raises Refused for what is no report or not safe to parse."""
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise Refused("empty-file", name)
    head = content[:_HEAD]
    if head.startswith(_ZIP):
        return _check_archive(content, most or limits())
    if head.startswith(OLE):
        return _check_ole(content, name)
    foreign = foreign_type(head)
    if foreign is not None or not is_text(head):
        raise Refused("not-a-workbook", foreign or name)
    return Checked(content, "csv")


def _check_ole(content: bytes, name: str) -> Checked:
    found = ole_type(content)
    if found == "encrypted":
        raise Refused("encrypted", name)
    if not found:
        raise Refused("unreadable-file", None, error="OLE")
    if found != "xls":
        raise Refused("not-a-workbook", found)
    return Checked(content, "xls", passed_over=(MACROS,) if has_ole_macros(content) else ())


def _check_archive(content: bytes, most: Limits) -> Checked:
    archive = open_archive(content, most.archive)
    names = [name.replace("\\", "/") for name in archive.NameToInfo]
    if _read_small(archive, "mimetype", _LONGEST_TYPE).startswith(_SPREADSHEET):
        refuse_declarations(content, archive)
        if _ENCRYPTED_PART in _read_small(archive, "META-INF/manifest.xml", _LONGEST_MANIFEST):
            raise Refused("encrypted", "ODF")
        macros = any(name.startswith("Basic/") and name.count("/") > 1 and "script-l" not in name for name in names)
        return Checked(content, "ods", archive, (MACROS,) if macros else ())
    if "xl/workbook.bin" in names or not any(name.startswith("xl/") for name in names):
        raise Refused("not-a-workbook", archive_type(archive))
    refuse_declarations(content, archive)
    macros = any(name.endswith("/vbaProject.bin") or name.startswith("xl/macrosheets/") for name in names)
    passed_over = [MACROS] if macros else []
    if any(name.startswith(_LINKED) for name in names):
        passed_over.append(LINKS)
    return Checked(content, "xlsx", archive, tuple(passed_over))


def _read_small(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Return a member of an archive; nothing where there is none, or a large one."""
    member = archive.NameToInfo.get(name)
    if member is None or member.file_size > most:
        return b""
    try:
        return archive.read(member)
    except ARCHIVE_ERRORS as error:
        raise Refused("unreadable-file", None, error=type(error).__name__) from error
