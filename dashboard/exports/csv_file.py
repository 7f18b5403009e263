"""One clean table as .csv: commas, labels above, ISO months, plain numbers, a mark that tells Excel the letters."""

from __future__ import annotations

import csv
import io

from dashboard.charts.spec import CellValue
from dashboard.content import PageContent
from data.harmless import harmless
from data.wording import Text


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
