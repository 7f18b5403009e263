"""About: what this site is, whose figures it shows, and what of them is invented or unconfirmed."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.address import HOME
from dashboard.asked import Asked
from dashboard.charts.spec import Column, TableSpec
from dashboard.components.page_frame import page_frame
from dashboard.components.tables import data_table
from dashboard.content import PageContent
from dashboard.page import Page
from dashboard.papers import page_content

KEY = "about"


def content(asked: Asked) -> PageContent:
    """Return what the page says, paragraph by paragraph."""
    text, settings = asked.text, asked.catalogue.settings
    paragraphs = [text["page.about.what"], text.format("page.about.network", network=text["network.title"])]
    if settings.demonstration:
        paragraphs.append(text["demonstration.explanation"])
    paragraphs.append(text.plural("page.about.files", asked.available.files))
    if settings.licence:
        paragraphs.append(text.format("page.about.licence", licence=settings.licence))
    if any(not group.confirmed for group in asked.catalogue.groups.values()):
        paragraphs.append(text["page.about.unconfirmed"])
    paragraphs.append(text["page.about.credits"])
    return page_content(asked, KEY, finding=text["page.about.lead"], sentences=paragraphs, tables=_releases(asked))


def _releases(asked: Asked) -> list[TableSpec]:
    """Return the releases that may be read, each leading to the overview in it."""
    found = asked.releases.shown() if asked.releases else []
    if not found or asked.releases is None:
        return []
    text = asked.text
    columns = (
        Column("release", text["release.column.release"]),
        Column("as_of", text["release.column.as_of"], "day"),
    )
    rows = tuple((one.name, asked.releases.last_day(one)) for one in found)
    links = tuple(asked.address.on(HOME).in_release(one.name).href() for one in found)
    return [TableSpec("releases", text["release.list"], columns, rows, links)]


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page."""
    paragraphs = [html.P(sentence) for sentence in content.sentences]
    tables = [
        html.Section(
            [html.H2(table.title), html.P(asked.text["release.what"]), data_table(table, asked.text)],
            className="panel became",
        )
        for table in content.tables
    ]
    parts = [html.Section(paragraphs, className="panel prose"), *tables]
    return page_frame(content, asked.text, [html.Div(parts, className="stack")], figures=False)


PAGE = Page(KEY, content, body, filters=(), files=False)
