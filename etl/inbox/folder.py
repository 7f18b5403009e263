"""The inbox on disk: which files have come whole, and where they go once they are done with.

A file has come whole when its size and its time stay the same for a while, its name is not a temporary one and it can
be opened. What is done with is renamed into a folder of the inbox, in one step, and never over another file.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from etl.deliveries import is_ignored

# Names that programs give to what they are still writing.
_UNFINISHED = ("*.tmp", "*.temp", "*.part", "*.partial", "*.crdownload", "*.download", "*.filepart", "*.swp", "~*")


class Look(NamedTuple):
    """What is seen of a file without opening it."""

    size: int
    changed: int  # nanoseconds
    inode: int


@dataclass
class Inbox:
    """A folder with what is dropped into it; `put_aside` are the names of its folders for what is done with."""

    root: Path
    put_aside: Collection[str]
    settle: float  # seconds for which a file must stay the same
    _seen: dict[Path, tuple[Look, float]] = field(default_factory=dict)  # since when it looks so

    def ready(self) -> list[Path]:
        """Look again and return the files that have come whole, in the order in which they were put there."""
        now = time.monotonic()
        seen: dict[Path, tuple[Look, float]] = {}
        for path in self._files():
            look = _look(path)
            if look is not None:
                before = self._seen.get(path)
                seen[path] = before if before is not None and before[0] == look else (look, now)
        self._seen = seen
        whole = [path for path, (_look, since) in seen.items() if now - since >= self.settle and _opens(path)]
        return sorted(whole, key=lambda path: (put_there(path), path))

    @property
    def unsettled(self) -> bool:
        """True while there are files that were not there, or not the same, long enough."""
        return bool(self._seen)

    def name(self, path: Path) -> str:
        """Return a file's name below the inbox, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def place(self, path: Path, aside: str) -> Path:
        """Return where a file goes that is done with: the same name below a folder of the inbox, a free one."""
        wanted = self.root / aside / path.relative_to(self.root)
        free, number = wanted, 1
        while free.exists():
            number += 1
            free = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        return free

    def is_same(self, path: Path) -> bool:
        """Return True while a file looks as it did at the last look, so that it is the one that was read."""
        return path in self._seen and _look(path) == self._seen[path][0]

    def move(self, path: Path, to: Path) -> None:
        """Rename a file to its place; raises OSError."""
        to.parent.mkdir(parents=True, exist_ok=True)
        path.rename(to)
        self._seen.pop(path, None)

    def _files(self) -> list[Path]:
        files: list[Path] = []
        for base, folders, names in os.walk(self.root):
            if Path(base) == self.root:
                folders[:] = [name for name in folders if name not in self.put_aside]
            folders[:] = [name for name in folders if not is_ignored(name)]
            files.extend(Path(base, name) for name in names if not is_ignored(name) and not _unfinished(name))
        return files


def put_there(path: Path) -> datetime:
    """Return when a file was put into its folder: its last change of place or, on Windows, the making of the copy."""
    return datetime.fromtimestamp(path.stat().st_ctime, UTC)


def _look(path: Path) -> Look | None:
    """Return what a plain file looks like; None for a link, and for one that is gone already."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return Look(found.st_size, found.st_mtime_ns, found.st_ino) if path.is_file() and not path.is_symlink() else None


def _opens(path: Path) -> bool:
    """Return False while another program keeps a file for itself, or it is gone."""
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False


def _unfinished(name: str) -> bool:
    return any(fnmatch(name.casefold(), pattern) for pattern in _UNFINISHED)
