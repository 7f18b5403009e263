"""Beneath the cells of an .xlsx sheet: found in its XML by plain searches, which cost next to nothing."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from posixpath import join, normpath

_ERROR_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*\bt="e"')
_EMPTY_FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"((?:(?!\bt="str")[^>])*)><f[^>]*?(?:/>|>[^<]*</f>)(?:<v></v>|<v ?/>|</c>)'
)
_SIGNS_OF_EMPTY = (b"</f></c>", b"/></c>", b"<v></v>", b"<v/>", b"<v />")  # one is there if a formula has no value
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]+)"[^>]*\bhidden="(?:1|true)"')
_HIDDEN_COLUMN = re.compile(rb'<col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_COMMENT = re.compile(rb'<comment\b[^>]*\bref="([A-Z]+[0-9]+)"[^>]*>(.*)', re.DOTALL)
_TEXT = re.compile(rb"<t\b[^>]*>([^<]*)</t>")
_PREFIX = re.compile(rb"<(\w+):worksheet\b")
_ROOT_WITHIN = 1_024  # bytes
_MOST_COLUMNS = 16_384


def without_prefix(xml: bytes) -> bytes:
    """Return a sheet as most programs write it: some put a prefix before the name of every element."""
    found = _PREFIX.search(xml[:_ROOT_WITHIN])
    if found is None:
        return xml
    return xml.replace(b"<" + found[1] + b":", b"<").replace(b"</" + found[1] + b":", b"</")


def failed_cells(xml: bytes) -> frozenset[str]:
    """Return the names of cells that hold an error or a formula never calculated."""
    found: list[bytes] = _ERROR_CELL.findall(xml) if b't="e"' in xml else []
    if b"<f" in xml and any(sign in xml for sign in _SIGNS_OF_EMPTY):
        found += [match[0] for match in _EMPTY_FORMULA.findall(xml)]
    return frozenset(name.decode() for name in found)


def hidden_rows(xml: bytes) -> frozenset[int]:
    """Return the hidden rows, from 0."""
    return frozenset(int(number) - 1 for number in _HIDDEN_ROW.findall(xml)) if b"hidden=" in xml else frozenset()


def hidden_columns(xml: bytes) -> frozenset[int]:
    """Return the hidden columns, from 0."""
    head = xml.partition(b"<sheetData")[0]
    if b"hidden=" not in head:
        return frozenset()
    ends = [
        [int(found[1]) for name in (b"min", b"max") if (found := re.search(rb"\b" + name + rb"=\"(\d+)\"", column))]
        for column in _HIDDEN_COLUMN.findall(head)
    ]
    return frozenset(at - 1 for first, last in ends for at in range(first, min(last, first + _MOST_COLUMNS) + 1))


def comments(archive: zipfile.ZipFile, member: str) -> dict[str, str]:
    """Return what people noted beside the cells of a sheet, by cell; `member`: the sheet's own part of the archive."""
    known = archive.NameToInfo
    folder, _, name = member.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in known or not any(part.startswith("xl/comments") for part in known):
        return {}
    targets = re.findall(rb'\bTarget="([^"]*comment[^"/]*\.xml)"', archive.read(relations))
    members = (normpath(join("/", folder, target.decode("ascii", "replace"))).lstrip("/") for target in targets)
    xml = next((archive.read(part) for part in members if part in known), b"")
    notes = (_COMMENT.search(piece) for piece in xml.split(b"</comment>")[:-1])
    return {
        note[1].decode(): unescape(b" ".join(_TEXT.findall(note[2])).decode("utf-8", "replace")).strip()
        for note in notes
        if note is not None
    }
