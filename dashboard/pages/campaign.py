"""Campaign: what a stage did and how sure that is, what was done in it, by whom, with what money and which partners."""

from __future__ import annotations

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard import campaign_activities as activities
from dashboard import campaign_deck, campaign_findings
from dashboard import campaign_verdict as verdicts
from dashboard.asked import Asked, Choice
from dashboard.attendance_charts import trend
from dashboard.campaign_words import offered_stages, shown_stage
from dashboard.components.captioned_chart import captioned_chart
from dashboard.components.cards import card_row
from dashboard.components.page_frame import page_frame
from dashboard.components.tables import folded
from dashboard.content import PageContent
from dashboard.headline import headline, said_coverage
from dashboard.page import Page
from dashboard.papers import nothing, page_content
from dashboard.protection import of_events

KEY = "campaign"
ATTENDANCES = "K02"
_OPEN = ("campaign-fairs",)  # tables shown at once; the others wait behind their title


def content(asked: Asked) -> PageContent:
    """Return the verdict first, then what was done."""
    shown = shown_stage(asked)
    if shown is None or not asked.available.files:
        return nothing(asked, KEY)
    stored = verdicts.stored_evaluation(shown)
    first, *sentences = verdicts.said(shown, stored)
    attendances = headline(shown.asked, ATTENDANCES)
    months = trend(shown.asked, attendances)
    charts = [*verdicts.charts(shown, stored), *activities.charts(shown), *([months] if months else [])]
    tables = [*(chart.table for chart in charts), *campaign_findings.tables(shown, stored), *activities.tables(shown)]
    said = page_content(
        shown.asked,
        KEY,
        finding=first,
        passport=verdicts.told_by(stored),
        coverage=said_coverage(shown.asked, attendances.figure.coverage),
        sentences=sentences,
        cards=activities.cards(shown),
        charts=charts,
        tables=tables,
        empty="" if tables else asked.text["empty.selection"],
    )
    return replace(said, slides=campaign_deck.slides(shown, stored, said))


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page."""
    charts = [captioned_chart(chart, asked.text, asked.address) for chart in content.charts]
    drawn = {chart.table.key for chart in content.charts}
    tables = [table for table in content.tables if table.key not in drawn]
    shown = [
        folded(table, asked.text, asked.address, of_events(table, asked.text), shown=table.key in _OPEN)
        for table in tables
    ]
    return page_frame(
        content,
        asked.text,
        [
            card_row(content.cards, asked.text),
            html.Div(charts, className="charts"),
            html.Div(shown, className="panel details"),
        ],
    )


STAGE = Choice("stage", "campaign.choice", offered_stages)
PAGE = Page(KEY, content, body, filters=("territory", "group", "kind"), choices=(STAGE,))
