"""At two hundred addresses page, tables, workbooks, drawings and programs are told the same numbers, all read back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlencode

import pytest
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.captioned_chart import has_values
from dashboard.content import PageContent, only
from dashboard.exports import export
from dashboard.exports.slides.panels import COLUMNS, ROWS
from dashboard.pages import PAGES
from dashboard.site import Site
from data.catalogue import load_catalogue
from data.harmless import harmless
from data.wording import Text
from tests.dashboard.exports.reading import (
    NUMBERS,
    Cell,
    Rows,
    agree,
    chart_numbers,
    csv_rows,
    json_tables,
    picture_numbers,
    read,
    rows_of,
    slide_cells,
    slide_numbers,
    table_name,
    workbook_tables,
)

MANY, AT_ONCE = 200, 25
DRAWN_BY_NUMBERS = ("line", "season", "bars", "ranked", "stacked", "dots")  # the others are fills and small drawings
CATALOGUE = load_catalogue()
MONTHS = [f"{year}-{month:02d}" for year in (2016, 2017) for month in range(1, 13)]
PLACES = {
    "territory": list(CATALOGUE.territories),
    "group": list(CATALOGUE.groups),
    "kind": list(CATALOGUE.library_kinds),
    "library": [one.code for one in CATALOGUE.libraries.values() if one.in_network_from][::20],
}


def addresses(site: Site, chance: random.Random, many: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield paths and queries: any page with files, months, places and what the page offers of its own."""
    pages = [page for page in PAGES if page.files]
    for _ in range(many):
        page, language = chance.choice(pages), chance.choice(site.languages)
        query = {key: chance.choice(MONTHS) for key in ("from", "to") if chance.random() < 0.7}
        for key, codes in PLACES.items():
            if chance.random() < 0.2:
                query[key] = chance.choice(codes)
        path = f"/{language}/{page.key}"
        with site.asked(site.address(path, query)) as asked:
            for choice in page.choices:
                offered = [code for code, _ in choice.offered(asked)]
                if offered and chance.random() < 0.6:
                    query[choice.key] = chance.choice(offered)
        yield path, {key: value for key, value in query.items() if value}


def found(component: object, kind: type[Component]) -> Iterator[Component]:
    """Yield the components of a kind in a tree."""
    if isinstance(component, kind):
        yield component
    children = getattr(component, "children", component if isinstance(component, list | tuple) else None)
    for child in children if isinstance(children, list | tuple) else [children]:
        if child is not None and not isinstance(child, str | int | float):
            yield from found(child, kind)


def drawn_tables(page: Component) -> Iterator[tuple[str, Component]]:
    """Yield the tables of a page with their keys."""
    for figure in found(page, html.Figure):
        yield from ((figure.id, table) for table in found(figure, html.Table))
    for section in found(page, html.Section):
        key = getattr(section, "aria-labelledby", "")
        yield from ((key, table) for table in found(section, html.Table))


def in_fifteen_digits(values: object) -> list[float | None]:
    return rows_of([values])[0]


