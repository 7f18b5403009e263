"""Method: how figures are compared, with an example of this site's own; every indicator, check and source.

Generated from the declarations, so that it cannot say other than what is computed.
"""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.asked import Asked
from dashboard.charts.spec import TableSpec
from dashboard.components.definitions import contents_list, definition_list
from dashboard.components.marked import marked
from dashboard.components.page_frame import page_frame
from dashboard.components.tables import data_table
from dashboard.content import PageContent
from dashboard.headline import cards, finding, headline, headline_codes, nothing_reported, said_coverage
from dashboard.method_tables import method_tables
from dashboard.page import Page
from dashboard.papers import page_content
from dashboard.protection import thresholds
from data.formats import percent
from data.late import late_rule
from data.late_words import late_in_words

KEY = "method"
_SECTIONS = ("panel", "late", "coverage", "apart", "protected")


def content(asked: Asked) -> PageContent:
    """Return the method as tables, generated from the declarations, the paragraphs that explain it, and an example."""
    text = asked.text
    most = percent(100 * (1 - late_rule().enough), asked.language, 0)
    paragraphs = [
        *(text.format(f"page.method.{section}", most=most) for section in _SECTIONS[:-1]),
        text.format("method.protected", **thresholds(asked.language)),
    ]
    example = [headline(asked, code) for code in headline_codes(asked)[:1]]
    if example and not nothing_reported(tuple(example)):
        paragraphs += [finding(asked, example[0]), *late_in_words(example[0].comparison, text)]
    return page_content(
        asked,
        KEY,
        finding=text["page.method.lead"],
        coverage=said_coverage(asked, example[0].figure.coverage) if example else "",
        sentences=paragraphs,
        cards=cards(asked, tuple(example))[:1],
        tables=method_tables(asked),
    )


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page: what it holds, how figures are compared, then what each of them is."""
    text = asked.text
    titles = [*(text[f"page.method.{section}_title"] for section in _SECTIONS[:-1]), text["method.protected_title"]]
    explained = list(zip(_SECTIONS, titles, content.sentences, strict=False))
    paragraphs = [
        html.Section([html.H2(title, id=key), html.P(paragraph)], className="panel prose")
        for key, title, paragraph in explained
    ]
    examples = [_example(said, content, asked) for said in content.sentences[len(_SECTIONS) :]]
    named = [*((key, title) for key, title, _ in explained), *((table.key, table.title) for table in content.tables)]
    parts = [
        contents_list(text["method.contents"], named),
        html.Div(paragraphs, className="columns"),
        *examples,
        *(_drawn(table, asked) for table in content.tables),
    ]
    return page_frame(content, text, parts, figures=False)


def _drawn(table: TableSpec, asked: Asked) -> Component:
    if table.key == "indicators":
        return definition_list(table, folded=True)
    if table.key == "checks":
        return definition_list(table, folded=True, group="severity")
    if table.key == "credits":
        return definition_list(table)
    parts = [html.H2(table.title, id=table.key), data_table(table, asked.text)]
    return marked(html.Section(parts, className="panel definitions"), aria_labelledby=table.key)


def _example(said: str, content: PageContent, asked: Asked) -> Component:
    papers = asked.text["selection.separator"].join([content.filters, content.coverage])
    parts = [html.P(said), html.P(papers, className="subtitle"), html.P(asked.text["method.example_note"])]
    title = html.H2(asked.text["method.example"], id="example")
    return marked(html.Section([title, *parts], className="panel prose"), aria_labelledby="example")


PAGE = Page(KEY, content, body, filters=())
