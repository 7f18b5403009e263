"""What both workbooks are made of: sheets whose rows stream to disk, marked tables, cells that nothing brings alive.

xlsxwriter is the writer because it writes a text as text when told so (openpyxl and pandas take one that begins with
"=" for a formula), has native charts with alternative text, and needs no more memory for more rows.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from dashboard.cells import NUMBERS, absent_mark
from dashboard.charts.spec import CellValue, Column, ColumnKind, TableSpec
from dashboard.content import PageContent
from dashboard.exports.file_names import slug
from dashboard.exports.fitting import LINE, headers_of, height_of, lines_of, unlike, width_of
from data.formats import percent_mark

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NUMBER_FORMATS: dict[str, str] = {"whole": "#,##0", "decimal": "#,##0.0"}
_LONGEST_SHEET_NAME, _LONGEST_TABLE_NAME, _LONGEST_TEXT = 31, 255, 32_767  # what Excel takes
_IN_TABLE_NAMES = str.maketrans({"-": "_", " ": "_", "(": None, ")": None})
_COVER = 70  # letters of a line of words: as many as a printed page has room for in any font
Place = tuple[int, int]  # row and column of a table
Fill = tuple[str, str]  # the ground of a cell and its letters
_NO_FILLS: Mapping[Place, Fill] = {}
_STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16},
    "strong": {"bold": True, "font_size": 11},
    "plain": {"valign": "top"},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "header": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "header-number": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "align": "right"},
    **{kind: {"valign": "top"} for kind in ("text", "month", "day")},
    **{kind: {"num_format": said, "valign": "top"} for kind, said in _NUMBER_FORMATS.items()},
}


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet whose rows go to disk as they are written; write them from top to bottom."""

    def mark(self, top: int, rows: int, options: Mapping[str, object], columns: Sequence[str]) -> None:
        """Mark the table whose header stands in row `top`, before its rows are written; `rows` without the header.

        The writer refuses tables where rows stream, because it would write their cells, and it notes each of their
        cells in memory. Here the caller writes the cells, and the first row stands for all until the range is known.
        """
        self.constant_memory = False
        self.add_table(top, 0, top + 1, len(columns) - 1, {**options, "columns": [{"header": one} for one in columns]})
        self.constant_memory = True
        marked = self.tables[-1]
        marked["range"] = marked["a_range"] = xl_range(top, 0, top + max(1, rows), len(columns) - 1)
        if options["autofilter"]:
            marked["autofilter"] = marked["range"]

    def note(self, row: int, column: int, words: str) -> None:
        """Put a note at a cell. The writer drops notes of rows that have gone to disk without a word."""
        self.constant_memory = False
        self.write_comment(row, column, words)
        self.constant_memory = True


