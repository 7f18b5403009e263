"""Which rows are activities of a fair: 1.1 and 1.2 belong to event 1; or the row names its parent itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.lists.records import Record

_OF = re.compile(r"(\d+)[.,\-](\d+)")


def find_parents(records: Sequence[Record]) -> list[Record]:
    """Give each activity the place of its parent; return those whose parent is not in the list."""
    places: dict[str, int] = {}
    for place, record in enumerate(records):
        for name in ("number", "title"):
            if (said := record.text(name)) and (name == "title" or not _OF.fullmatch(said)):
                places.setdefault(said.casefold(), place)
    lost, last = [], dict[str, int]()
    for place, record in enumerate(records):
        parent = _parent_of(record, last)
        if parent is None:
            continue
        record.parent = places.get(parent.casefold())
        if record.parent is None or record.parent == place:
            record.parent = None
            lost.append(record)
    return lost


def _parent_of(record: Record, last: dict[str, int]) -> str | None:
    """Return what the row says its parent is called, or None; a number 1.1 after 1.9 is 1.10 that lost its zero."""
    named, number = record.text("parent"), record.text("number") or ""
    found = _OF.fullmatch(number)
    if found:
        whole, activity = found[1], int(found[2])
        following = last.get(whole, 0) + 1
        if activity < following and f"{activity}0" == str(following):
            activity = following
            record.values["number"] = f"{whole}.{activity}"
        last[whole] = activity
        return named or whole
    return named
