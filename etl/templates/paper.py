"""A workbook being drawn: few colours, tinted cells to fill in, everything else locked, ready for A4.

Texts are written as texts whatever they begin with, and no cell holds a formula.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.periods import Month
from data.wording import Text

INK, DEEP, PALE, TINT, GREY, LINE = "#1F2933", "#1F4E5F", "#E3EEF1", "#FFF8E1", "#EFEFEF", "#BFC7CC"
_A4 = 9
_BOX = {"border": 1, "border_color": LINE, "valign": "vcenter"}
_INPUT = {**_BOX, "bg_color": TINT, "locked": False}
_STYLES: dict[str, dict[str, object]] = {
    "heading": {"bold": True, "font_size": 15, "font_color": DEEP},
    "subtitle": {"font_color": "#52616B"},
    "line": {"text_wrap": True, "valign": "vcenter"},
    "step": {"align": "center", "valign": "vcenter", "font_color": DEEP, "bold": True},
    "sample": {**_BOX, "align": "center", "bg_color": TINT, "bold": True, "font_color": DEEP},
    "header": {
        **_BOX, "bold": True, "font_color": "#FFFFFF", "bg_color": DEEP, "text_wrap": True, "align": "center",
    },
    "section": {**_BOX, "bold": True, "font_color": DEEP, "bg_color": PALE},
    "label": {**_BOX, "text_wrap": True, "indent": 1},
    "code": {**_BOX, "font_color": "#52616B", "align": "center"},
    "given": {**_BOX, "bold": True, "align": "left", "indent": 1, "text_wrap": True},
    "previous": {**_BOX, "font_color": "#6B7780", "bg_color": GREY, "align": "right"},
    "closed": {**_BOX, "bg_color": "#F7F8F8"},
    "text": {**_INPUT, "num_format": "@", "text_wrap": True},
    "whole": {**_INPUT, "num_format": "#,##0"},
    "decimal": dict(_INPUT),
    "days": {**_INPUT, "align": "right"},
    "date": {**_INPUT, "num_format": "dd.mm.yyyy", "align": "center"},
}  # fmt: skip
_HIDDEN = "_meta"


class Paper:
    """The workbook of a form. `said`: the words on it; `version`: what its footers and its hidden sheet say."""

    def __init__(self, said: Text, version: str, month: Month) -> None:
        self.said, self.version, self.month = said, version, month
        self._stream = io.BytesIO()
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = Workbook(self._stream, {"in_memory": True, **plain})
        self.book.set_properties({"title": version, "created": datetime(month.year, month.month, 1)})  # the same bytes
        self.formats = {name: self._format(style) for name, style in _STYLES.items()}

    def _format(self, style: dict[str, object]) -> Format:
        return self.book.add_format({"font_name": "Arial", "font_size": 10, "font_color": INK, **style})

    def sheet(
        self, name: str, widths: Sequence[float], *, freeze: tuple[int, int], landscape: bool = True
    ) -> Worksheet:
        """Return a new sheet: locked but for its inputs, and one page wide when printed."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.formats["line"])
        sheet.hide_gridlines(2)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.freeze_panes(*freeze)
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8{self.version.replace('&', '&&')}&R&8{self.said['template.page']}")
        if landscape:
            sheet.set_landscape()
        if freeze[0]:
            sheet.repeat_rows(0, freeze[0] - 1)
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, value: str | float | None, style: str) -> None:
        """Write a text as it is, a number, or an empty cell."""
        if isinstance(value, str):
            sheet.write_string(row, column, value, self.formats[style])
        elif value is None:
            sheet.write_blank(row, column, None, self.formats[style])
        else:
            sheet.write_number(row, column, value, self.formats[style])

    def head(self, sheet: Worksheet, heading: str, subtitle: str) -> None:
        """Write the two lines every sheet begins with."""
        sheet.set_row(0, 24)
        self.write(sheet, 0, 0, heading, "heading")
        self.write(sheet, 1, 0, subtitle, "subtitle")

    def meta(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write the sheet that says which form this is, out of people's way."""
        sheet = self.book.add_worksheet(_HIDDEN)
        for number, (key, value) in enumerate(rows):
            sheet.write_string(number, 0, key)
            sheet.write_string(number, 1, value)
        sheet.protect("")
        sheet.very_hidden()

    def content(self) -> bytes:
        """Return the finished file, its sheets neither to be renamed, moved nor removed."""
        self.book.close()
        return _structure_locked(self._stream.getvalue())


def _structure_locked(content: bytes) -> bytes:
    """Return the workbook with its structure locked, without a password; the writer has no call for it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as locked:
        for entry in given.infolist():
            part = given.read(entry)
            if entry.filename == "xl/workbook.xml":
                part = part.replace(b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>', 1)
            locked.writestr(entry, part)
    return out.getvalue()