def as_text(rows: Rows, kinds: list[str]) -> Rows:
    """Return rows as a .csv has them: texts in one line, none of them a formula; a number among texts is digits."""

    def written(cell: Cell, kind: str) -> Cell:
        if isinstance(cell, str):
            return harmless(cell)
        return f"{cell:.14g}" if cell is not None and kind not in NUMBERS else cell

    return [[written(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in rows]


def check_page(page: Component, content: PageContent, language: str, said: Rows, words_of: object) -> int:
    """Hold what the page draws against the numbers that programs are told; return how many were held."""
    kinds = {table.key: [column.kind for column in table.columns] for table in content.tables}
    held = 0
    for key, table in drawn_tables(page):
        if key not in kinds:
            continue
        (body,) = found(table, html.Tbody)
        start = first_row(content, key, body, words_of)
        for cells, row in zip(found(body, html.Tr), said[key][start:], strict=False):
            for cell, value, kind in zip(cells.children, row, kinds[key], strict=True):
                if kind in NUMBERS:
                    assert agree(read(words_of(cell), language), value), (key, words_of(cell), value)
                    held += 1
    traces = [trace for graph in found(page, dcc.Graph) for trace in graph.figure["data"]]
    drawn = [in_fifteen_digits(trace[axis]) for trace in traces for axis in ("x", "y") if axis in trace]
    for chart in content.charts:
        if chart.kind in DRAWN_BY_NUMBERS and has_values(chart):
            assert all(in_fifteen_digits(one.values) in drawn for one in chart.series), chart.key
    return held


def first_row(content: PageContent, key: str, body: Component, words_of: object) -> int:
    """Return the place of the first row that a page shows of a table: a long one is shown in parts."""
    table = next(table for table in content.tables if table.key == key)
    heading = words_of(next(found(body, html.Th), ""))
    return next((place for place, row in enumerate(table.rows) if row[0] == heading), 0)


@pytest.mark.parametrize("seed", range(MANY // AT_ONCE))
def test_every_form_holds_the_numbers_of_the_page(site, words_of, seed):
    held = 0
    for path, query in addresses(site, random.Random(seed), AT_ONCE):
        address = site.address(path, urlencode(query))
        with site.asked(address) as asked:
            page = site.pages[address.page]
            content = site.content(page, asked)
            said = json_tables(export(content, "json", asked.text).body)
            assert said == {table.key: rows_of(table.rows) for table in content.tables}, (path, query)
            held += check_page(page.body(content, asked), content, asked.language, said, words_of)
            check_files(content, said, asked.text)
            check_slides(content, said, asked.text)
            for chart in content.charts:
                check_chart(only(content, chart.table.key), said, asked.text)
    assert held > 20 * AT_ONCE


def check_files(content: PageContent, said: dict[str, Rows], text: object) -> None:
    """Hold the table, both workbooks and every table in them against what programs are told."""
    data = workbook_tables(export(content, "xlsx", text).body)
    charts = workbook_tables(export(content, "charts.xlsx", text).body)
    for table in content.tables:
        rows = said[table.key] or [[None] * len(table.columns)]
        assert data[table_name(table.key)] == rows, table.key
        assert charts[table_name(table.key)] == rows, table.key
    if content.tables:
        first = content.tables[0]
        kinds = [column.kind for column in first.columns]
        assert csv_rows(export(content, "csv", text).body, kinds) == as_text(said[first.key], kinds)


def check_slides(content: PageContent, said: dict[str, Rows], text: Text) -> None:
    """Hold the rows that slides show of the tables without a chart against what programs are told."""
    drawn = {chart.table.key for chart in content.charts}
    for table in content.tables:
        if table.key in drawn or not table.rows:
            continue
        shown = slide_cells(export(only(content, table.key), "pptx", text).body)
        assert shown, table.key
        for cells, row in zip(shown, said[table.key], strict=False):
            for cell, value, column in zip(cells, row, table.columns, strict=False):
                if column.kind in NUMBERS:
                    # What is expected of a library is a mean, and shown as a whole number of visits.
                    whole = round(value) if column.kind == "whole" and value is not None else value
                    assert agree(read(cell, text.language), whole), (table.key, cell, value)


def check_slide(content: PageContent, text: Text) -> None:
    """Hold the native charts of a slide against what the chart is drawn from; a long ranking is cut, and says so."""
    (chart,) = content.charts
    if not has_values(chart):
        return
    panels = slide_numbers(export(content, "pptx", text).body)
    # A panel is a series of small multiples, or some rows of a ranking.
    joined = (
        [[list(chain.from_iterable(parts)) for parts in zip(*panels, strict=True)]]
        if chart.kind != "multiples"
        else panels
    )
    found = [in_fifteen_digits(series) for panel in joined for series in panel]
    drawn = [list(series.values) for series in chart.series]
    if chart.kind == "map":
        drawn = [sorted((value for value in values if value is not None), reverse=True) for values in drawn]
    most = ROWS * COLUMNS if chart.kind in ("ranked", "dots", "stacked", "map") else None
    assert found == [in_fifteen_digits(values[:most]) for values in drawn], chart.key


def check_chart(content: PageContent, said: dict[str, Rows], text: object) -> None:
    """Hold the drawing of a chart, its native chart and its table against what it is drawn from."""
    (chart,) = content.charts
    kinds = [column.kind for column in chart.table.columns]
    assert csv_rows(export(content, "csv", text).body, kinds) == as_text(said[chart.table.key], kinds)
    if chart.kind == "heat":
        return
    drawn = [list(one.values) for one in chart.series]
    if chart.kind != "map":
        assert picture_numbers(export(content, "svg", text).body) == drawn, chart.key
    else:  # a ranking: the same values, from most to least
        drawn = [sorted((value for one in drawn for value in one if value is not None), reverse=True)]
    kept = [in_fifteen_digits(values) for values in drawn]
    check_slide(content, text)
    native = [in_fifteen_digits(values) for values in chart_numbers(export(content, "charts.xlsx", text).body)]
    assert native == [values for values in kept if any(value is not None for values in kept for value in values)]
