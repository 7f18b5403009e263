"""Every kind of chart becomes native: its numbers in the picture and in its workbook, nothing that comes alive."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree
from pptx.oxml.ns import qn

from dashboard.charts.spec import Series
from dashboard.content import only
from dashboard.exports import export
from dashboard.exports.slides.panels import ROWS
from tests.dashboard.exports.slides.conftest import NAMES, drawn, native, opened, spec, words_of, workbook

TRENDS = ("line", "season", "bars", "ranked", "stacked", "dots")
# What may follow what within a series (ECMA-376, CT_LineSer and CT_BarSer): PowerPoint repairs a file that disagrees.
ORDER = ["idx", "order", "tx", "spPr", "invertIfNegative", "marker", "dPt", "dLbls", "errBars", "cat", "val", "smooth"]
IN_AXIS = ["axId", "scaling", "delete", "axPos", "majorGridlines", "numFmt", "majorTickMark", "minorTickMark",
           "tickLblPos", "spPr", "txPr", "crossAx", "crosses", "crossesAt", "crossBetween", "auto", "lblAlgn",
           "lblOffset", "majorUnit", "tickLblSkip", "tickMarkSkip", "noMultiLvlLbl"]  # fmt: skip


@pytest.fixture
def slide_of(content, words):
    """Return a function that makes one chart into a slide, as its download does."""

    def make(chart):
        page = content(charts=(chart,), tables=(chart.table,))
        return opened(export(only(page, chart.table.key), "pptx", words).body)

    return make


@pytest.mark.parametrize("kind", TRENDS)
def test_a_native_chart_and_its_workbook_hold_the_numbers_of_the_chart(charts, slide_of, kind):
    chart = charts[kind]
    deck = slide_of(chart)
    (found,) = native(deck)
    assert len(deck.slides) == 1
    assert drawn(found) == {series.label: list(series.values) for series in chart.series}
    assert list(found.plots[0].categories) == list(chart.category_labels)
    header, *rows = workbook(found).iter_rows(values_only=True)
    for place, series in enumerate(chart.series, start=1):
        assert (header[place], [row[place] for row in rows]) == (series.label, list(series.values))
    assert [row[0] for row in rows] == list(chart.category_labels)


@pytest.mark.parametrize("kind", TRENDS)
def test_every_number_of_the_picture_stands_in_the_cell_it_points_to(charts, slide_of, kind):
    (found,) = native(slide_of(charts[kind]))
    sheet, pointed = workbook(found), 0
    for place in found._chartSpace.iter(qn("c:f")):
        first, _, last = place.text.partition("!")[2].replace("$", "").partition(":")
        cells = [cell.value for row in sheet[f"{first}:{last or first}"] for cell in row]
        points = {int(one.get("idx")): one.find(qn("c:v")).text for one in place.getparent().iter(qn("c:pt"))}
        assert [None if cell is None else str(cell) for cell in cells] == [
            None if number not in points else as_cell(points[number]) for number in range(len(cells))
        ]
        pointed += 1
    assert pointed >= 3 * len(charts[kind].series)


def as_cell(written: str) -> str:
    """Return what is written in a picture as a cell says it: whole numbers without a point."""
    try:
        number = float(written)
    except ValueError:
        return written
    return str(int(number) if number.is_integer() else number)


def test_an_interval_is_an_error_bar_whose_ends_stand_in_the_workbook(charts, slide_of, words):
    (found,) = native(slide_of(charts["dots"]))
    (series,) = charts["dots"].series
    header, *rows = workbook(found).iter_rows(values_only=True)
    columns = dict(zip(header, zip(*rows, strict=True), strict=True))
    assert columns[words.format("slides.low", series=series.label)] == series.low
    assert columns[words.format("slides.high", series=series.label)] == series.high
    bars = found._chartSpace.find(f".//{qn('c:errBars')}")
    plus = [float(point.find(qn("c:v")).text) for point in bars.find(qn("c:plus")).iter(qn("c:pt"))]
    assert plus == [6.5, 1.5, 5.5]
    assert [place.text for place in bars.iter(qn("c:f"))] == ["Sheet1!$F$2:$F$5", "Sheet1!$E$2:$E$5"]


def test_a_value_without_an_interval_is_written_at_the_end_of_its_bar(charts, slide_of):
    plain = replace(charts["dots"], series=(replace(charts["dots"].series[0], low=(), high=()),))
    for chart, written in ((plain, True), (charts["dots"], False)):
        (found,) = native(slide_of(chart))
        assert found.plots[0].has_data_labels is written


def test_small_multiples_are_charts_of_their_own_on_one_scale(charts, slide_of):
    deck = slide_of(charts["multiples"])
    found = list(native(deck))
    assert [drawn(chart) for chart in found] == [
        {series.label: list(series.values)} for series in charts["multiples"].series
    ]
    assert len({chart.value_axis.maximum_scale for chart in found}) == 1
    assert set(NAMES) <= set(words_of(deck).split("\n"))


def test_a_map_is_regions_to_recolour_beside_a_chart_of_their_values(charts, slide_of):
    deck = slide_of(charts["map"])
    (found,) = native(deck)
    assert (drawn(found), list(found.plots[0].categories)) == (
        {"Vizite": [3.0, 2.0, 1.5]},
        ["Orhei", "Hîncești", "Șoldănești"],
    )
    (group,) = [shape for shape in deck.slides[0].shapes if shape.shape_type == 6]
    assert [shape.name for shape in group.shapes] == [f"{name}: 3" for name in NAMES]
    assert group.element.find(f".//{qn('p:cNvPr')}").get("descr") == charts["map"].summary


def test_a_heat_map_is_a_table_of_its_letters(charts, slide_of):
    tables = [shape.table for shape in slide_of(charts["heat"]).slides[0].shapes if shape.has_table]
    cells = [[cell.text for cell in row.cells] for row in tables[1].rows]
    assert [row[0] for row in cells[1:]] == list(NAMES)
    assert [row[1:] for row in cells[1:]] == [["P", "M", ""] * 4] * len(NAMES)
    assert [cell.text for cell in tables[0].rows[0].cells] == ["P", "puține", "M", "multe"]


@pytest.mark.parametrize("rows", [ROWS, ROWS + 1, 2 * ROWS + 5])
def test_a_long_ranking_stands_in_two_columns_and_what_has_no_room_is_said(slide_of, words, rows):
    names = tuple(f"Biblioteca {number}" for number in range(rows))
    chart = spec("ranked", names, Series("value", "Vizite", tuple(float(rows - number) for number in range(rows))))
    deck = slide_of(chart)
    found = list(native(deck))
    shown = [name for one in found for name in one.plots[0].categories]
    assert shown == list(names[: 2 * ROWS])
    assert len(found) == (1 if rows <= ROWS else 2)
    assert len({one.value_axis.maximum_scale for one in found}) == 1
    cut = words.format("slides.shown_first", n=2 * ROWS, all=rows)
    assert (cut in words_of(deck)) is (rows > 2 * ROWS)


def test_a_point_of_low_coverage_is_hollow_and_a_gap_stays_a_gap(charts, slide_of):
    (found,) = native(slide_of(charts["line"]))
    markers = {
        int(point.find(qn("c:idx")).get("val")): point.find(f"{qn('c:marker')}//{qn('a:srgbClr')}").get("val")
        for point in found._chartSpace.iter(qn("c:dPt"))
        if point.find(qn("c:marker")) is not None
    }
    assert markers[0] == "FFFFFF"
    assert found._chartSpace.find(f".//{qn('c:dispBlanksAs')}").get("val") == "gap"
    assert drawn(found)["Vizite"][1:3] == [0.0, None]


def test_stages_and_events_stand_behind_a_trend_where_they_happened(charts, slide_of):
    slide = slide_of(charts["line"]).slides[0]
    named = {shape.name: shape for shape in slide.shapes if not shape.has_text_frame or not shape.text_frame.text}
    band, event = named["Etapa 2"], named["Iarmarocul"]
    order = [shape.shape_id for shape in slide.shapes]
    chart = next(shape for shape in slide.shapes if shape.has_chart)
    assert order.index(band.shape_id) < order.index(chart.shape_id)
    plot = {part: float(chart.chart._chartSpace.find(f".//{qn(f'c:{part}')}").get("val")) for part in "xw"}
    month = chart.width * plot["w"] / 12
    january = chart.left + chart.width * plot["x"]
    assert band.left == pytest.approx(january + 3 * month, abs=month / 50)  # April to October
    assert band.width == pytest.approx(7 * month, abs=month / 50)
    assert event.left == pytest.approx(january + month * (8 + 11 / 30), abs=month / 50)


def test_every_picture_has_words_for_those_who_do_not_see_it(charts, slide_of, kind):
    for shape in slide_of(charts[kind]).slides[0].shapes:
        if shape.has_chart or shape.has_table or shape.shape_type == 6:
            assert shape.element.find(f".//{qn('p:cNvPr')}").get("descr"), shape.name
            assert not shape.has_chart or shape.element.find(f".//{qn('p:cNvPr')}").get("descr") == charts[kind].summary


def test_at_most_four_colours_and_a_grey_are_in_a_chart(charts, slide_of, kind):
    fills = {
        fill.get("val")
        for chart in native(slide_of(charts[kind]))
        for series in chart._chartSpace.iter(qn("c:ser"))
        for fill in series.findall(f"{qn('c:spPr')}/{qn('a:ln')}/{qn('a:solidFill')}/{qn('a:srgbClr')}")
    }
    assert fills <= {"12436D", "28A197", "801650", "F46A25", "8C959E"}


def test_the_parts_of_a_chart_stand_in_the_order_that_powerpoint_requires(charts, slide_of, kind):
    for chart in native(slide_of(charts[kind])):
        for name, order in (("ser", ORDER), ("catAx", IN_AXIS), ("valAx", IN_AXIS)):
            for part in chart._chartSpace.iter(qn(f"c:{name}")):
                tags = [etree.QName(child).localname for child in part]
                assert tags == sorted(tags, key=order.index), name
        space = [etree.QName(child).localname for child in chart._chartSpace]
        assert space == sorted(space, key=["date1904", "roundedCorners", "chart", "spPr", "txPr", "externalData"].index)
        area = [etree.QName(child).localname for child in chart._chartSpace.find(f".//{qn('c:plotArea')}")]
        assert (area[0], area[-1]) == ("layout", "spPr")


def test_a_chart_nobody_reported_for_says_so(charts, slide_of, words):
    nothing = replace(charts["ranked"], series=(Series("value", "Vizite", (None,) * 4),))
    deck = slide_of(nothing)
    assert list(native(deck)) == []
    assert words["chart.empty"] in words_of(deck)
