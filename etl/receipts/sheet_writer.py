"""Writes values into a sheet of a receipt so that each stays what it is: text stays text, whatever it begins with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from etl.receipts.copying import Value, is_number, plain_text
from etl.receipts.styles import Look, Property

LONGEST_TEXT = 32_767  # characters of a cell, by Excel's own limit
_LIKE_FORMULA = re.compile(r"\s*[=+\-@|＝＋－＠]")
_EARLIEST = 1900  # the year in which Excel's calendar begins


class SheetWriter:
    """Writes into the sheets of one workbook, with each look made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[Look, Format] = {}

    def format(self, look: Look | Mapping[str, Property]) -> Format | None:
        """Return the format of a look; None for a plain one."""
        key = tuple(look.items()) if isinstance(look, Mapping) else look
        if not key:
            return None
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(dict(key))
        return self._formats[key]

    def write(self, sheet: Worksheet, row: int, column: int, value: Value, look: Look = ()) -> None:
        """Write one value; a text that a spreadsheet could take for a formula is held fast as text."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.format(look))
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.format(look))
        elif isinstance(value, int | float) and is_number(value):
            sheet.write_number(row, column, float(value), self.format(look))
        elif not isinstance(value, str | int | float) and _in_calendar(value):
            sheet.write_datetime(row, column, value, self.format(look))
        else:
            written = plain_text(str(value))[:LONGEST_TEXT]
            if _LIKE_FORMULA.match(written):
                look = (*look, ("quote_prefix", True))
            sheet.write_string(row, column, written, self.format(look))


def _in_calendar(value: date | datetime | time | timedelta) -> bool:
    if isinstance(value, timedelta):
        return value >= timedelta(0)
    return isinstance(value, time) or value.year >= _EARLIEST
