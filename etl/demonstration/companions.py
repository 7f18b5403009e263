"""What the shipped network says of single libraries, copied into a demonstration network as far as it has them."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Collection
from pathlib import Path

from data.annotations import FILE as ANNOTATIONS
from data.corrections import FILE as CORRECTIONS
from data.statuses import FILE as STATUSES

_TABLES = (STATUSES,)
_NOTES = (ANNOTATIONS, CORRECTIONS)
_BLOCK = re.compile(r"(?m)^(?=\[\[)")


def write_companions(shipped: Path, to: Path, codes: Collection[str]) -> None:
    """Write the statuses, annotations and corrections of the libraries named, and of none, into a network's folder."""
    for name in _TABLES:
        if (shipped / name).is_file():
            _write_rows(shipped / name, to / name, codes)
    for name in _NOTES:
        if (shipped / name).is_file():
            head, *blocks = _BLOCK.split((shipped / name).read_text(encoding="utf-8"))
            kept = [block for block in blocks if _library(block) in (None, *codes)]
            (to / name).write_text("".join([head, *kept]), encoding="utf-8")


def _library(block: str) -> str | None:
    """Return the library that the one table of a block names."""
    ((entry,),) = tomllib.loads(block).values()
    library = entry.get("library")
    return library if isinstance(library, str) else None


def _write_rows(shipped: Path, to: Path, codes: Collection[str]) -> None:
    with shipped.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [row for row in reader if row["library"] in codes and (not row["other"] or row["other"] in codes)]
        columns = reader.fieldnames or ()
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
