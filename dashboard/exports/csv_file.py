"""One clean table as .csv: commas, labels above, ISO months, plain numbers, a mark that tells Excel the letters."""

from __future__ import annotations

import csv
import io

from dashboard.cells import WITHHELD
from dashboard.charts.spec import CellValue, TableSpec
from dashboard.content import PageContent
from dashboard.exports.package_schema import column_names
from data.harmless import harmless
from data.wording import Text

_MARK = b"\xef\xbb\xbf"  # tells Excel that the letters are UTF-8


def csv_body(content: PageContent, _text: Text) -> bytes:
    """Return the first table of the page as UTF-8 with a byte-order mark; without a table, an empty file."""
    return _MARK + b"".join(csv_of(table) for table in content.tables[:1])


def csv_of(table: TableSpec, *, keys: bool = False) -> bytes:
    """Return a table as UTF-8; `keys`: its header has the keys of the columns, for programs, and not their labels.

    A missing value is an empty cell, a protected one a mark.
    """
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(column_names(table) if keys else [harmless(column.label) for column in table.columns])
    for number, row in enumerate(table.rows):
        writer.writerow(
            WITHHELD if (number, place) in table.withheld else _cell(value) for place, value in enumerate(row)
        )
    return lines.getvalue().encode()


def _cell(value: CellValue) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return int(value) if float(value).is_integer() else value
