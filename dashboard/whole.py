"""Files that are there whole or not at all, whenever the process that writes them ends."""

from __future__ import annotations

from pathlib import Path

UNFINISHED = ".part"


def write_whole(path: Path, body: bytes) -> None:
    """Write a file; until it is whole it stands beside its place, under a name that ends with UNFINISHED."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + UNFINISHED)
    beside.write_bytes(body)
    beside.replace(path)
