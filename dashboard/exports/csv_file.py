"""One clean table as .csv: commas, labels above, ISO months, plain numbers, a mark that tells Excel the letters."""

from __future__ import annotations

import csv
import io
import re

from dashboard.charts.spec import CellValue
from dashboard.content import PageContent
from data.wording import Text

# A spreadsheet takes a text for a formula when it starts with one of these, also behind blanks, and also behind a
# semicolon or tab when its country's separator is not the comma.
_FORMULA_START = re.compile(r"(^|[;,\t|])(\s*)(?=[=+\-@＝＋－＠])")
_NUMBER_OR_DASH = re.compile(r"[+-]?\d+([.,]\d+)?|[-–—]")
_LINE_BREAKS = re.compile(r"[\r\n\v\f\x00]+")


def csv_body(content: PageContent, _text: Text) -> bytes:
    """Return the first table of the page as UTF-8 with a byte-order mark; without a table, an empty file."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    for table in content.tables[:1]:
        writer.writerow([harmless(column.label) for column in table.columns])
        writer.writerows([_cell(value) for value in row] for row in table.rows)
    return lines.getvalue().encode("utf-8-sig")


def _cell(value: CellValue) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return int(value) if float(value).is_integer() else value


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet runs it as a formula; a number written as text stays as it is."""
    one_line = _LINE_BREAKS.sub(" ", text)
    if _NUMBER_OR_DASH.fullmatch(one_line):
        return one_line
    return _FORMULA_START.sub(r"\1\2'", one_line)
