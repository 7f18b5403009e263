"""What a published snapshot consists of, with the hash of every file, and whether all is still as it was published.

Two things may be written into a page later, each between marks of its own: that a newer snapshot exists, and, in place
of a story, nothing. The rest is frozen: its hash never changes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

FILE = "manifest.json"
_NEWER = re.compile(rb"<!--newer-->.*?<!--/newer-->", re.DOTALL)
_STORY = re.compile(rb"<!--story ([0-9a-f]+)-->.*?<!--/story-->", re.DOTALL)
_PAGE = ".html"


class Hashes(BaseModel):
    """The SHA-256 of a file as it is, and of what is frozen of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    frozen: str


class Manifest(BaseModel):
    """manifest.json of a snapshot."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str  # the folder of its snapshots
    name: str
    titles: dict[str, str]  # by language; the first is the one it is published in first
    network: str
    demonstration: bool
    as_of: str  # YYYY-MM-DD
    release: str
    published: datetime
    newer: str = ""  # the name of a later snapshot
    figures: tuple[str, ...]  # the ids of its figures
    files: dict[str, Hashes]
    stories: dict[str, dict[str, str]] = {}  # the hash of each story, by its mark and its page

    def marks(self, page: str) -> frozenset[str]:
        """Return the marks of the stories that a page was published with."""
        return frozenset(mark for mark, pages in self.stories.items() if page in pages)


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a snapshot; None where there is none that can be read."""
    try:
        return Manifest.model_validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def snapshots(folder: Path) -> list[Manifest]:
    """Return what a folder holds, subject by subject, the newest of each first.

    The newest is that of the newest reports, and of those of the same day the one published last: an early release that
    is published late is no newer for that.
    """
    found = [manifest for path in sorted(folder.glob(f"*/*/{FILE}")) if (manifest := read_manifest(path.parent))]
    found.sort(key=lambda one: (one.as_of, one.published), reverse=True)
    return sorted(found, key=lambda one: one.subject)


def hashes(name: str, body: bytes) -> Hashes:
    """Return the hashes of a file."""
    return Hashes(sha256=_sha(body), frozen=_sha(_frozen(body) if name.endswith(_PAGE) else body))


def stories_of(body: bytes) -> dict[str, str]:
    """Return the hash of each story of a page, by its mark."""
    return {found[1].decode(): _sha(found[0]) for found in _STORY.finditer(body)}


def without(body: bytes, marks: Collection[str]) -> bytes:
    """Return a page without these stories."""
    return _STORY.sub(lambda found: b"" if found[1].decode() in marks else found[0], body)


def with_newer(body: bytes, bar: str) -> bytes:
    """Return a page that says that a newer one exists."""
    return _NEWER.sub(lambda _: b"<!--newer-->" + bar.encode() + b"<!--/newer-->", body, count=1)


def damaged(folder: Path) -> Iterator[Path]:
    """Yield the files of a snapshot that are missing or not as they were published, and those that do not belong."""
    manifest = read_manifest(folder)
    if manifest is None:
        yield folder / FILE
        return
    for name, known in manifest.files.items():
        path = folder / name
        body = path.read_bytes() if path.is_file() else b""
        told = stories_of(body) if name.endswith(_PAGE) else {}
        wrong = any(manifest.stories.get(mark, {}).get(name) != sha for mark, sha in told.items())
        if not path.is_file() or wrong or hashes(name, body) != known:
            yield path
    known_names = {FILE, *manifest.files}
    yield from (path for path in sorted(folder.iterdir()) if path.name not in known_names)


def _frozen(body: bytes) -> bytes:
    return _STORY.sub(b"", _NEWER.sub(b"<!--newer--><!--/newer-->", body))


def _sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
