"""About: what this site is, whose figures it shows, and what of them is invented or unconfirmed."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.asked import Asked
from dashboard.components.page_frame import page_frame
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
    return page_content(asked, KEY, finding=text["page.about.lead"], sentences=paragraphs)


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page."""
    paragraphs = [html.P(sentence) for sentence in content.sentences]
    return page_frame(content, asked.text, [html.Section(paragraphs, className="panel prose")], figures=False)


PAGE = Page(KEY, content, body, filters=(), files=False)
