"""Every kind of chart as SVG: well formed, with the words and numbers of its spec, nothing beyond its edges."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.render.canvas import nice_ticks, safe, width_of
from dashboard.charts.render.svg import data_uri, panel_pictures, picture, sheet, sparkline
from dashboard.charts.spec import Kind, Series

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # written by ourselves a moment ago


def words(svg: str) -> list[str]:
    return [text.text or "" for text in parsed(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("width", [320.0, 720.0])
def test_every_kind_is_well_formed_described_and_inside_its_edges(kinds, width):
    assert {spec.kind for spec in kinds.values()} == set(get_args(Kind))
    for name, spec in kinds.items():
        root = parsed(picture(replace(spec, title="Titlu", summary="Rezumat"), "ro", width))
        assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == ("Titlu", "Rezumat")
        assert float(root.get("width")) == width
        for text in root.iter(f"{SVG}text"):
            size = width_of(text.text or "", int(text.get("font-size")))
            start = float(text.get("x")) - size * {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor"), 0.0)
            assert start >= -16, (name, text.text)
            assert start + size <= width + 16, (name, text.text)


def test_a_picture_says_the_names_and_values_of_its_spec(kinds):
    assert {"Chișinău", "120.034", "90.000"} <= set(words(picture(kinds["ranked"], "ro")))
    assert {"120\u00a0034"} <= set(words(picture(kinds["ranked"], "ru")))
    assert {"Sat", "Oraș", "60\u00a0%", "80\u00a0%"} <= set(words(picture(kinds["stacked"], "ro")))
    assert {"4,2\u00a0% (1,1 – 7,3)"} <= set(words(picture(kinds["dots"], "ro")))
    assert {"4.2% (1.1 – 7.3)"} <= set(words(picture(kinds["dots"], "en")))
    assert {"R", "Î", "raportat", "fără date"} <= set(words(picture(kinds["heat"], "ro")))
    assert {"Etapa 2", "Iarmaroc", "ian.", "2017"} <= set(words(picture(kinds["line"], "ro")))
    assert {"Nord", "Sud"} <= set(words(picture(kinds["multiples"], "ro")))


def test_a_gap_is_not_joined_and_a_lonely_month_is_a_point(spec):
    values = (1.0, 2.0, None, 3.0, None, *(4.0,) * 7)
    svg = picture(spec(series=(Series("V01", "Vizite", values),)), "ro")
    lines = re.findall(r'<path d="(M[^"]*)" fill="none" stroke="#12436D"', svg)
    assert [line.count("L") for line in lines] == [1, 6]
    assert svg.count("<circle") == 2  # the lonely month and the last one


def test_low_coverage_is_a_hollow_point_or_a_pale_bar(spec, kinds):
    hollow = tuple(place == 4 for place in range(12))
    assert 'fill="#FFFFFF" stroke="#12436D"' in picture(spec(series=(Series("V01", "", (1.0,) * 12, hollow),)), "ro")
    assert picture(kinds["bars"], "ro").count('fill-opacity="0.25"') == 1


def test_a_region_without_data_is_hatched(kinds):
    fills = re.findall(r'<path d="M[^"]*Z" fill="([^"]*)"', picture(kinds["map"], "ro"))
    assert fills == ["#12436D", "url(#hatch)"]


def test_all_panels_have_the_same_scale(spec):
    pair = (Series("a", "Mare", (1000.0,) * 12), Series("b", "Mic", (10.0,) * 12))
    small = dict(panel_pictures(spec(kind="multiples", series=pair), "ro"))
    assert list(small) == ["Mare", "Mic"]
    assert "1.000" in words(small["Mare"]) and "1.000" in words(small["Mic"])


def test_a_sheet_can_be_quoted_by_itself(kinds):
    spec = replace(kinds["ranked"], title="Chișinău e în frunte", subtitle="Vizite · 2017", notes=("O notă.",))
    said = words(sheet(spec, "ro", papers="Sursa: BNRM", label="date demonstrative"))
    assert [said[0], said[1], said[2]] == ["date demonstrative", "Chișinău e în frunte", "Vizite · 2017"]
    assert said[-2:] == ["O notă.", "Sursa: BNRM"]


def test_a_sparkline_keeps_its_gaps():
    svg = sparkline((1.0, 2.0, None, 4.0, 5.0), "Vizite, 2017")
    assert svg.count("<path") == 2
    assert "Vizite, 2017" in svg


@given(st.text())
def test_no_text_is_read_as_a_picture(text):
    parsed(f"<text>{safe(text)}</text>")


def test_the_picture_is_an_address_without_a_request(kinds):
    svg = picture(kinds["ranked"], "ro")
    assert unquote(data_uri(svg).removeprefix("data:image/svg+xml,")) == svg
    assert not set('"<>#') & set(data_uri(svg))


@pytest.mark.parametrize(
    ("low", "high", "whole", "ticks"),
    [
        (0, 1000, True, [0, 200, 400, 600, 800, 1000]),
        (0, 3, True, [0, 1, 2, 3]),
        (0, 0.4, False, [0, 0.1, 0.2, 0.3, 0.4]),
        (-3.4, 9.5, False, [0, 5]),
        (5, 5, False, [5]),
    ],
)
def test_ticks_are_round(low, high, whole, ticks):
    assert nice_ticks(low, high, whole=whole) == pytest.approx(ticks)


@pytest.mark.parametrize(("kind", "free"), [("line", True), ("season", True), ("bars", True), ("ranked", False)])
def test_a_drawing_has_the_height_it_is_given_where_its_rows_do_not_decide(kinds, kind, free):
    spec = kinds[kind]
    heights = [float(re.search(r'height="([\d.]+)"', picture(spec, "ro", 360, tall))[1]) for tall in (200, 260)]
    assert (heights == [200, 260]) is free and (heights[0] == heights[1]) is not free


def test_cyrillic_letters_are_given_more_room():
    assert width_of("Посещения") > width_of("Posescena") == width_of("abcdefghi")
