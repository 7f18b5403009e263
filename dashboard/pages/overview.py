"""Overview: four cards, one trend, one ranked list, and the finding in one sentence."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.asked import Asked
from dashboard.attendance_charts import by_library, by_territory, trend
from dashboard.components.captioned_chart import captioned_chart
from dashboard.components.cards import card_row
from dashboard.components.page_frame import page_frame
from dashboard.content import PageContent
from dashboard.headline import cards, finding, headlines, low_coverage, naive_beside, nothing_reported
from dashboard.page import Page
from dashboard.papers import nothing, page_content

KEY = "overview"
MOST = 10  # names in the ranked list


def content(asked: Asked) -> PageContent:
    """Return what the overview says: the headline figures, visits by month, and where there are most of them."""
    found = headlines(asked)
    if nothing_reported(found):
        return nothing(asked, KEY)
    first, made = found[0], cards(asked, found)
    ranking = by_territory(asked, first, most=MOST) or by_library(asked, first, most=MOST)
    charts = [chart for chart in (trend(asked, first), ranking) if chart]
    notes = (*naive_beside(asked.text, first.comparison), *low_coverage(asked.text, first.figure.coverage))
    return page_content(
        asked,
        KEY,
        finding=finding(asked, first),
        coverage=made[0].coverage,
        sentences=notes,
        cards=made,
        charts=charts,
        tables=[chart.table for chart in charts],
    )


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page."""
    charts = [captioned_chart(chart, asked.text, asked.address) for chart in content.charts]
    return page_frame(content, asked.text, [card_row(content.cards), html.Div(charts, className="charts")])


PAGE = Page(KEY, content, body)
