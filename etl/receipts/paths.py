"""Where receipts are written: the sender's folders and file names below the receipts' folder, and nowhere else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from etl.deliveries import Delivery

ENDING = "-receipt.xlsx"
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)  # by Windows, for devices
_LONGEST = 200  # bytes of a name; file systems allow 255


def receipt_paths(files: Sequence[Delivery], to: Path) -> dict[Path, Path]:
    """Return the receipt's place of each file, by the file's path; two files never share a receipt."""
    taken: set[str] = set()
    places: dict[Path, Path] = {}
    for delivery in files:
        parts = [_safe(part) for part in re.split(r"[/\\]", delivery.name) if part not in ("", ".", "..")] or ["_"]
        folder, name = to.joinpath(*parts[:-1]), parts[-1]
        place, number = folder / f"{name}{ENDING}", 1
        while str(place).casefold() in taken:
            number += 1
            place = folder / f"{name}-{number}{ENDING}"
        taken.add(str(place).casefold())
        places[delivery.path] = place
    return places


def lies_in(to: Path, paths: Sequence[Path]) -> bool:
    """True when the receipts' folder lies in a folder that is read: its receipts would be taken for reports."""
    return any(path.is_dir() and to.resolve().is_relative_to(path.resolve()) for path in paths)


def _safe(part: str) -> str:
    """Return a name that any system takes; one that had to be changed is told apart by a part of its hash."""
    safe = _FORBIDDEN.sub("_", part).strip().rstrip(".")
    if _RESERVED.fullmatch(safe) or not safe:
        safe = f"_{safe}"
    safe = safe.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore")
    if safe == part:
        return safe
    return f"{safe}-{hashlib.sha256(part.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
