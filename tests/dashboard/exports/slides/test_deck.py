"""A deck: the finding as title, the papers on every slide, what the speaker should know, no text that comes alive."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from pptx.oxml.ns import qn

from dashboard.charts.spec import Column, TableSpec
from dashboard.content import Card
from dashboard.exports import export
from tests.dashboard.exports.slides.conftest import native, opened, words_of
from tests.dashboard.exports.test_nothing_comes_alive import INJECTIONS


def of(content, words, **said):
    return opened(export(content(**said), "pptx", words).body)


def test_a_page_is_a_deck_of_its_finding_its_numbers_its_charts_and_tables(content, charts, words):
    deck = of(content, words, charts=(charts["line"],))
    titles = [slide.shapes.title.text for slide in deck.slides]
    said = content()
    assert titles == [said.finding, said.title, charts["line"].title, *(table.title for table in said.tables)]
    assert {"1.234", "Vizite", "+3 %", "11 din 12"} <= set(words_of(deck).split("\n"))


def test_every_slide_carries_its_papers_and_the_label_of_a_demonstration(content, charts, words):
    deck = of(content, words, charts=tuple(charts.values()))
    for slide in deck.slides:
        shown = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for paper in ("11 din 12", "Biblioteca Națională", "31 decembrie 2018", "date demonstrative"):
            assert paper in shown, (slide.shapes.title.text, paper)
    real = of(content, words, demonstration="")
    assert "demonstrative" not in words_of(real)


def test_the_speaker_reads_summary_caveats_and_papers_in_the_language_of_the_page(content, charts, words):
    chart = replace(charts["line"], notes=("Prima notă.", "A doua notă. " * 40))
    slide = of(content, words, charts=(chart,)).slides[2]
    notes = slide.notes_slide.notes_text_frame.text
    for said in (chart.summary, *(note.strip() for note in chart.notes), chart.coverage, "date demonstrative"):
        assert said in notes
    languages = {"ro": "ro-RO", "ru": "ru-RU", "en": "en-GB"}
    runs = [*slide.element.iter(qn("a:rPr")), *slide.notes_slide.element.iter(qn("a:rPr"))]
    assert {run.get("lang") for run in runs if run.get("lang") != "en-US"} == {languages[words.language]}


def test_a_title_is_a_title_for_the_outline_and_its_number_stands_on_the_slide(content, words):
    for slide in list(of(content, words).slides)[1:]:
        kinds = [place.get("type") for place in slide.element.iter(qn("p:ph"))]
        assert sorted(kinds) == ["sldNum", "title"]
        assert len({shape.shape_id for shape in slide.shapes}) == len(slide.shapes)


def test_a_table_shows_what_has_room_and_says_how_much_that_is(content, words):
    rows = tuple((f"Biblioteca {number} " * 3, number) for number in range(50))
    table = TableSpec("t", "Tabelul", (Column("name", "Denumire"), Column("value", "Vizite", "whole")), rows)
    slide = of(content, words, tables=(table,), cards=()).slides[1]
    (frame,) = [shape for shape in slide.shapes if shape.has_table]
    shown = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert shown[0] == ["Denumire", "Vizite"]
    assert shown[1:] == [[name.strip(), str(value)] for name, value in rows[: len(shown) - 1]]
    assert 5 < len(shown) < 20
    assert frame.top + frame.height < slide.part.package.presentation_part.presentation.slide_height * 0.84
    assert words.format("slides.shown_first", n=len(shown) - 1, all=50) in words_of(of(content, words, tables=(table,)))


def test_a_withheld_number_is_marked_and_the_mark_is_said(content, words):
    columns = (Column("name", "Denumire"), Column("value", "Vizite", "whole"))
    table = TableSpec("t", "Tabelul", columns, (("Orhei", None), ("Bălți", None)), withheld=frozenset({(1, 1)}))
    deck = of(content, words, tables=(table,), cards=())
    (frame,) = [shape for shape in deck.slides[1].shapes if shape.has_table]
    assert [[cell.text for cell in row.cells][1] for row in frame.table.rows][1:] == [words["absent.short"], "[c]"]
    assert f"[c] {words['export.withheld']}" in words_of(deck)


def test_numbers_of_a_table_are_read_as_on_the_page_and_a_missing_one_is_a_dash(content, words):
    deck = of(content, words)
    (frame,) = [shape for shape in deck.slides[2].shapes if shape.has_table]
    cells = [[cell.text for cell in row.cells][2] for row in frame.table.rows][1:]
    assert [re.sub(r"\D", "", cell) for cell in cells] == ["1234", "0", ""]
    assert cells[2] == words["absent.short"]


@pytest.mark.parametrize("words", ["ro"], indirect=True)
@pytest.mark.parametrize("evil", [*INJECTIONS[::6], "\x00\x0b\ud800", "<a:hlinkClick/>", 'DDE("cmd")', "x" * 3000])
def test_no_text_of_a_sender_becomes_a_formula_a_link_or_a_macro(content, charts, words, evil):
    def spoilt(chart):
        names = (evil,) * len(chart.categories)
        series = tuple(replace(one, label=evil, panel=evil if one.panel else "") for one in chart.series)
        regions = tuple(replace(region, label=evil, shown=evil) for region in chart.regions)
        steps = tuple(replace(step, label=evil) for step in chart.steps)
        said = {"title": evil, "subtitle": evil, "summary": evil, "coverage": evil, "notes": (evil,), "source": evil}
        bands = tuple(replace(band, label=evil) for band in chart.bands)
        drawn = chart if chart.kind in ("line", "multiples", "heat") else replace(chart, category_labels=names)
        return replace(drawn, series=series, regions=regions, steps=steps, bands=bands, **said)

    table = TableSpec(evil, evil, (Column("a", evil), Column("b", evil)), ((evil, evil), (evil, None)))
    said = {"title": evil, "finding": evil, "filters": evil, "as_of": evil, "demonstration": evil, "sentences": (evil,)}
    cards = (Card("V01", evil, 1.0, evil, evil, evil),)
    made = content(charts=tuple(map(spoilt, charts.values())), tables=(table,), cards=cards, **said)
    body = export(made, "pptx", words).body
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        assert not [name for name in parts.namelist() if re.search("vba|macro|activeX|oleObject", name)]
        texts = [parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels"))]
    assert not any('TargetMode="External"' in text or re.search(r"<a:hlink(Click|Hover) ", text) for text in texts)
    books = [chart.part.chart_workbook.xlsx_part.blob for chart in native(opened(body))]
    assert len(books) >= 7
    for book in books:
        with zipfile.ZipFile(io.BytesIO(book)) as parts:
            assert not any("<f>" in parts.read(name).decode() for name in parts.namelist() if "worksheets/" in name)
        sheet = openpyxl.load_workbook(io.BytesIO(book)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type in "sn" and cell.hyperlink is None for cell in cells)
        assert [type(cell.value) for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row].count(str) == 0


def test_a_negative_number_is_a_number_everywhere(content, charts, words):
    (chart,) = native(of(content, words, charts=(replace(charts["dots"]),)))
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert sheet["B3"].value == -2.0
    assert chart.plots[0].series[0].values[1] == -2.0
