"""A cell of a table as read: by people on a page, on a slide, on paper."""

from __future__ import annotations

from datetime import date

from dashboard.charts.spec import CellValue, Column, TableSpec
from data.formats import change, month_name, number, percent, short_date
from data.periods import Month
from data.wording import Text

# The marks of the UK Analysis Function's rules for spreadsheets: confidential, not available, not applicable.
WITHHELD, MISSING, NOT_APPLICABLE = "[c]", "[x]", "[z]"
MARKS = {MISSING: "missing", NOT_APPLICABLE: "not_applicable", WITHHELD: "withheld"}  # their meaning under [export]
NUMBERS = ("whole", "decimal", "percent", "figure")  # kinds of columns that hold numbers


def absent_mark(table: TableSpec, row: int, place: int) -> str:
    """Return the mark of a cell without a value: why there is none."""
    if (row, place) in table.withheld:
        return WITHHELD
    return MISSING if table.columns[place].kind in NUMBERS else NOT_APPLICABLE


def shown_row(table: TableSpec, number: int, text: Text) -> list[str]:
    """Return the cells of a row as read in the language; what is protected is a mark."""
    cells = zip(table.rows[number], table.columns, strict=True)
    return [
        WITHHELD if (number, place) in table.withheld else shown(cell, column, text)
        for place, (cell, column) in enumerate(cells)
    ]


def shown(cell: CellValue, column: Column, text: Text) -> str:
    """Return a cell as read in the language; a missing value is a dash, never 0."""
    if cell is None:
        return text["absent.short"]
    if column.kind == "month":
        return month_name(Month.parse(str(cell)), text.language)
    if column.kind == "day":
        return short_date(date.fromisoformat(str(cell)), text.language)
    if isinstance(cell, str):
        return cell
    if column.kind == "percent":
        written = change if column.key.startswith("change") else percent
        return written(cell, text.language)
    decimal = column.kind == "decimal" or (column.kind == "figure" and not float(cell).is_integer())
    return number(cell, text.language, 1 if decimal else 0)


def is_words(column: Column) -> bool:
    """Return True for a column of words, months or days; numbers stand under each other."""
    return column.kind in ("text", "month", "day")
