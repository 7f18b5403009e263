"""When a workbook was last saved, as its own properties say: tells an older version from a newer one."""

from __future__ import annotations

import re
import zipfile
import zlib
from datetime import UTC, datetime

# The part that holds the date in .xlsx and in .ods. Searched as text: no parser meets what a stranger wrote.
_PARTS = (
    ("docProps/core.xml", re.compile(rb"<dcterms:modified[^>]*>\s*([0-9T:.+Z-]{10,40})\s*<")),
    ("meta.xml", re.compile(rb"<dc:date[^>]*>\s*([0-9T:.+Z-]{10,40})\s*<")),
)
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip
_MOST = 65_536  # bytes of a part that are looked at


def saved_at(archive: zipfile.ZipFile | None) -> datetime | None:
    """Return when the workbook in an archive was last saved (UTC); None where it does not say so, or is no archive."""
    if archive is None:
        return None
    try:
        for part, pattern in _PARTS:
            if part in archive.NameToInfo:
                with archive.open(part) as content:
                    found = pattern.search(content.read(_MOST))
                return _moment(found[1].decode("ascii")) if found else None
    except _UNREADABLE:
        return None  # what cannot be unpacked is said by those who read the file
    return None


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
