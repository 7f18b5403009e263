"""How far a sheet reaches, from its XML: a reader makes every cell up to the last one, 17 billion of them if need be.

What a sheet says of its own size (`dimension`) is believed only where it is small and the last row agrees; else every
cell that holds something is looked at. Cells with a look and nothing in them do not count: readers pass over them.
"""

from __future__ import annotations

import re

_DIMENSION = re.compile(rb'<dimension\s[^>]*?\bref="(?:[A-Z]{1,3}[0-9]{1,7}:)?([A-Z]{1,3})([0-9]{1,7})"')
_DIMENSION_WITHIN = 4_096  # bytes: it stands before the rows
_ROW = re.compile(rb'<row\s[^>]*?\br="([0-9]{1,10})"')
_FILLED = re.compile(rb'<c\s(?:[^>]*?\s)?r="([A-Z]{1,7})([0-9]{1,10})"[^>]*(?<!/)>')
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def far_cell(xml: bytes, most: int) -> str | None:
    """Return the cell that makes a sheet larger than so many cells, e.g. "XFD1048576", or None."""
    claimed = _DIMENSION.search(xml[:_DIMENSION_WITHIN])
    if claimed:
        rows = int(claimed[2])
        last = _ROW.match(xml, max(0, xml.rfind(b"<row ")))
        if rows * _column(claimed[1]) <= most and (last is None or int(last[1]) <= rows):
            return None
    bottom, right, lowest, rightmost = 0, 0, b"", b""
    for letters, digits in _FILLED.findall(xml):
        row, column = int(digits), _column(letters)
        if row > bottom:
            bottom, lowest = row, letters + digits
        if column > right:
            right, rightmost = column, letters + digits
    if bottom * right <= most:
        return None
    return (lowest if bottom / _LAST_ROW >= right / _LAST_COLUMN else rightmost).decode()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
