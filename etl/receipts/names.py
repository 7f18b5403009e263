"""Names of sheets in a receipt: the sender's stay as they are, ours give way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_LONGEST = 31  # UTF-16 units, by Excel's own limit
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def sheet_names(wanted: Iterable[str], ours: Sequence[str], unnamed: str) -> tuple[list[str], list[str]]:
    """Return the names of the sender's sheets and of our own ones, all different and such as a workbook may have."""
    taken: set[str] = set()
    theirs = [_free(name or unnamed, taken) for name in wanted]
    return theirs, [_free(name, taken) for name in ours]


def internal_link(sheet: str, cell: str) -> str:
    """Return the address of a cell in the same workbook, as XlsxWriter takes it."""
    return "internal:'{}'!{}".format(sheet.replace("'", "''"), cell)


def _free(name: str, taken: set[str]) -> str:
    """Return the name, or the nearest one that is allowed and not taken."""
    allowed = _FORBIDDEN.sub("_", name).strip("'") or "_"
    tried, number = _cut(allowed, ""), 1
    while tried.casefold() in taken:
        number += 1
        tried = _cut(allowed, f" ({number})")
    taken.add(tried.casefold())
    return tried


def _cut(name: str, suffix: str) -> str:
    while len((name + suffix).encode("utf-16-le")) > 2 * _LONGEST:
        name = name[:-1]
    return name.rstrip("'") + suffix
