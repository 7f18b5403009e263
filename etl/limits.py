"""The limits of what is read, as declared in limits.toml and changed by the file that VITRINA_LIMITS names."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from data.loading_files import DefinitionError, build, read_toml, table
from data.models import Declared

LIMITS = Path(__file__).parent / "limits.toml"
CHANGED = "VITRINA_LIMITS"

Positive = Annotated[int, Field(gt=0)]


class FileLimits(Declared):
    """Of a file as it was received."""

    most_bytes: Positive


class ArchiveLimits(Declared):
    """Of the members of a workbook that is an archive."""

    most_members: Positive
    most_bytes: Positive
    most_ratio: Positive
    ratio_from: Positive
    longest_name: Positive


class SheetLimits(Declared):
    """Of one sheet or text file; cells are counted as a rectangle from the first one."""

    most_cells: Positive
    most_joined_cells: Positive


class ReadingLimits(Declared):
    """Of the process that reads one file: seconds by the clock, bytes of memory."""

    seconds: Annotated[float, Field(gt=0)]
    most_memory: Positive


class ReceiptLimits(Declared):
    """Of the copy in a receipt."""

    most_cells: Positive
    most_joined_cells: Positive


class Limits(Declared):
    """limits.toml."""

    file: FileLimits
    archive: ArchiveLimits
    sheet: SheetLimits
    reading: ReadingLimits
    receipt: ReceiptLimits


@lru_cache(maxsize=1)
def limits() -> Limits:
    """Return the limits in force; raises DefinitionError naming file, key and remedy."""
    changed = os.environ.get(CHANGED)
    return load_limits(Path(changed) if changed else None)


def load_limits(changed: Path | None = None) -> Limits:
    """Return the shipped limits with those that a file declares anew; raises DefinitionError."""
    declared = read_toml(LIMITS)
    if changed is None:
        return build(Limits, LIMITS, "", declared)
    if not changed.is_file():
        raise DefinitionError(changed, "", f"no such file (named by {CHANGED})", "make it, or unset the variable")
    for name, keys in read_toml(changed).items():
        declared[name] = {**table(LIMITS, name, declared.get(name, {})), **table(changed, name, keys)}
    return build(Limits, changed, "", declared)
