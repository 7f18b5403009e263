"""One clean table as .csv: commas, labels above, ISO months, plain numbers, a mark that tells Excel the letters.

Of a table whose rows are parts of one figure the last column is the id of that figure, the same in every row, so that
rows that are copied elsewhere keep it; before it stands the label of an embargo. A cell without a value says why in a
mark.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from dashboard.cells import absent_mark
from dashboard.charts.spec import Column, TableSpec
from dashboard.content import PageContent
from dashboard.exports.package_schema import column_names
from dashboard.exports.papers import PASSPORT, labelled, passport_of
from data.harmless import harmless
from data.wording import Text

_MARK = b"\xef\xbb\xbf"  # tells Excel that the letters are UTF-8


def csv_body(content: PageContent, text: Text) -> bytes:
    """Return the first table of the page as UTF-8 with a byte-order mark; without a table, an empty file."""
    return _MARK + b"".join(csv_of(_with_papers(content, table, text)) for table in content.tables[:1])


def csv_of(table: TableSpec, *, keys: bool = False) -> bytes:
    """Return a table as UTF-8; `keys`: its header has the keys of the columns, for programs, and not their labels.

    A cell without a value is a mark: missing, not applicable, or protected.
    """
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(column_names(table) if keys else [harmless(column.label) for column in table.columns])
    for number, row in enumerate(table.rows):
        writer.writerow(
            absent_mark(table, number, place) if value is None else _cell(value) for place, value in enumerate(row)
        )
    return lines.getvalue().encode()


def _with_papers(content: PageContent, table: TableSpec, text: Text) -> TableSpec:
    table = labelled(content, table, text)
    figure = passport_of(content, table)
    if not figure or any(column.key == PASSPORT for column in table.columns):
        return table
    columns = (*table.columns, Column(PASSPORT, text["export.passport"]))
    return replace(table, columns=columns, rows=tuple((*row, figure) for row in table.rows))


def _cell(value: str | int | float) -> str | int | float:
    if isinstance(value, str):
        return harmless(value)
    return int(value) if float(value).is_integer() else value
