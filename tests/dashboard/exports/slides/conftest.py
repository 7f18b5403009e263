"""Charts of every kind, small enough to read, and a reader of what a presentation holds."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import get_args

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.presentation import Presentation as Deck

from dashboard.charts.spec import Band, ChartSpec, Column, Kind, Mark, Region, Series, Step, TableSpec

KINDS: tuple[Kind, ...] = get_args(Kind)
TABLE = TableSpec("k", "Tabelul", (Column("name", "Denumire"), Column("value", "Valoare", "whole")), (("Orhei", 1),))
MONTHS = tuple(f"2017-{month:02d}" for month in range(1, 13))
NAMES = ("Orhei", "Șoldănești", "Бельцы", "Hîncești")
SQUARE = ((28.0, 47.0), (29.0, 47.0), (29.0, 48.0), (28.0, 48.0))


def spec(kind: Kind, categories: tuple[str, ...], *series: Series) -> ChartSpec:
    """Return a chart with its words and papers."""
    return ChartSpec(
        key="k",
        kind=kind,
        title="Vizite: maximul în iunie",
        subtitle="Vizite · 2017 · raionul Șoldănești",
        categories=categories,
        category_labels=categories,
        series=series,
        unit="%" if kind in ("dots", "stacked") else "vizite",
        summary="Vizitele cresc până în iunie.",
        source="Biblioteca Națională",
        as_of="31 decembrie 2018",
        coverage="11 din 12 biblioteci",
        table=TABLE,
        notes=("Un punct gol: puține rapoarte.",),
    )


def of_months(**more: object) -> Series:
    values = (100.0, 0.0, None, *(float(number) for number in range(120, 210, 10)))
    return Series("value", "Vizite", values, **more)


@pytest.fixture
def charts() -> dict[Kind, ChartSpec]:
    """Return a chart of each kind: a true zero, a gap, a pale point, context, negative values, intervals."""
    hollow = (True, *(False,) * 11)
    before = Series("before", "2016", tuple(float(number) for number in range(80, 200, 10)), context=True)
    ends = {"low": (-4.5, None, 1.0, -9.0), "high": (8.0, None, 3.5, 2.0)}
    steps = (Step("1", "puține", "1", "P"), Step("5", "multe", "5", "M"))
    heat = [Series(str(place), name, (0.0, 1.0, None) * 4) for place, name in enumerate(NAMES)]
    map_ = spec("map", NAMES, Series("value", "Vizite", (3.0, 1.5, None, 2.0)))
    regions = tuple(Region(name, (SQUARE,), place % 2, "3") for place, name in enumerate(NAMES))
    panels = [replace(of_months(), key=name, label=name, panel=name) for name in NAMES]
    return {
        "line": replace(
            spec("line", MONTHS, of_months(hollow=hollow)),
            bands=(Band("Etapa 2", date(2017, 4, 1), date(2017, 10, 31)),),
            marks=(Mark("Iarmarocul", date(2017, 9, 12)),),
        ),
        "season": spec("season", MONTHS, before, of_months()),
        "bars": spec("bars", MONTHS, replace(before, context=False), of_months(hollow=hollow)),
        "ranked": spec("ranked", NAMES, Series("value", "Vizite", (9.0, 5.0, None, 0.0))),
        "stacked": spec("stacked", NAMES, Series("a", "A", (40.0,) * 4), Series("b", "B", (60.0,) * 4)),
        "dots": replace(spec("dots", NAMES, Series("value", "Diferența", (1.5, -2.0, 2.0, -3.5), **ends)), reference=0),
        "multiples": spec("multiples", MONTHS, *panels),
        "heat": replace(spec("heat", MONTHS, *heat), steps=steps),
        "map": replace(map_, steps=steps, regions=regions),
    }


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Return each kind of chart in turn."""
    found: Kind = request.param
    return found


def opened(body: bytes) -> Deck:
    """Return a presentation, read back."""
    return Presentation(io.BytesIO(body))


def native(deck: Deck) -> Iterator[Chart]:
    """Yield the charts of a presentation, in their order."""
    for slide in deck.slides:
        yield from (shape.chart for shape in slide.shapes if shape.has_chart)


def drawn(chart: Chart) -> dict[str, list[float | None]]:
    """Return the values of each series of a native chart, by its name."""
    return {series.name: list(series.values) for series in chart.plots[0].series}


def workbook(chart: Chart) -> Worksheet:
    """Return the sheet that a chart brings with it."""
    sheet: Worksheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    return sheet


def words_of(deck: Deck) -> str:
    """Return every text on the slides of a presentation, and in its notes."""
    return "\n".join(
        text
        for slide in deck.slides
        for element in (slide.element, slide.notes_slide.element)
        for text in re.findall(r"<a:t>([^<]*)</a:t>", _xml(element))
    )


def _xml(element: object) -> str:
    from lxml import etree

    return etree.tostring(element, encoding="unicode")


@pytest.fixture
def read() -> Callable[[bytes], Deck]:
    """Return the reader of a presentation."""
    return opened
