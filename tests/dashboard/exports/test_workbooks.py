"""The two workbooks: one by the rules of accessible spreadsheets, one to work in; both hold what the page says."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import openpyxl
import pytest

from dashboard.charts.spec import ChartSpec, Column, Series, Step, TableSpec
from dashboard.exports import export
from tests.dashboard.exports.reading import chart_numbers, rows_of, table_name, workbook_tables

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MARKED = "Semne [x]"


def book_of(body: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(body))


def parts_of(body: bytes, folder: str) -> list[ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return [
            ElementTree.fromstring(parts.read(name))
            for name in sorted(parts.namelist())
            if name.startswith(folder) and name.endswith(".xml")
        ]


@pytest.fixture(params=["xlsx", "charts.xlsx"])
def body(request, content, chart, words):
    """Return each workbook in turn, of a page with a chart, three tables and two cards."""
    return export(content(charts=(chart,)), request.param, words).body


def test_every_table_of_the_page_stands_marked_with_its_numbers(body, content):
    tables = workbook_tables(body)
    for table in content().tables:
        rows = rows_of(table.rows) or [[None] * len(table.columns)]
        assert tables[table_name(table.key)] == rows


def test_headers_stand_above_their_columns_and_nothing_is_merged(body, content):
    book = book_of(body)
    headers = {tuple(column.label for column in table.columns) for table in content().tables}
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        for marked in sheet.tables.values():
            top = sheet[marked.ref][0]
            assert [cell.value for cell in top] == [column.name for column in marked.tableColumns]
            headers.discard(tuple(cell.value for cell in top))
    assert not headers


def test_the_papers_stand_on_the_first_sheet(body, content, words):
    said = content()
    first = {cell.value for row in book_of(body).worksheets[0].iter_rows() for cell in row}
    papers = {said.title, said.finding, said.filters, said.coverage, said.as_of, said.source, said.demonstration}
    assert papers | {said.licence} <= first
    assert {words[f"export.{key}"] for key in ("filters", "coverage", "as_of", "source", "licence")} <= first


def test_the_document_says_what_it_is(body, content):
    properties = book_of(body).properties
    assert (properties.title, properties.subject) == (content().title, content().filters)
    assert properties.description == content().demonstration


def test_sheet_names_fit_excel_and_are_cut_between_words(body):
    names = book_of(body).sheetnames
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert "Bibliotecile, pe larg  vizite" in names


def test_a_name_that_excel_keeps_for_itself_is_numbered(content, words):
    table = TableSpec("past", "History", (Column("name", "Name"),), (("Orhei",),))
    assert "History (2)" in book_of(export(content(tables=(table,)), "xlsx", words).body).sheetnames


def test_the_data_workbook_keeps_to_the_rules_of_accessible_spreadsheets(content, chart, words):
    book = book_of(export(content(charts=(chart,)), "xlsx", words).body)
    front = [words[f"export.{key}"] for key in ("cover", "contents", "notes", "indicators", "headline")]
    assert book.sheetnames[:5] == front
    assert book.active.title == front[0] and book.active.sheet_view.selection[0].sqref == "A1"
    cover, *others = book.worksheets
    assert cover.max_column == 1
    for sheet in others:
        (table,) = sheet.tables.values()
        assert table.ref.startswith("A") and sheet.max_row == int(table.ref.rpartition(":")[2].lstrip("ABCDEFGHIJ"))
        assert table.autoFilter is None and sheet.freeze_panes is None and not sheet._charts
        assert sheet["A1"].value
        cells = [cell for row in sheet[table.ref] for cell in row]
        assert all(cell.value not in (None, "") and cell.fill.fill_type is None for cell in cells)


def test_a_mark_says_why_there_is_no_number_and_the_notes_say_what_it_means(content, words):
    columns = (Column("name", "Nume"), Column("since", "Din", "day"), Column("visits", "Vizite", "whole"))
    rows = (("Orhei", "2017-01-02", None), ("Soroca", None, None), ("Bălți", None, 0))
    said = content(tables=(TableSpec("marks", MARKED, columns, rows, withheld=frozenset({(1, 2)})),))
    book = book_of(export(said, "xlsx", words).body)
    cells = [[cell.value for cell in row] for row in book["Semne  x"][book["Semne  x"].tables["table_marks"].ref]][1:]
    assert cells == [["Orhei", "2017-01-02", "[x]"], ["Soroca", "[z]", "[c]"], ["Bălți", "[z]", 0]]
    notes = [[cell.value for cell in row] for row in book[words["export.notes"]].iter_rows()]
    assert [row[0] for row in notes if str(row[0]).startswith("[")] == ["[x]", "[z]", "[c]"]


def test_a_note_of_a_chart_is_numbered_and_pointed_to_above_its_table(content, chart, words):
    said = content(charts=(replace(chart, notes=("Prima notă.", "A doua notă.")),))
    book = book_of(export(said, "xlsx", words).body)
    notes = {row[0].value: row[1].value for row in book[words["export.notes"]].iter_rows(max_col=2)}
    numbers = [words.format("export.note_mark", number=str(number)) for number in (1, 2)]
    assert [notes[number] for number in numbers] == ["Prima notă.", "A doua notă."]
    above = [row[0].value for row in book.worksheets[5].iter_rows(max_col=1, max_row=9)]
    assert " ".join(numbers) in above


def test_the_chart_workbook_freezes_headers_and_filters(content, chart, words):
    book = book_of(export(content(charts=(chart,)), "charts.xlsx", words).body)
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        assert sheet.freeze_panes == "B2" and table.autoFilter.ref == table.ref
        assert [cell.value for cell in sheet[1]][: len(table.tableColumns)] == [one.name for one in table.tableColumns]


def test_a_missing_number_is_an_empty_cell_where_a_chart_would_draw_a_mark_as_zero(content, words):
    sheet = book_of(export(content(), "charts.xlsx", words).body).worksheets[2]
    assert [cell.value for cell in sheet["C"]][1:] == [1234, 0, None]


def spec_of(chart: ChartSpec, **changes: object) -> ChartSpec:
    columns = (Column("name", "Luna"), Column("value", "Vizite", "whole"), Column("reported", "Rapoarte", "whole"))
    rows = (("2017-01", 3.0, 5), ("2017-02", None, 0), ("2017-03", 2.0, 4))
    table = TableSpec("visits", "Vizite", columns, rows)
    names = ("2017-01", "2017-02", "2017-03")
    series = (Series("value", "Vizite", (3.0, None, 2.0), (False, False, True)),)
    return replace(
        chart,
        **{"table": table, "key": "visits", "categories": names, "category_labels": names, "series": series, **changes},
    )


@pytest.mark.parametrize("kind", ["line", "season", "bars", "ranked", "stacked"])
def test_a_chart_is_drawn_from_the_cells_of_its_own_table(content, chart, words, kind):
    spec = spec_of(chart, kind=kind)
    body = export(content(charts=(spec,), tables=(spec.table,), cards=()), "charts.xlsx", words).body
    assert chart_numbers(body) == [[3.0, None, 2.0]]
    (drawn,) = parts_of(body, "xl/charts/")
    references = [one.text for one in drawn.iter(f"{CHART}f")]
    assert references == ["Vizite!$B$1", "Vizite!$A$2:$A$4", "Vizite!$B$2:$B$4"]
    (drawing,) = parts_of(body, "xl/drawings/")
    described = [one.get("descr") for one in drawing.iter(f"{DRAWING}cNvPr")]
    assert described == [f"{spec.title}. {spec.summary}"]


def test_a_chart_says_its_finding_its_papers_and_its_hollow_values(content, chart, words):
    body = export(content(charts=(spec_of(chart, kind="line"),), cards=()), "charts.xlsx", words).body
    (drawn,) = parts_of(body, "xl/charts/")
    said = " ".join(drawn.itertext())
    for expected in (chart.title, chart.subtitle, chart.coverage, chart.source, "date demonstrative"):
        assert expected in said
    assert [one.find(f"{CHART}idx").get("val") for one in drawn.iter(f"{CHART}dPt")] == ["2"]


def test_an_interval_is_drawn_from_cells_that_say_how_far_it_reaches(content, chart, words):
    series = (Series("value", "Diferența", (3.0, -1.0, 2.0), low=(1.0, -4.5, None), high=(4.0, 0.5, None)),)
    spec = spec_of(chart, kind="dots", series=series, unit="%", reference=0.0)
    body = export(content(charts=(spec,), tables=(spec.table,), cards=()), "charts.xlsx", words).body
    (drawn,) = parts_of(body, "xl/charts/")
    bars = [one.text for one in drawn.find(f".//{CHART}errBars").iter(f"{CHART}f")]
    assert sorted(bars) == ["Vizite!$C$2:$C$4", "Vizite!$D$2:$D$4"]
    assert workbook_tables(body)["table_visits_drawn"][:2] == [["2017-01", 3.0, 2.0, 1.0], ["2017-02", -1.0, 3.5, 1.5]]
    assert "table_visits" in workbook_tables(body)


def test_small_multiples_are_a_chart_a_panel_on_one_scale(content, chart, words):
    series = (Series("a", "Nord", (3.0, None, 2.0), panel="Nord"), Series("b", "Sud", (9.0, 1.0, 2.0), panel="Sud"))
    spec = spec_of(chart, kind="multiples", series=series)
    body = export(content(charts=(spec,), tables=(spec.table,), cards=()), "charts.xlsx", words).body
    assert chart_numbers(body) == [[3.0, None, 2.0], [9.0, 1.0, 2.0]]
    for drawn in parts_of(body, "xl/charts/"):
        assert {one.get("val") for one in drawn.iter(f"{CHART}max")} == {"9.0"}


def test_a_heat_map_is_a_table_whose_cells_have_their_fills(content, chart, words):
    columns = (Column("name", "Raionul"), Column("2017-01", "ian.", "percent"), Column("2017-02", "febr.", "percent"))
    table = TableSpec("cells", "Rapoarte", columns, (("Orhei", 90.0, None), ("Soroca", 20.0, 100.0)))
    steps = (Step("high", "mult", "1", "A"), Step("low", "puțin", "5", "B"))
    series = (Series("0", "Orhei", (0.0, None)), Series("1", "Soroca", (1.0, 0.0)))
    spec = replace(chart, kind="heat", table=table, key="cells", series=series, steps=steps)
    sheet = book_of(export(content(charts=(spec,), tables=(table,), cards=()), "charts.xlsx", words).body).worksheets[1]
    assert not sheet._charts
    assert [sheet[place].fill.fgColor.rgb for place in ("B2", "B3", "C3")] == ["FFE3ECF5", "FF12436D", "FFE3ECF5"]
    assert sheet["C2"].fill.fill_type is None


@pytest.mark.parametrize(("language", "written"), [("en", '0.0"%"'), ("ro", '0.0"\u00a0%"'), ("ru", '0.0"\u00a0%"')])
def test_a_percentage_is_written_with_the_sign_of_its_language(content, words, language, written):
    table = TableSpec("shares", "Shares", (Column("name", "Name"), Column("share", "Share", "percent")), (("a", 9.6),))
    said = replace(content(), language=language, tables=(table,), charts=())
    for kind in ("xlsx", "charts.xlsx"):
        book = book_of(export(said, kind, words).body)
        (cell,) = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == 9.6]
        assert cell.number_format == written
