"""The shelf: where a file waits between being looked at and being stored, for whoever put it there and nobody else."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

_FILE, _TOLD = "file", "told.json"
_KEPT = 24 * 3600  # seconds that a file waits at most
_BLOCK = 1 << 20
_TOKEN = re.compile(r"[\w-]{20,60}", re.ASCII)
_SUFFIX = re.compile(r"\.[a-z]{3,4}")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file on the shelf: the token that names it, where it lies, what it is called."""

    token: str
    path: Path
    name: str


class Shelf:
    """Keeps files in a folder, each under the hash of its token; `received` is where stored ones go."""

    def __init__(self, folder: Path, received: Path) -> None:
        self._folder, self._received = folder, received

    @classmethod
    def below(cls, folder: Path) -> Self:
        """Return the shelf in a folder, with what was received beside it."""
        return cls(folder / "waiting", folder / "received")

    def put(self, content: IO[bytes], name: str, owner: str) -> Waiting:
        """Put a file on the shelf, and take away what waited too long."""
        self._clear()
        token = secrets.token_urlsafe(24)
        place = self._place(token)
        place.mkdir(parents=True, mode=0o700)
        with (place / _FILE).open("wb") as file:
            shutil.copyfileobj(content, file, _BLOCK)
        (place / _TOLD).write_text(json.dumps({"name": name, "owner": owner}), encoding="utf-8")
        return Waiting(token, place / _FILE, name)

    def find(self, token: str, owner: str) -> Waiting | None:
        """Return the file of a token; None where there is none, or it is somebody else's."""
        if not _TOKEN.fullmatch(token):
            return None
        place = self._place(token)
        try:
            told = json.loads((place / _TOLD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return Waiting(token, place / _FILE, told["name"]) if told["owner"] == owner else None

    def forget(self, waiting: Waiting) -> None:
        """Take a file from the shelf."""
        shutil.rmtree(waiting.path.parent, ignore_errors=True)

    def keep(self, waiting: Waiting, sha256: str) -> Path:
        """Put a stored file among those received, under its hash, and return where it lies."""
        ending = Path(waiting.name).suffix.lower()
        target = self._received / f"{sha256}{ending if _SUFFIX.fullmatch(ending) else ''}"
        self._received.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.move(waiting.path, target)
        self.forget(waiting)
        return target

    def _place(self, token: str) -> Path:
        return self._folder / hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()[:40]

    def _clear(self) -> None:
        before = time.time() - _KEPT
        for place in self._folder.glob("*"):
            if place.stat().st_mtime < before:
                shutil.rmtree(place, ignore_errors=True)
