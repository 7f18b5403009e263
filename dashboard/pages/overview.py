"""Overview: three sentences, four numbers, one chart, one short list; everything else is one click deeper."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.asked import Asked
from dashboard.attendance_charts import trend
from dashboard.components.captioned_chart import captioned_chart
from dashboard.components.cards import card_row
from dashboard.components.page_frame import page_frame
from dashboard.components.ranked_sentences import ranked_sentences
from dashboard.content import PageContent
from dashboard.headline import cards, finding, headlines, nothing_reported
from dashboard.overview_changes import KEY as CHANGES
from dashboard.overview_changes import largest_changes
from dashboard.overview_sentences import last_month, other_measures
from dashboard.page import Page
from dashboard.papers import nothing, page_content
from data.late_words import late_in_words

KEY = "overview"


def content(asked: Asked) -> PageContent:
    """Return what the overview says: the headline figures, visits by month, and who has not reported yet."""
    found = headlines(asked)
    if nothing_reported(found):
        return nothing(asked, KEY)
    first, made = found[0], cards(asked, found)
    charts = [chart for chart in [trend(asked, first)] if chart]
    changes = largest_changes(asked, first)
    return page_content(
        asked,
        KEY,
        finding=finding(asked, first),
        passport=made[0].passport,
        coverage=made[0].coverage,
        sentences=[
            *late_in_words(first.comparison, asked.text),
            *other_measures(asked, found[1:]),
            *last_month(asked),
        ],
        cards=made,
        charts=charts,
        tables=[*(chart.table for chart in charts), *([changes] if changes else [])],
    )


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page."""
    charts = [captioned_chart(chart, asked.text, asked.address) for chart in content.charts]
    note = asked.text["overview.changes_note"]
    lists = [ranked_sentences(table, note) for table in content.tables if table.key.endswith(CHANGES)]
    return page_frame(
        content, asked.text, [card_row(content.cards, asked.text), html.Div(charts, className="charts"), *lists]
    )


PAGE = Page(KEY, content, body)
