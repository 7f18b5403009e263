"""Beneath the cells of an .ods file: its content is walked through once, repeated rows and cells counted, not made."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, iterparse

from data.provenance import cell_name
from etl.beneath.facts import Facts

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ERROR = re.compile(r"#[^\s]+[!?]?|Err:\d+")
_MOST = 2_000  # rows or columns hidden in one stroke; beyond that nothing is written


@dataclass
class _Sheet:
    """A sheet while it is walked through."""

    row: int = 0
    column: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    comments: dict[str, str] = field(default_factory=dict)

    def facts(self) -> Facts:
        return Facts(self.failed, frozenset(self.rows), frozenset(self.columns), self.comments)

    def add_column(self, element: Element) -> None:
        count = _repeated(element, "columns")
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            self.columns.update(range(self.column, self.column + min(count, _MOST)))
        self.column += count

    def add_row(self, element: Element) -> None:
        count = _repeated(element, "rows")
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            self.rows.update(range(self.row, self.row + min(count, _MOST)))
        at = 0
        for cell in element:
            if cell.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                self._add_cell(cell, cell_name(self.row, at))
                at += _repeated(cell, "columns")
        self.row += count

    def _add_cell(self, cell: Element, name: str) -> None:
        note = cell.find(f"{_OFFICE}annotation")
        if note is not None:
            self.comments[name] = " ".join("".join(part.itertext()) for part in note.iter(f"{_TEXT}p")).strip()
        if f"{_TABLE}formula" in cell.attrib:
            shown = " ".join("".join(part.itertext()) for part in cell.findall(f"{_TEXT}p"))
            if _ERROR.fullmatch(shown):
                self.failed[name] = shown
            elif f"{_OFFICE}value-type" not in cell.attrib:
                self.failed[name] = cell.attrib[f"{_TABLE}formula"].removeprefix("of:")


def facts_of(archive: zipfile.ZipFile) -> dict[str, Facts]:
    """Return the facts of each sheet by its name."""
    sheets: dict[str, Facts] = {}
    now = _Sheet()
    with archive.open("content.xml") as packed:
        for event, element in iterparse(io.BytesIO(packed.read()), ("start", "end")):  # noqa: S314 (as above)
            if event == "start":
                if element.tag == f"{_TABLE}table":
                    now = _Sheet()
            elif element.tag == f"{_TABLE}table-column":
                now.add_column(element)
            elif element.tag == f"{_TABLE}table-row":
                now.add_row(element)
                element.clear()
            elif element.tag == f"{_TABLE}table":
                sheets.setdefault(element.get(f"{_TABLE}name", ""), now.facts())
                element.clear()
    return sheets


def _repeated(element: Element, what: str) -> int:
    count = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(count) if count.isdecimal() else 1
