"""The three files of a page hold exactly its numbers and its words, and no text of a sender comes alive."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pytest

from dashboard.charts.spec import Column, TableSpec
from dashboard.exports import EXTENSIONS, UnknownExtension, export

OF_TABLES = [extension for extension in EXTENSIONS if extension != "svg"]


def rows_of_csv(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))


def book_of(body: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(body))


def table_of(*names: str) -> TableSpec:
    return TableSpec("names", "Nume", (Column("name", "Nume"),), tuple((name,) for name in names))


def test_the_csv_is_one_clean_table_with_the_numbers_of_the_page(content, words):
    said = content()
    header, *rows = rows_of_csv(export(said, "csv", words).body)
    table = said.tables[0]
    assert header == [column.label for column in table.columns]
    for read, row in zip(rows, table.rows, strict=True):
        assert read[:2] == list(row[:2])
        assert [None if cell == "[x]" else float(cell) for cell in read[2:]] == list(row[2:])
    assert rows[0][2:] == ["1234", "12.345678901234", "-3.5"]
    assert rows[1][2:] == ["0", "[x]", "[x]"]


def test_a_cell_without_a_value_says_why_in_the_marks_of_the_workbook(content, words):
    columns = (Column("name", "Nume"), Column("noted", "Notă"), Column("visits", "Vizite", "whole"))
    rows = (("a", None, None), ("b", "x", None), ("c", "y", 0))
    said = content(cards=(), tables=(TableSpec("t", "T", columns, rows, withheld=frozenset({(1, 2)})),))
    _, *read = rows_of_csv(export(said, "csv", words).body)
    assert read == [["a", "[z]", "[x]"], ["b", "x", "[c]"], ["c", "y", "0"]]
    sheet = book_of(export(said, "xlsx", words).body)["T"]
    told = [[str(cell.value) for cell in row] for row in sheet.iter_rows(min_row=sheet.max_row - 2)]
    assert told == read


def test_rows_of_one_figure_keep_its_id_in_the_csv(content, words):
    said = content()
    table = replace(said.tables[0], passport="3h7v-9pj")
    header, *rows = rows_of_csv(export(replace(said, tables=(table,)), "csv", words).body)
    assert header == [*(column.label for column in table.columns), words["export.passport"]]
    assert [row[-1] for row in rows] == ["3h7v-9pj"] * len(table.rows)


def test_columns_of_different_figures_have_their_ids_in_every_file_with_papers(content, words):
    said = content()
    first = said.tables[0]
    columns = tuple(replace(one, passport="3h7v-9pj") if one.key == "visits" else one for one in first.columns)
    content = replace(said, tables=(replace(first, columns=columns),))
    sheets = book_of(export(content, "xlsx", words).body).worksheets
    assert any("Vizite 3h7v-9pj" in str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    notes = [
        (cell.value, cell.comment.text)
        for sheet in book_of(export(content, "charts.xlsx", words).body)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    ]
    assert notes == [("Vizite", words.format("passport.figure", id="3h7v-9pj"))]
    fields = json.loads(export(content, "json", words).body)["tables"][0]["columns"]
    assert {field["key"]: field["passport"] for field in fields if field["passport"]} == {"visits": "3h7v-9pj"}


def test_excel_is_told_the_letters_of_the_csv(content, words):
    body = export(content(), "csv", words).body
    assert body.startswith(b"\xef\xbb\xbf")
    assert "Șoldănești" in body.decode("utf-8-sig")
    assert b"\r\n" in body


def test_the_json_is_the_page_in_full(content, words):
    said = content()
    read = json.loads(export(said, "json", words).body)
    for key in ("page", "language", "title", "filters", "coverage", "as_of", "source", "demonstration", "finding"):
        assert read[key] == getattr(said, key)
    assert (read["licence"], [term["code"] for term in read["indicators"]]) == ("CC BY 4.0", ["V01"])
    assert [card["value"] for card in read["cards"]] == [1234.0, None]
    assert [table["key"] for table in read["tables"]] == ["libraries", "months"]
    first = read["tables"][0]
    assert [column["key"] for column in first["columns"]] == [column.key for column in said.tables[0].columns]
    assert [tuple(row) for row in first["rows"]] == list(said.tables[0].rows)


def test_the_json_says_which_cells_are_withheld(content, words):
    table = replace(table_of("a", "b"), rows=(("a",), (None,)), withheld=frozenset({(1, 0)}))
    (told,) = json.loads(export(content(tables=(table,)), "json", words).body)["tables"]
    assert (told["rows"], told["withheld"]) == ([["a"], [None]], [[1, 0]])


@pytest.mark.parametrize("extension", OF_TABLES)
def test_an_empty_selection_still_makes_a_file(content, words, extension):
    nothing = content(empty="Nicio bibliotecă.", cards=(), sentences=(), tables=(replace(table_of(), rows=()),))
    assert export(nothing, extension, words).body
    assert export(replace(nothing, tables=()), extension, words).body


def test_the_demonstration_stands_in_every_file(content, words):
    said = content()
    assert said.demonstration in {
        cell.value for row in book_of(export(said, "xlsx", words).body).worksheets[0] for cell in row
    }
    assert json.loads(export(said, "json", words).body)["demonstration"] == said.demonstration
    assert all(export(said, extension, words).filename.endswith(f"-demo.{extension}") for extension in OF_TABLES)
    real = content(demonstration="")
    assert "demo" not in export(real, "csv", words).filename
    assert json.loads(export(real, "json", words).body)["demonstration"] is None


@pytest.mark.parametrize(
    ("extension", "mimetype"),
    [
        ("csv", "text/csv"),
        ("json", "application/json"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ],
)
def test_every_file_says_its_kind(content, words, extension, mimetype):
    assert export(content(), extension, words).mimetype == mimetype


def test_a_kind_that_is_not_made_is_refused_with_those_that_are(content, words):
    with pytest.raises(UnknownExtension, match="choose one of csv, xlsx, "):
        export(content(), "pdf", words)


def test_a_drawing_is_made_of_a_chart_and_of_a_page_without_charts_there_is_none(content, chart, words):
    drawn = export(content(charts=(chart,)), "svg", words)
    assert (drawn.mimetype, drawn.filename.rpartition(".")[2]) == ("image/svg+xml", "svg")
    for said in ("date demonstrative", chart.title, chart.coverage, chart.as_of, chart.source):
        assert said in drawn.body.decode()
    with pytest.raises(UnknownExtension):
        export(content(), "svg", words)
