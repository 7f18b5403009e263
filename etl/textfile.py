"""Text files as rows of cells: encoding and delimiter as declared, else found out from the content."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from etl.cells import Cell

_DELIMITERS = ";\t,|"
_EXACT = 15  # digits that a floating-point number holds exactly
_SAMPLE = 30  # lines looked at to find the delimiter
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MIXED_WORD = re.compile(r"[A-Za-z][а-яА-ЯіїєґІЇЄҐ]|[а-яА-ЯіїєґІЇЄҐ][A-Za-z]")
_CYRILLIC = re.compile(r"[а-яА-Я]")


def decode(content: bytes, encoding: str | None = None) -> str:
    """Return the text of a file: by its mark, as UTF-8, else as windows-1251 or windows-1250.

    Windows-1251 is taken where it gives whole Cyrillic words. Raises UnicodeError where a declared encoding does not
    fit, LookupError where there is no such encoding.
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
    """Return the delimiter that splits most of the first lines into the same number of cells, and into most."""
    lines = [line for line in text.splitlines()[:_SAMPLE] if line.strip()]
    best, delimiter = (0, 0), ","
    for candidate in _DELIMITERS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=candidate))
        cells, rows = max(counts.items(), key=lambda item: (item[1] * (item[0] - 1), item[0]), default=(1, 0))
        score = (rows * (cells - 1), cells)
        if score > best:
            best, delimiter = score, candidate
    return delimiter


def text_rows(content: bytes, encoding: str | None, delimiter: str | None) -> list[list[Cell]]:
    """Return the rows of a text file, all of one length, its plain whole numbers as numbers.

    Raises UnicodeError, LookupError or csv.Error where it cannot be read.
    """
    text = decode(content, encoding)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or find_delimiter(text)))
    width = max(map(len, rows), default=0)
    return [[*map(_cell, row), *[""] * (width - len(row))] for row in rows]


def _cell(text: str) -> Cell:
    """Return plain digits (no leading zero, not too long) as the number they say, any other text as it is."""
    if text.isdecimal() and len(text) <= _EXACT and (text[0] != "0" or text == "0"):
        return float(text)
    return text
