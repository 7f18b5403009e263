"""What a sender writes stays words in every file: no formula, link, macro or markup; and numbers stay numbers."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree

import pytest

from dashboard.charts.spec import ChartSpec, Column, Kind, Series, TableSpec
from dashboard.content import Card, PageContent, Term
from dashboard.exports import export
from data.wording import Text, text
from tests.dashboard.exports.reading import chart_numbers, csv_rows, json_tables, workbook_tables

DASHBOARD_TEXT = Path(__file__).parents[3] / "dashboard" / "text"
Said = TypeVar("Said", PageContent, ChartSpec)
# What a sender may write where a name is expected, to make a spreadsheet compute, run or fetch.
INJECTIONS = (
    "=1+1",
    "=1+1;=2+2",
    "+SUM(A1:A9)",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "=cmd|' /C calc'!A0",
    '=DDE("cmd";"/C calc";"1")',
    "  =1+1",
    "\t=1+1",
    "\r=1+1",
    "\r\n=1+1",
    '=HYPERLINK("http://example.org","click")',
    '=WEBSERVICE("http://example.org")',
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "Hîrtop;=1+1;",
    "http://example.org",
    "mailto:a@example.org",
    '"=1+1',
    "{=1+1}",
    "'=1+1",
    "<script>alert(1)</script>",
    "&=1+1]]>",
)
NUMBER = -1250.5
CHARTS: tuple[Kind, ...] = ("line", "bars", "ranked", "stacked", "dots", "multiples")
# Where a chart finds its cells: a sheet in quotes, or one whose name needs none, and cells of it.
REFERENCE = re.compile(r"('([^']|'')+'|\w+)!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?")


@pytest.fixture
def words() -> Text:
    """Return the texts of one language: what is tried here does not depend on it."""
    return text("ro", DASHBOARD_TEXT)


@pytest.fixture(params=INJECTIONS)
def said(request: pytest.FixtureRequest) -> str:
    """Return each of the texts in turn."""
    return str(request.param)


@pytest.fixture
def poisoned(content: Callable[..., PageContent], chart: ChartSpec, said: str) -> PageContent:
    """Return a content that says nothing else in any of its texts, with a chart of every kind."""
    return replace(
        _texts(content(), said),
        language="ro",
        page="attendance",
        sentences=(said,),
        cards=(Card(said, said, NUMBER, said, said, said),),
        charts=tuple(_poisoned_chart(chart, said, kind) for kind in CHARTS),
        tables=(_poisoned_table(said, "names"),),
        terms=(Term(said, said, said, said),),
        notices=(said,),
    )


def _poisoned_table(said: str, key: str) -> TableSpec:
    columns = (Column("name", said), Column("month", said, "text"), Column("value", f"{said} ", "decimal"))
    return TableSpec(key, said, columns, ((said, said, NUMBER), (said, said, 3.0)))


def _poisoned_chart(chart: ChartSpec, said: str, kind: Kind) -> ChartSpec:
    series = (Series("value", said, (NUMBER, 3.0), low=(-2000.0, 1.0), high=(-1000.0, 4.0), panel=said),)
    categories = ("2017-01", "2017-02") if kind in ("line", "multiples") else (said, f"{said} ")
    return replace(
        _texts(chart, said),
        kind=kind,
        key=kind,
        table=_poisoned_table(said, kind),
        series=series,
        categories=categories,
        category_labels=(said, f"{said} "),
        notes=(said,),
    )


def _texts(one: Said, said: str) -> Said:
    return replace(one, **{each.name: said for each in fields(one) if each.type == "str"})


@pytest.mark.parametrize("extension", ["xlsx", "charts.xlsx"])
def test_no_workbook_holds_a_formula_a_link_or_a_macro(poisoned, words, extension):
    body = export(poisoned, extension, words).body
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        names = parts.namelist()
        assert not [name for name in names if re.search(r"vba|macro|externalLink|ole|connections|\.bin", name)]
        for name in names:
            told = ElementTree.fromstring(parts.read(name))
            tags = {one.tag.rpartition("}")[2] for one in told.iter()}
            assert not tags & {"hyperlink", "hlinkClick", "ddeLink", "oleLink", "calculatedColumnFormula"}, name
            formulas = [one.text for one in told.iter() if one.tag.endswith("}f")]
            assert all(REFERENCE.fullmatch(one) for one in formulas) and (not formulas or "/charts/" in name), name
            if name.endswith(".rels"):
                assert all(one.get("TargetMode") != "External" for one in told)
    assert NUMBER in {cell for rows in workbook_tables(body).values() for row in rows for cell in row}
    if extension == "charts.xlsx":
        assert chart_numbers(body) == [[NUMBER, 3.0]] * len(CHARTS)


def test_no_cell_of_a_csv_is_a_formula(poisoned, words):
    body = export(poisoned, "csv", words).body
    for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))):
        for cell in row:
            for part in re.split(r"[;,\t|]", cell):
                assert part == str(NUMBER) or not part.strip().startswith(tuple("=+-@＝＋－＠")), cell
            assert not re.search(r"[\r\n\x00]", cell)
    assert [row[2] for row in csv_rows(body, ["text", "text", "decimal"])] == [NUMBER, 3.0]


def test_no_drawing_runs_or_fetches_anything(poisoned, words):
    for chart in poisoned.charts:
        body = export(replace(poisoned, charts=(chart,)), "svg", words).body
        told = ElementTree.fromstring(body.decode())
        tags = {one.tag.rpartition("}")[2] for one in told.iter()}
        assert not tags & {"script", "a", "foreignObject", "image", "use", "style", "iframe"}
        attributes = {name.rpartition("}")[2] for one in told.iter() for name in one.attrib}
        assert not [name for name in attributes if name == "href" or name.startswith("on")]


def test_programs_are_given_what_was_written(poisoned, words, said):
    tables = json_tables(export(poisoned, "json", words).body)
    assert tables["names"] == [[said, said, NUMBER], [said, said, 3.0]]


def test_a_name_of_a_file_is_letters_digits_and_dashes(poisoned, words):
    name = export(poisoned, "csv", words).filename
    assert re.fullmatch(r"([a-z0-9]+-)*[a-z0-9]+\.csv", name)


def test_numbers_dashes_and_names_stay_as_they_are_in_the_csv(content, words):
    said = ("-5", "+3,5", "–", "-", "Biblioteca nr. 1", "Ceadîr-Lunga", "a@b.md")
    table = TableSpec("names", "Nume", (Column("name", "Nume"),), tuple((name,) for name in said))
    rows = csv_rows(export(content(tables=(table,)), "csv", words).body, ["text"])
    assert tuple(row[0] for row in rows) == said


def test_no_part_of_a_package_is_markup_or_a_formula(poisoned, words):
    body = export(poisoned, "zip", words, [(poisoned, text("en", DASHBOARD_TEXT))]).body
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        for name in parts.namelist():
            assert re.fullmatch(r"datapackage\.json|README\.(ro|en)\.md|data/[a-z0-9-]+\.csv", name)
            told = parts.read(name).decode()
            if name.endswith(".md"):
                assert not re.search(r"<\w|\]\(", told)
            if name.endswith(".csv"):
                numbers = [row[-1] for row in csv.reader(io.StringIO(told))][1:]
                assert "headline" in name or numbers == [str(NUMBER), "3"]
                for cell in (cell for row in csv.reader(io.StringIO(told)) for cell in row):
                    assert cell == str(NUMBER) or not cell.strip().startswith(tuple("=+-@＝＋－＠")), cell


def test_no_slide_holds_a_link_or_a_macro_and_no_workbook_inside_it_a_formula(poisoned, words):
    body = export(poisoned, "pptx", words).body
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        for name in parts.namelist():
            assert not re.search(r"vba|macro|externalLink|activeX|embeddings/.*\.bin", name)
            if name.endswith((".xml", ".rels")):
                told = ElementTree.fromstring(parts.read(name))
                assert not {one.tag.rpartition("}")[2] for one in told.iter()} & {"hlinkClick", "hlinkHover"}, name
                assert all(one.get("TargetMode") != "External" for one in told), name
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(parts.read(name))) as book:
                    sheets = [
                        ElementTree.fromstring(book.read(one)) for one in book.namelist() if "/worksheets/" in one
                    ]
                assert not [one for sheet in sheets for one in sheet.iter() if one.tag.endswith(("}f", "}hyperlink"))]
