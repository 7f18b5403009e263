"""What a receipt says about itself, unseen: which file it answers and how, so that it is not written twice."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from dataclasses import asdict, dataclass
from html import unescape
from pathlib import Path
from typing import Literal

from etl.receipts.settings import settings

Outcome = Literal["accepted", "warned", "refused"]
Status = Literal["checked", "stored", "superseding", "unchanged"]  # what became of a file that is not refused
STAMP = "vitrina-receipt"  # name of the workbook's own property
_MEMBER = "docProps/custom.xml"
_LARGEST = 10_000  # bytes of that member
_TEXT = re.compile(rf'name="{STAMP}"[^>]*>\s*<vt:lpwstr>([^<]*)<')


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a receipt depends on beside the definitions. `language` is the one asked for, None for the file's own."""

    sha256: str
    language: str | None
    network: str
    stored: bool

    def as_text(self, outcome: str) -> str:
        """Return the stamp as it stands in a receipt."""
        return json.dumps({**asdict(self), "version": settings().version, "outcome": outcome})


def stamped_outcome(receipt: Path, stamp: Stamp) -> str | None:
    """Return the outcome that a receipt tells, or None where it is not there or answers something else."""
    text = _stamp_text(receipt)
    try:
        told = json.loads(text) if text else None
    except ValueError:
        return None
    if not isinstance(told, dict):
        return None
    outcome = told.get("outcome")
    return outcome if isinstance(outcome, str) and json.loads(stamp.as_text(outcome)) == told else None


def _stamp_text(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(_MEMBER).file_size > _LARGEST:
                return None
            found = _TEXT.search(archive.read(_MEMBER).decode("utf-8", "replace"))
    except (OSError, KeyError, ValueError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return None
    return unescape(found[1]) if found else None
