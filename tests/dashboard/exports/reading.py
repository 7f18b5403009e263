"""Reading files back: every table of every form as rows of plain cells, so that they can be held side by side."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree

from pptx import Presentation
from python_calamine import CalamineWorkbook

Cell = str | float | None
Rows = list[list[Cell]]
NUMBERS = ("whole", "decimal", "percent", "figure")  # kinds of columns
MARKS = ("[x]", "[z]", "[c]")


def kept(cell: object) -> Cell:
    """Return a cell as it is compared: numbers in the 15 digits a workbook keeps, what is missing as None."""
    if cell is None or cell == "" or cell in MARKS:
        return None
    if isinstance(cell, int | float):
        return float(f"{cell:.14g}")
    return str(cell)


def rows_of(cells: Sequence[Sequence[object]]) -> Rows:
    return [[kept(cell) for cell in row] for row in cells]


def json_tables(body: bytes) -> dict[str, Rows]:
    """Return the rows of each table by its key."""
    return {table["key"]: rows_of(table["rows"]) for table in json.loads(body)["tables"]}


def csv_rows(body: bytes, kinds: Sequence[str]) -> Rows:
    """Return the rows of the one table of a .csv, numbers where the columns are of numbers; without a last column that
    repeats the id of its figure."""
    _, *rows = csv.reader(io.StringIO(body.decode("utf-8-sig")))
    numbers = [kind in NUMBERS for kind in kinds]
    return rows_of(
        [
            [float(cell) if number and cell not in MARKS else cell for cell, number in zip(row, numbers, strict=False)]
            for row in rows
        ]
    )


def workbook_tables(body: bytes) -> dict[str, Rows]:
    """Return the rows of each marked table by its name in Excel, in the rows that its mark spans."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(body), load_tables=True)
    return {name: rows_of(book.get_table_by_name(name).to_python()) for name in book.table_names}


def table_name(key: str) -> str:
    """Return the name that the table of a key has in a workbook."""
    return "table_" + re.sub(r"[^a-z0-9]+", "_", key.lower())


def picture_numbers(body: bytes) -> list[list[float | None]]:
    """Return the values that a drawing says it draws, one list a series."""
    told = ElementTree.fromstring(body.decode()).findtext("{http://www.w3.org/2000/svg}metadata")
    return [one.get("values", []) for one in json.loads(told or "{}")["series"]]


def chart_numbers(body: bytes) -> list[list[float | None]]:
    """Return the values that each native chart of a workbook keeps of its cells, one list a series."""
    space = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    found = []
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        for name in sorted(name for name in parts.namelist() if name.startswith("xl/charts/chart")):
            for values in ElementTree.fromstring(parts.read(name)).iter(f"{space}val"):
                cells: list[float | None] = [None] * int(values.find(f".//{space}ptCount").get("val"))
                for point in values.iter(f"{space}pt"):
                    cells[int(point.get("idx"))] = float(point.findtext(f"{space}v"))
                found.append(cells)
    return found


def slide_numbers(body: bytes) -> list[list[list[float | None]]]:
    """Return the values of each series of each native chart of the one slide."""
    (slide,) = Presentation(io.BytesIO(body)).slides
    charts = (shape.chart for shape in slide.shapes if shape.has_chart)
    return [[list(series.values) for series in chart.plots[0].series] for chart in charts]


def slide_cells(body: bytes) -> list[list[str]]:
    """Return the cells of the first table of the one slide, without its headings."""
    (slide,) = Presentation(io.BytesIO(body)).slides
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for row in list(tables[0].rows)[1:]]


def read(cell: str, language: str) -> float | None:
    """Return the number of a cell as the language writes it; None for a dash."""
    thousands, decimal = {"ro": (".", ","), "ru": ("\u00a0", ","), "en": (",", ".")}[language]
    bare = cell.replace(thousands, "").replace(decimal, ".").replace("\u2212", "-")
    found = re.search(r"[+-]?\d+(\.\d+)?", bare)
    return float(found[0]) if found else None


def agree(drawn: float | None, number: float | None) -> bool:
    """Return True where a number is drawn as it is, or rounded to the one decimal that a share is drawn with."""
    if drawn is None or number is None:
        return drawn is number
    return abs(drawn - number) <= (0 if float(number).is_integer() else 0.0501)
