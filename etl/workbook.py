"""A file as sheets of cells, whatever its type. Rows are read when first asked for; addresses are those of the file."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from data.provenance import cell_name
from etl.beneath import ods, xlsx
from etl.beneath.facts import NOTHING, Facts
from etl.cells import Cell
from etl.extent import far_cell
from etl.guard import Checked, FileType
from etl.limits import limits
from etl.refusal import Refused
from etl.textfile import text_rows
from etl.texts.folding import fold

if TYPE_CHECKING:
    from openpyxl import Workbook

Row = list[Cell]
# What parsers raise on files whose figures can be read all the same.
BENEATH_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
SEARCHED_ROWS = 40  # where headers, titles and labels are looked for
USUAL_ROWS = 15  # where most headers begin
Merge = tuple[tuple[int, int], tuple[int, int]]  # first and last (row, column), both included

_MEMBERS: dict[tuple[int, int], dict[int, str]] = {}  # workbooks made by one program from one form are built alike
_MOST_MEMBERS = 4_096
_BEYOND = 50  # columns that a merged header may cover beyond the last filled one


@lru_cache(maxsize=16_384)
def cell_words(text: str) -> frozenset[str]:
    """Return the folded text of a cell, of each half of a bilingual one, and of a label before its colon."""
    forms = {fold(text)}
    if ":" in text:
        forms.add(fold(text.partition(":")[0]))
    if "/" in text or "\n" in text:
        forms.update(fold(half) for half in re.split(r"[/\n]", text))
    return frozenset(forms)


@dataclass
class Sheet:
    """One sheet. `index` is its order in the file; a text file is one sheet without a name."""

    name: str
    index: int
    visible: bool
    book: Book
    text_rows: list[Row] | None = None
    header: tuple[str, int] | None = None  # the layout that found a header first, and its row
    _words: list[frozenset[str]] = field(default_factory=list)

    @cached_property
    def source(self) -> CalamineSheet | None:
        """The sheet of the fast reader, which parses it when it is first asked for; None for a text file."""
        if self.book.workbook is None:
            return None
        most = limits().sheet.most_cells
        far = far_cell(self.xml, most)
        if far is None:
            source = self.book.workbook.get_sheet_by_name(self.name)
            row, column = source.end or (0, 0)
            if (row + 1) * (column + 1) <= most:
                return source
            far = cell_name(row, column)
        raise Refused("too-many-cells", far, sheet=self.name, cell=far, limit=most)

    @cached_property
    def rows(self) -> list[Row]:
        """The cells, from A1; rows may be of different lengths in a text file."""
        if self.text_rows is not None:
            return self.text_rows
        return self.source.to_python(skip_empty_area=False) if self.source else []

    def words(self, number: int) -> frozenset[str]:
        """Return the folded texts of a row; remembered, because every layout asks."""
        while len(self._words) <= number:
            texts = [cell for cell in self.rows[len(self._words)] if cell.__class__ is str and cell]
            self._words.append(frozenset().union(*map(cell_words, texts)))
        return self._words[number]

    @cached_property
    def row_hashes(self) -> list[int]:
        """A hash of each of the first rows, to know a header again."""
        return [hash(tuple(row)) for row in self.rows[:USUAL_ROWS]]

    @cached_property
    def merges(self) -> list[Merge]:
        """The merged ranges, as far as there are rows to cover: whole rows and columns are merged in good faith."""
        ranges = (self.source.merged_cell_ranges or ()) if self.source else ()
        if not ranges or not self.rows:
            return []
        height, width = len(self.rows), len(self.rows[0]) + _BEYOND
        merges = [
            (first, (min(last[0], height - 1), min(last[1], width - 1)))
            for first, last in ranges
            if first[0] < height and first[1] < width
        ]
        joined = sum((last[0] - first[0] + 1) * (last[1] - first[1] + 1) for first, last in merges)
        if joined > limits().sheet.most_joined_cells:
            raise Refused("too-many-cells", str(joined), sheet=self.name, limit=limits().sheet.most_joined_cells)
        return merges

    @cached_property
    def merged_from(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Each covered cell of a merged range -> the cell that holds its value."""
        return {
            (row, column): first
            for first, last in self.merges
            for row in range(first[0], last[0] + 1)
            for column in range(first[1], last[1] + 1)
            if (row, column) != first
        }

    @cached_property
    def xml(self) -> bytes:
        """The sheet as it stands in an .xlsx archive; empty for other types."""
        return self.book.sheet_xml(self.index)

    @cached_property
    def beneath(self) -> Facts:
        """What is beneath the cells of an .ods or .xls sheet; that of an .xlsx one is looked for piece by piece."""
        return self.book.beneath.get(self.name, NOTHING)

    @cached_property
    def failed_cells(self) -> frozenset[str]:
        """Addresses of cells that hold an error or a formula never calculated: the reader shows both as empty."""
        return xlsx.failed_cells(self.xml) or frozenset(self.beneath.failed)

    def failed_text(self, row: int, column: int) -> str | None:
        """Return the error or formula of a cell that came back empty although it is not, else None."""
        name = cell_name(row, column)
        if name not in self.failed_cells:
            return None
        return self.beneath.failed.get(name) or self.book.second_look(self.name, row, column)

    @cached_property
    def hidden_rows(self) -> frozenset[int]:
        """Rows (from 0) that the sender has hidden."""
        return xlsx.hidden_rows(self.xml) or self.beneath.hidden_rows

    @cached_property
    def hidden_columns(self) -> frozenset[int]:
        """Columns (from 0) that the sender has hidden."""
        return xlsx.hidden_columns(self.xml) or self.beneath.hidden_columns

    @cached_property
    def comments(self) -> Mapping[str, str]:
        """What people have noted beside cells, by cell name."""
        return self.book.comments_of(self.index) or self.beneath.comments