@dataclass
class Book:
    """A workbook in the making: names that are taken, formats, and whether every cell without a value has a mark."""

    content: PageContent
    marks: bool  # else only those that are withheld have one, and the others are empty
    file: io.BytesIO = field(default_factory=io.BytesIO)
    _taken: set[str] = field(default_factory=lambda: {"history"})  # Excel keeps this name for itself
    _tables: set[str] = field(default_factory=set)
    _formats: dict[str, Format] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.book = Workbook(self.file, _OPTIONS)
        said = self.content
        properties = {"title": said.title, "subject": said.filters, "comments": "; ".join(said.labels)}
        self.book.set_properties({**properties, "company": said.source})

    def look(self, name: str) -> Format:
        """Return a format of the workbook by its name."""
        if name not in self._formats:
            self._formats[name] = self.book.add_format(self._style(name))
        return self._formats[name]

    def _style(self, name: str) -> dict[str, object]:
        """Return how cells of a kind look; a percentage has the sign of the language, as on the page."""
        if name == "percent":
            return {"num_format": f'0.0"{percent_mark(self.content.language)}"', "valign": "top"}
        return _STYLES[name]

    def filled(self, colour: str, ink: str, kind: ColumnKind) -> Format:
        """Return the format of a cell with this ground and these letters."""
        name = f"{colour} {kind}"
        if name not in self._formats:
            ground = {"bg_color": colour, "font_color": ink, "border": 1, "border_color": "#C3CAD2"}
            self._formats[name] = self.book.add_format({**self._style("plain" if kind == "figure" else kind), **ground})
        return self._formats[name]

    def sheet(self, title: str) -> Sheet:
        """Return a new sheet; its name is the title as Excel allows it, and unlike the others."""
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")
        if len(plain) > _LONGEST_SHEET_NAME:
            plain = plain[: _LONGEST_SHEET_NAME + 1].rpartition(" ")[0] or plain[:_LONGEST_SHEET_NAME]
        name = unlike(plain.strip(" '") or "1", self._taken, _LONGEST_SHEET_NAME)
        made: Sheet = self.book.add_worksheet(name, Sheet)
        if self.content.labels:  # above every printed page
            made.set_header("&L" + "; ".join(self.content.labels).replace("&", "&&"))
        return made

    def lines(self, sheet: Sheet, said: Iterable[tuple[str, str]]) -> int:
        """Write lines of words (style, words) down the first column; return the row below."""
        row = 0
        for style, words in said:
            if words:
                if style == "wrapped":
                    sheet.set_row(row, LINE * lines_of(words, _COVER))
                sheet.write_string(row, 0, words[:_LONGEST_TEXT], self.look(style))
                row += 1
        return row

    def words(self, sheet: Sheet, said: Iterable[tuple[str, str]]) -> None:
        """Write a sheet of nothing but words."""
        sheet.set_column(0, 0, _COVER)
        sheet.fit_to_pages(1, 0)
        self.lines(sheet, said)

    def table(
        self, sheet: Sheet, table: TableSpec, top: int, *, filters: bool, fills: Mapping[Place, Fill] = _NO_FILLS
    ) -> None:
        """Write a table with its header in row `top` as an Excel table; its name is that of its key."""
        headers = headers_of(table.columns)
        options = {
            "name": unlike(f"table_{slug(table.key)}", self._tables, _LONGEST_TABLE_NAME).translate(_IN_TABLE_NAMES),
            "description": table.title,
            "autofilter": filters,
            "style": "Table Style Light 1",
        }
        widths = [width_of(table, place) for place in range(len(headers))]
        sheet.set_row(top, height_of(headers, widths))
        self._header(sheet, top, headers, table.columns)
        sheet.mark(top, len(table.rows), options, headers)
        self._header(sheet, top, headers, table.columns)  # marking has written it for memory, this one goes to disk
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        for number, row in enumerate(table.rows or [(None,) * len(headers)]):
            tall = height_of(row, widths)
            if tall > LINE:
                sheet.set_row(top + 1 + number, tall)
            for place, value in enumerate(row):
                said, look = self._cell(value, table, (number, place))
                if (number, place) in fills:
                    look = self.filled(*fills[number, place], table.columns[place].kind)
                if isinstance(said, str):
                    sheet.write_string(top + 1 + number, place, said[:_LONGEST_TEXT], look)
                elif said is not None:
                    sheet.write_number(top + 1 + number, place, said, look)
        sheet.set_landscape()
        sheet.repeat_rows(top)
        sheet.fit_to_pages(1, 0)

    def done(self) -> bytes:
        """Return the finished file."""
        self.book.close()
        return self.file.getvalue()

    def _header(self, sheet: Sheet, row: int, headers: Sequence[str], columns: Sequence[Column]) -> None:
        for place, (header, column) in enumerate(zip(headers, columns, strict=True)):
            look = "header-number" if column.kind in NUMBERS else "header"
            sheet.write_string(row, place, header, self.look(look))

    def _cell(self, value: CellValue, table: TableSpec, place: Place) -> tuple[CellValue, Format]:
        """Return what is written for a cell, and how it looks; None: nothing is."""
        kind = table.columns[place[1]].kind
        if isinstance(value, str):
            return value, self.look("wrapped")
        if value is not None:
            whole = kind == "figure" and float(value).is_integer()
            return value, self.look("whole" if whole else "decimal" if kind == "figure" else kind)
        marked = self.marks or place in table.withheld
        return absent_mark(table, *place) if marked else None, self.look("plain")
