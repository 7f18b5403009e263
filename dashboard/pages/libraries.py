"""Libraries: all of them in a table that can be searched, sorted and filtered; a profile of the one chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard import library_profile as profile
from dashboard.address import Address
from dashboard.asked import Asked, Choice
from dashboard.attendance_charts import trend
from dashboard.charts.spec import TableSpec
from dashboard.components.captioned_chart import captioned_chart
from dashboard.components.cards import card_row
from dashboard.components.page_frame import page_frame
from dashboard.components.search import search_field
from dashboard.components.sorted_table import sorted_table
from dashboard.components.tables import folded
from dashboard.content import PageContent
from dashboard.headline import Headline, cards, finding, headlines, nothing_reported, said_coverage
from dashboard.library_grid import KEY as GRID
from dashboard.library_grid import UNSORTED, coverage_of, grid, looked_for, owing
from dashboard.library_receipts import KEY as RECEIPTS
from dashboard.library_receipts import how_to_get, receipts
from dashboard.page import Page
from dashboard.papers import library_name, nothing, page_content
from dashboard.passports import passport_of
from dashboard.protection import of_events
from dashboard.reporting_problems import problems
from dashboard.words import page_languages, words
from data.coverage import Coverage
from data.queries.reporting import rates
from data.selection import Selection

KEY = "libraries"
SEARCH = Choice("q", "libraries.search", looked_for, in_filters=False)
_OPEN = (profile.FACTS, profile.NOTED)


def content(asked: Asked) -> PageContent:
    """Return all libraries that match, or the profile of the one chosen."""
    found = headlines(asked)
    if asked.library:
        return _profile(asked, asked.library.code, found)
    if not asked.available.files:
        return nothing(asked, KEY)
    table = grid(asked, found)
    count, owed = len(table.rows), owing(table)
    content = page_content(
        asked,
        KEY,
        finding=asked.text.plural("libraries.finding", count),
        sentences=[asked.text.plural("libraries.owing", owed)] if owed < count else [],
        coverage=said_coverage(asked, coverage_of(table)),
        tables=[table],
    )
    wanted = asked.chosen[SEARCH.key]
    if not wanted:
        return content
    said = asked.text.format("libraries.looked_for", words=wanted)
    return replace(content, filters=asked.text["selection.separator"].join([content.filters, said]))


def _profile(asked: Asked, code: str, found: Sequence[Headline]) -> PageContent:
    silent = not found or nothing_reported(tuple(found))
    drawn = [] if silent else [trend(asked, found[0]), profile.peers_chart(asked, code, found)]
    charts = [chart for chart in (*drawn, profile.services_chart(asked)) if chart]
    reporting = rates(asked.session, asked.catalogue, asked.selection, annual=asked.annual)
    answered = [table for table in [receipts(asked)] if table.rows]
    tables = [*profile.tables(asked, code), *answered, *problems(asked, reporting).tables[:1]]
    content = page_content(
        asked,
        KEY,
        finding=asked.text["libraries.silent"] if silent else finding(asked, found[0]),
        passport="" if silent else passport_of(asked, found[0].code),
        coverage=said_coverage(asked, found[0].figure.coverage if found else Coverage(0, 0)),
        cards=[] if silent else cards(asked, tuple(found)),
        charts=charts,
        tables=[*tables, *(chart.table for chart in charts)],
    )
    return replace(content, title=library_name(asked, asked.library.name) if asked.library else content.title)


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page: the field to search and the table, or the profile."""
    text = asked.text
    tables = {table.key: table for table in content.tables}
    if GRID in tables:
        field = search_field(text[SEARCH.label], text["libraries.find"], SEARCH.key, asked.chosen[SEARCH.key])
        return page_frame(content, text, [field, sorted_table(tables[GRID], text, asked.address, unsorted=UNSORTED)])
    charts = [captioned_chart(chart, text, asked.address) for chart in content.charts]
    drawn = {chart.table.key for chart in content.charts}
    tables_shown = [_folded(table, asked) for table in content.tables if table.key not in drawn]
    parts = [card_row(content.cards, asked.text), factsheet_links(asked)] if content.cards and not asked.annual else []
    shown = [*parts, html.Div(charts, className="charts"), html.Div(tables_shown, className="panel details")]
    return page_frame(content, text, shown)


def _folded(table: TableSpec, asked: Asked) -> Component:
    note = how_to_get(asked, table) if table.key == RECEIPTS else of_events(table, asked.text)
    return folded(table, asked.text, asked.address, note, shown=table.key in _OPEN)


def factsheet_links(asked: Asked) -> Component:
    """Return the library's fact sheet over the months shown, in each language."""
    address = Address(asked.language, "factsheet", Selection(asked.selection.start, asked.selection.end))
    code = asked.library.code if asked.library else ""
    links = [
        html.A(
            words(asked.catalogue, language)["language.name"],
            href=replace(address, language=language, page=f"factsheet/{code}").href("pdf"),
            className="file-link",
            lang=language,
        )
        for language in page_languages()
    ]
    return html.P([html.Span(asked.text["libraries.factsheet"]), *links], className="sheets")


PAGE = Page(KEY, content, body, choices=(SEARCH,), audience="libraries")
