"""Reporting: who reported, when and how fully; whom to chase; what the checks found; what was sent again."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.asked import Asked, Choice, Option
from dashboard.components.captioned_chart import captioned_chart
from dashboard.components.cards import card_row
from dashboard.components.chased import chased
from dashboard.components.entries import Entry, entry_list
from dashboard.components.found import found
from dashboard.components.links import choice_links
from dashboard.components.page_frame import page_frame
from dashboard.components.sorted_table import sorted_table
from dashboard.content import PageContent
from dashboard.headline import said_coverage
from dashboard.page import Page
from dashboard.papers import nothing, page_content
from dashboard.passports import passport_of
from dashboard.reporting_chase import KEY as CHASE
from dashboard.reporting_chase import chase_said, chase_table
from dashboard.reporting_completeness import completeness_chart
from dashboard.reporting_problems import FINDINGS, Told, problems, sent_again
from dashboard.reporting_rates import cards, lateness_chart, places_table, rates_said
from data.coverage import Coverage
from data.queries.figure import EXPECTED, RECEIVED
from data.queries.reporting import Rates, rates

KEY = "reporting"


def views(asked: Asked) -> Sequence[Option]:
    """Return the parts of the page, each by itself."""
    return [(view, asked.text[f"reporting.view.{view}"]) for view in _VIEWS]


VIEW = Choice("view", "reporting.views", views, in_filters=False)


def content(asked: Asked) -> PageContent:
    """Return what the page says in the view its address asks for."""
    found = rates(asked.session, asked.catalogue, asked.selection, annual=asked.annual)
    if not found.expected and not found.actual:
        return nothing(asked, KEY)
    return _VIEWS[asked.chosen[VIEW.key]](asked, found)


def _completeness(asked: Asked, found: Rates) -> PageContent:
    charts = [chart for chart in (completeness_chart(asked, found), lateness_chart(asked, found)) if chart]
    return page_content(
        asked,
        KEY,
        finding=rates_said(asked, found),
        passport=passport_of(asked, RECEIVED, "reporting"),
        coverage=_coverage(asked, found),
        cards=cards(asked, found),
        charts=charts,
        tables=[*([] if asked.library else [places_table(asked)]), *(chart.table for chart in charts)],
    )


def _chase(asked: Asked, found: Rates) -> PageContent:
    table = chase_table(asked)
    finding, sentences = chase_said(asked, table)
    return page_content(
        asked,
        KEY,
        finding=finding,
        passport=passport_of(asked, EXPECTED, "overdue") if table.rows else "",
        coverage=_coverage(asked, found),
        sentences=sentences,
        tables=[table],
    )


def _findings(asked: Asked, found: Rates) -> PageContent:
    return _told(asked, found, problems(asked, found))


def _again(asked: Asked, found: Rates) -> PageContent:
    return _told(asked, found, sent_again(asked))


def _told(asked: Asked, found: Rates, told: Told) -> PageContent:
    return page_content(
        asked,
        KEY,
        finding=told.finding,
        passport=told.passport,
        coverage=_coverage(asked, found),
        sentences=told.sentences,
        figures=told.figures,
        charts=told.charts,
        tables=told.tables,
    )


def _coverage(asked: Asked, found: Rates) -> str:
    return said_coverage(asked, Coverage(found.actual, found.expected))


_VIEWS = {"completeness": _completeness, "chase": _chase, "findings": _findings, "resubmissions": _again}
_ENTRIES: dict[str, Entry] = {CHASE: chased, FINDINGS: found}


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page."""
    ways = choice_links(asked.text[VIEW.label], views(asked), asked.chosen[VIEW.key], VIEW.key, asked.address)
    drawn = {chart.table.key for chart in content.charts}
    charts = [captioned_chart(chart, asked.text, asked.address) for chart in content.charts]
    parts: list[Component] = [ways]
    if content.cards:
        parts.append(card_row(content.cards, asked.text))
    if charts:
        parts.append(html.Div(charts, className="charts"))
    for table in content.tables:
        if table.key in drawn or not table.rows:
            continue
        if table.key in _ENTRIES:
            parts.append(entry_list(table, asked.text, asked.address, _ENTRIES[table.key]))
        else:
            parts.append(sorted_table(table, asked.text, asked.address))
    return page_frame(content, asked.text, parts)


PAGE = Page(KEY, content, body, choices=(VIEW,), audience="reporting")