@dataclass
class Book:
    """An open file."""

    path: Path
    file_type: FileType
    content: bytes
    archive: zipfile.ZipFile | None = None
    sheets: list[Sheet] = field(default_factory=list)
    workbook: CalamineWorkbook | None = None
    looked_beneath: bool = True  # False: errors, hidden rows and comments could not be looked for

    def close(self) -> None:
        """Let go of the sheets, which know their book: else all cells stay until somebody looks for garbage."""
        self.sheets.clear()

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """The names of the sheets by their order in the file; "" where something else than a sheet of cells stands."""
        names = [""] * (max((sheet.index for sheet in self.sheets), default=-1) + 1)
        for sheet in self.sheets:
            names[sheet.index] = sheet.name
        return tuple(names)

    def as_text(self, encoding: str | None, delimiter: str | None) -> Book:
        """Return a text file read as a layout declares it; the book itself where nothing is declared."""
        if self.file_type != "csv" or not (encoding or delimiter):
            return self
        book = Book(self.path, "csv", self.content)
        book.sheets.append(Sheet("", 0, True, book, text_rows=text_rows(self.content, encoding, delimiter)))
        return book

    def sheet_xml(self, index: int) -> bytes:
        """Return the XML of the sheet of that order, or nothing where the archive is built in another way."""
        if self.file_type != "xlsx" or self.archive is None:
            return b""
        member = self._members.get(index)
        return xlsx.without_prefix(self.archive.read(member)) if member else b""

    def comments_of(self, index: int) -> Mapping[str, str]:
        """Return the comments on the .xlsx sheet of that order, by cell."""
        member = self._members.get(index)
        return xlsx.comments(self.archive, member) if self.archive is not None and member else {}

    @cached_property
    def beneath(self) -> dict[str, Facts]:
        """What is beneath the cells of an .ods or .xls file, by sheet; nothing where that cannot be found out."""
        try:
            if self.file_type == "ods" and self.archive is not None:
                return ods.facts_of(self.archive)
            if self.file_type == "xls":
                from etl.beneath import xls  # here, because few files are of that type

                return xls.facts_of(self.content)
        except BENEATH_ERRORS:
            self.looked_beneath = False
        return {}

    @cached_property
    def _members(self) -> dict[int, str]:
        """Sheet order -> member of the archive, from the workbook's own relations; known again by their checksums."""
        if self.archive is None:
            return {}
        known = self.archive.NameToInfo
        parts = (known.get("xl/workbook.xml"), known.get("xl/_rels/workbook.xml.rels"))
        if parts[0] is None or parts[1] is None:
            return {}
        key = (parts[0].CRC, parts[1].CRC)
        if key not in _MEMBERS:
            if len(_MEMBERS) > _MOST_MEMBERS:
                _MEMBERS.clear()
            _MEMBERS[key] = _sheet_members(self.archive.read(parts[0]), self.archive.read(parts[1]))
        return {index: name for index, name in _MEMBERS[key].items() if name in known}

    def second_look(self, sheet: str, row: int, column: int) -> str:
        """Return the formula or error text of a cell, read with the slow and thorough reader."""
        return str(self._thorough[sheet][cell_name(row, column)].value)

    @cached_property
    def _thorough(self) -> Workbook:
        from openpyxl import load_workbook  # here, because few files need a second look and loading it takes a while

        return load_workbook(io.BytesIO(self.content), read_only=False, data_only=False)


def _sheet_members(workbook: bytes, relations: bytes) -> dict[int, str]:
    """Return sheet order -> member of the archive."""
    members: dict[bytes, str] = {}
    for relation in re.findall(rb"<Relationship [^>]*>", relations):
        rel_id, target = re.search(rb'\bId="([^"]+)"', relation), re.search(rb'\bTarget="([^"]+)"', relation)
        if rel_id and target:
            name = target[1].decode("utf-8", "replace")
            members[rel_id[1]] = name.lstrip("/") if name.startswith("/") else f"xl/{name}"
    order = re.findall(rb'<sheet [^>]*\br:id="([^"]+)"', workbook)
    return {index: members[rel_id] for index, rel_id in enumerate(order) if rel_id in members}


def open_book(path: Path, checked: Checked, *, encoding: str | None = None, delimiter: str | None = None) -> Book:
    """Return the file with its sheets, from the content that was checked.

    Raises Refused, and parsers.PARSER_ERRORS or a parser's panic: the caller turns them into a problem.
    """
    book = Book(path, checked.file_type, checked.content, archive=checked.archive)
    if checked.file_type == "csv":
        book.sheets.append(Sheet("", 0, True, book, text_rows=text_rows(checked.content, encoding, delimiter)))
        return book
    try:
        workbook = book.workbook = CalamineWorkbook.from_filelike(io.BytesIO(checked.content))
    except PasswordError as error:
        raise Refused("encrypted", path.name) from error
    for index, metadata in enumerate(workbook.sheets_metadata):
        if metadata.typ == SheetTypeEnum.WorkSheet:
            visible = metadata.visible == SheetVisibleEnum.Visible
            book.sheets.append(Sheet(metadata.name, index, visible, book))
    return book
