"""Text files as rows of cells: encoding and delimiter as declared, else found out from the content."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

_DELIMITERS = ";\t,|"
_EXACT = 15  # digits that a floating-point number holds exactly
_SAMPLE = 30  # lines looked at to find the delimiter
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MIXED_WORD = re.compile(r"[A-Za-z][а-яА-ЯіїєґІЇЄҐ]|[а-яА-ЯіїєґІЇЄҐ][A-Za-z]")
_CYRILLIC = re.compile(r"[а-яА-Я]")


def decode(content: bytes, encoding: str | None = None) -> str:
    """Return the text of a file: by its mark, as UTF-8, else as windows-1251 where that gives whole Cyrillic words, else windows-1250.

    Raises UnicodeError where a declared encoding does not fit, LookupError where there is no such encoding.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name)
    if encoding:
        return content.decode(encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        cyrillic = content.decode("windows-1251", "replace")
        mixed, letters = len(_MIXED_WORD.findall(cyrillic)), len(_CYRILLIC.findall(cyrillic))
        return cyrillic if letters > 4 * mixed else content.decode("windows-1250", "replace")


def find_delimiter(text: str) -> str:
    """Return the delimiter that splits most of the first lines into the same number of cells, the more cells the better."""
    lines = [line for line in text.splitlines()[:_SAMPLE] if line.strip()]
    best, delimiter = (0, 0), ","
    for candidate in _DELIMITERS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=candidate))
        cells, rows = max(counts.items(), key=lambda item: (item[1] * (item[0] - 1), item[0]), default=(1, 0))
        score = (rows * (cells - 1), cells)
        if score > best:
            best, delimiter = score, candidate
    return delimiter


def text_rows(content: bytes, encoding: str | None, delimiter: str | None) -> list[list[str | float | int | bool]]:
    """Return the rows of a text file, all of one length, plain whole numbers as numbers; raises UnicodeError, LookupError or csv.Error."""
    text = decode(content, encoding)
    rows: list[list[str | float | int | bool]] = list(
        csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or find_delimiter(text))
    )
    width = max(map(len, rows), default=0)
    for row in rows:
        for place, cell in enumerate(row):
            if cell.isdecimal() and _is_plain(cell):  # type: ignore[union-attr]  # still texts
                row[place] = float(cell)
        row.extend([""] * (width - len(row)))
    return rows


def _is_plain(digits: str) -> bool:
    """True for digits that a number says again: no leading zero, not too long."""
    return len(digits) <= _EXACT and (digits[0] != "0" or digits == "0")
