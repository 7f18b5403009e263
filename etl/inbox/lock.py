"""One watcher a folder: a lock that the system releases by itself when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = ".vitrina-watch"  # hidden, so that nobody takes it for a report


class Taken(Exception):
    """Another program watches the folder."""


@contextmanager
def only_watcher(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; raises Taken where another process holds it, OSError where the folder is not writable."""
    handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            _lock(handle)
        except OSError as error:
            raise Taken(str(folder)) from error
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
