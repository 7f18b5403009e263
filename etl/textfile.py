"""Text files as rows of cells: encoding and delimiter as declared, else found out from the content."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from typing import Literal

from data.provenance import cell_name
from etl.cells import Cell
from etl.limits import limits
from etl.refusal import Refused

_DELIMITERS = ";\t,|"
_EXACT = 15  # digits that a floating-point number holds exactly
_LONGEST = 131_072  # characters of a cell
_SAMPLE = 30  # lines looked at to find the delimiter
_SAMPLED = 100_000  # letters in which these lines are looked for
_MOST_LINES = 20  # in one quoted cell; more of them, and a quote was never closed
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WIDE_SHARE = 0.05  # of UTF-16 pairs are blanks, digits and separators at least, whatever the alphabet
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a"))
_MOST_CONTROL = 0.01  # of a text
_GOOD_TO_BAD = 3  # letters well written in UTF-8 for each that is not: the file was cut or patched
_SEPARATOR_LINE = re.compile(r"\A\ufeff?sep=(.)\r?\n", re.IGNORECASE)  # what Excel writes and reads
_MIXED_WORD = re.compile(r"[A-Za-z][а-яА-ЯіїєґІЇЄҐ]|[а-яА-ЯіїєґІЇЄҐ][A-Za-z]")
_CYRILLIC = re.compile(r"[а-яА-Я]")


def is_text(head: bytes) -> bool:
    """True when the first bytes of a file are those of a text, in whatever encoding."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _utf_16(head):
        return True
    control = len(head) - len(head.translate(None, _CONTROL))
    return b"\x00" not in head and control <= _MOST_CONTROL * len(head)


def decode(content: bytes, encoding: str | None = None) -> str:
    """Return the text of a file: by its mark, as UTF-8 or UTF-16, else as windows-1251 or windows-1250.

    Windows-1251 is taken where it gives whole Cyrillic words. Raises UnicodeError where a declared encoding does not
    fit, LookupError where there is no such encoding.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    if encoding:
        return content.decode(encoding)
    if wide := _utf_16(content):
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_damaged(content) or _decode_bytes(content)


def _utf_16(content: bytes) -> str | None:
    """Return the byte order of a UTF-16 text without a mark: every second byte of its plain characters is zero."""
    low, high = content[:_SAMPLED:2], content[1:_SAMPLED:2]
    for first, second, name in ((low, high, "utf-16-le"), (high, low, "utf-16-be")):
        if second and 0 not in first and second.count(0) > _WIDE_SHARE * len(second):
            return name
    return None


def _decode_damaged(content: bytes) -> str | None:
    """Return a UTF-8 text that is cut or patched somewhere; None for another encoding: hardly a letter fits."""
    text = content.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    return text if good > _GOOD_TO_BAD * bad else None


def _decode_bytes(content: bytes) -> str:
    cyrillic = content.decode("windows-1251", "replace")
    mixed, letters = len(_MIXED_WORD.findall(cyrillic)), len(_CYRILLIC.findall(cyrillic))
    return cyrillic if letters > 4 * mixed else content.decode("windows-1250", "replace")


def find_delimiter(text: str) -> str:
    """Return the delimiter that splits most of the first lines into the same number of cells, and into most."""
    lines = [line for line in text[:_SAMPLED].splitlines()[:_SAMPLE] if line.strip()]
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

    Raises UnicodeError, LookupError or csv.Error where it cannot be read, Refused where it has too many cells.
    """
    text = decode(content, encoding)
    if told := _SEPARATOR_LINE.match(text):
        text, delimiter = text[told.end() :], delimiter or told[1]
    delimiter = delimiter or find_delimiter(text)
    rows = _rows(text, delimiter, csv.QUOTE_MINIMAL)
    if '"' in text and any(cell.count("\n") > _MOST_LINES for row in rows for cell in row):
        rows = _rows(text, delimiter, csv.QUOTE_NONE)
    width = max(map(len, rows), default=0)
    return [[*map(_cell, row), *[""] * (width - len(row))] for row in rows]


def _rows(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[list[str]]:
    csv.field_size_limit(_LONGEST)  # whatever other packages of this process have made of it
    most, rows, width = limits().sheet.most_cells, [], 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting):
        rows.append(row)
        width = max(width, len(row))
        if len(rows) * width > most:
            raise Refused("too-many-cells", cell_name(len(rows) - 1, width - 1), limit=most)
    return rows


def _cell(text: str) -> Cell:
    """Return plain digits (no leading zero, not too long) as the number they say, any other text as it is."""
    if text.isdecimal() and len(text) <= _EXACT and (text[0] != "0" or text == "0"):
        return float(text)
    return text
