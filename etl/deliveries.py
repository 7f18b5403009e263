"""The files that the paths given to a command mean, each with the name it is stored under."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

MANIFEST = "received.csv"  # says when each file beside and below it was received, from whom and how: etl.arrivals
# Not reports: hidden files, Excel's lock files, what file managers and publishers leave beside data.
_IGNORED = (".*", "~$*", "Thumbs.db", "desktop.ini", "README*", "LICENSE*", "LICENCE*", MANIFEST)


class Arrival(NamedTuple):
    """How a file reached the office; None where nobody says."""

    received_at: datetime | None = None  # UTC; None: now
    sender: str | None = None
    channel: str | None = None


UNKNOWN_ARRIVAL = Arrival()


class Delivery(NamedTuple):
    """A received file: where it is, its name below the folder that was given (forward slashes), how it arrived."""

    path: Path
    name: str
    arrival: Arrival = UNKNOWN_ARRIVAL


def deliveries(paths: Iterable[Path]) -> list[Delivery]:
    """Return the files in the order given, folders walked in sorted order; raises FileNotFoundError for no such path.

    Names are sorted without their ending, so that "june (1).xlsx" comes after "june.xlsx" and supersedes it.
    A folder that holds network/network.toml is a network's delivery: what is received lies in its `files`.
    """
    found: dict[tuple[str, str], Delivery] = {}  # by real folder and name
    for path in paths:
        if path.is_dir():
            folder = path / "files" if _is_network(path / "network") else path
            for inner, names in _walk(folder):
                real = os.path.realpath(inner)
                below = inner.relative_to(folder).parts
                for name in names:
                    found[real, name] = Delivery(inner / name, "/".join((*below, name)))
        elif path.is_file():
            found[os.path.realpath(path.parent), path.name] = Delivery(path, path.name)
        else:
            raise FileNotFoundError(str(path))
    return list(found.values())


def delivered_network(path: Path) -> Path | None:
    """Return the network folder of a delivery, given its folder or anything in it; None where there is none."""
    whole = path.resolve()
    return next((folder for base in (whole, *whole.parents) if _is_network(folder := base / "network")), None)


def _is_network(folder: Path) -> bool:
    return (folder / "network.toml").is_file()


def _walk(folder: Path) -> list[tuple[Path, list[str]]]:
    """Return every folder in order, each with the names of its files in order."""
    walked: list[tuple[Path, list[str]]] = []
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_ignored(name)]
        kept = [name for name in names if not is_ignored(name)]
        walked.append((Path(base), sorted(kept, key=os.path.splitext)))
    return sorted(walked, key=lambda inner: inner[0].parts)


def is_ignored(name: str) -> bool:
    """Return True for the name of a file or folder that is no report."""
    return any(fnmatch(name, pattern) for pattern in _IGNORED)
