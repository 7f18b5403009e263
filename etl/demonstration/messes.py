"""The faults of real files, planted on purpose, and the key that says which file holds which."""

from __future__ import annotations

from typing import NamedTuple

from etl.demonstration.sheets import Workbook

KEY_COLUMNS = ("file", "sheet", "cell", "mess", "what", "expected")


class Planted(NamedTuple):
    """A line of the key: where a fault stands, which it is, and what a careful reader does with the file or cell."""

    file: str
    sheet: str
    cell: str
    mess: str
    what: str
    expected: str  # understood | warned | refused


def plant(workbook: Workbook, seed: int) -> list[Planted]:
    """Put at most one fault into a workbook; return what was planted."""
    return []
