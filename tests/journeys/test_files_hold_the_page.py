"""The files of an address hold the numbers the page draws: in its tables, in its charts, in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page

from tests.dashboard.exports.reading import MARKS, agree, read, rows_of, table_name, workbook_tables

pytestmark = pytest.mark.browser

QUERY = "from=2016-03&to=2016-12"
LABEL = {"ro": "date demonstrative", "ru": "демонстрационные данные", "en": "demonstration data"}


@pytest.fixture(scope="module", params=[("ro", "overview"), ("ru", "attendance"), ("en", "attendance")], ids="/".join)
def said(request, open_page, visit):
    """Return a page that is open and its .json."""
    language, name = request.param
    with open_page({"width": 1280, "height": 900}) as (page, _):
        visit(page, f"/{language}/{name}?{QUERY}")
        yield page, json.loads(taken(page, "json").read_bytes())


def taken(page: Page, extension: str) -> Path:
    """Return the file that the link in the footer gives."""
    stem = page.url.partition("?")[0].rpartition("/")[2]
    with page.expect_download() as download:
        page.locator(f"footer a[href*='{stem}.{extension}']").click()
    assert download.value.suggested_filename.endswith(f"-demo.{extension}")
    return Path(download.value.path())


def in_place(page: Page, key: str) -> Locator:
    """Return the table of this key, in its chart or in its section."""
    return page.locator(f"figure#{key} table, section[aria-labelledby={key}] table")


def test_every_table_drawn_holds_the_numbers_of_the_json(said):
    page, document = said
    compared = 0
    for table in document["tables"]:
        rows = in_place(page, table["key"]).locator("tbody tr")
        if not rows.count():
            continue  # a table of the files that the page does not draw
        drawn = rows.evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.textContent))")
        for cells, row in zip(drawn, table["rows"][: len(drawn)], strict=True):
            for cell, value, column in zip(cells, row, table["columns"], strict=True):
                if column["kind"] in ("whole", "decimal", "percent"):
                    assert agree(read(cell, document["language"]), value), (table["key"], column["key"], cell, value)
                    compared += 1
    assert compared > 20


def test_every_chart_draws_numbers_of_the_json(said):
    page, document = said
    tables = {table["key"]: table for table in document["tables"]}
    charts = page.locator("main figure:has(.js-plotly-plot)")
    for chart in charts.all():
        table = tables[chart.get_attribute("id")]
        columns = [list(column) for column in zip(*table["rows"], strict=True)]
        drawn = chart.locator(".js-plotly-plot").evaluate(
            "plot => plot.data.map(trace => [...(trace.orientation === 'h' ? trace.x : trace.y)])"
        )
        for values in drawn:
            assert any(values == column[: len(values)] for column in columns)
    assert charts.count() >= 1


def test_the_csv_of_a_chart_holds_the_rows_behind_it(said):
    page, document = said
    for chart in page.locator("main figure:has(.js-plotly-plot)").all():
        chart.locator(".menu summary").click()
        with page.expect_download() as download:
            chart.locator("a[href*='.csv']").click()
        page.keyboard.press("Escape")  # closes the menu
        lines = Path(download.value.path()).read_text(encoding="utf-8-sig")
        _, *rows = csv.reader(io.StringIO(lines))
        (table,) = [table for table in document["tables"] if table["key"] == chart.get_attribute("id")]
        kinds = [column["kind"] for column in table["columns"]]
        numbers = [
            [number(cell) if kind not in ("text", "month") else cell for cell, kind in zip(row, kinds, strict=False)]
            for row in rows
        ]
        assert numbers == table["rows"]
        assert {row[-1] for row in rows} == {table["passport"]}


def number(cell: str) -> float | None:
    """Return the number of a cell of a .csv; a mark is none."""
    return None if cell in MARKS else float(cell)


def test_the_workbook_holds_the_tables_of_the_json_and_its_papers(said):
    page, document = said
    body = taken(page, "xlsx").read_bytes()
    found, charts = workbook_tables(body), workbook_tables(taken(page, "charts.xlsx").read_bytes())
    for table in document["tables"]:
        assert found[table_name(table["key"])] == rows_of(table["rows"]) == charts[table_name(table["key"])]
    cover = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    words = {cell.value for row in cover.iter_rows() for cell in row}
    assert {document[key] for key in ("title", "filters", "coverage", "as_of", "source", "demonstration")} <= words
    assert LABEL[document["language"]] in document["demonstration"].lower()


def test_the_csv_of_the_page_is_its_first_table(said):
    page, document = said
    header, *rows = csv.reader(io.StringIO(taken(page, "csv").read_text(encoding="utf-8-sig")))
    first = document["tables"][0]
    labels = [column["label"] for column in first["columns"]]
    assert header[: len(labels)] == labels
    assert len(header) == len(labels) + bool(first["passport"])
    assert len(rows) == len(first["rows"])
