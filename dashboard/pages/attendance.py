"""Attendance: three measures by month kept apart, this year against last, by territory, every library in a table."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.asked import Asked
from dashboard.attendance_charts import against_last_year, by_library, by_territory, is_trend, trend
from dashboard.attendance_tables import LIBRARIES, library_table, period_table
from dashboard.charts.spec import ChartSpec
from dashboard.components.captioned_chart import captioned_chart
from dashboard.components.page_frame import page_frame
from dashboard.components.sorted_table import sorted_table
from dashboard.content import PageContent
from dashboard.headline import (
    finding,
    headlines,
    low_coverage,
    naive_beside,
    never_added,
    nothing_reported,
    said_coverage,
)
from dashboard.page import Page
from dashboard.papers import nothing, page_content

KEY = "attendance"
MOST = 10  # libraries ranked where there is a single territory


def content(asked: Asked) -> PageContent:
    """Return what the page says; the first table has the measures beside each other, never added up."""
    found = headlines(asked)
    if nothing_reported(found):
        return nothing(asked, KEY)
    first = found[0]
    ranking = by_territory(asked, first) or by_library(asked, first, most=MOST)
    drawn = (*(trend(asked, headline) for headline in found), against_last_year(asked, first), ranking)
    charts = [chart for chart in drawn if chart]
    notes = (
        *naive_beside(asked.text, first.comparison),
        *low_coverage(asked.text, first.figure.coverage),
        *never_added(asked, found),
    )
    return page_content(
        asked,
        KEY,
        finding=finding(asked, first),
        coverage=said_coverage(asked, first.figure.coverage),
        sentences=notes,
        charts=charts,
        tables=[period_table(asked, found), *(chart.table for chart in charts), library_table(asked, found)],
    )


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page."""
    trends = [_drawn(spec, asked) for spec in content.charts if is_trend(spec)]
    others = [_drawn(spec, asked) for spec in content.charts if not is_trend(spec)]
    charts = [*trends[:1], html.Div(trends[1:], className="side-by-side"), *others]
    tables = [table for table in content.tables if table.key == LIBRARIES]
    libraries = [sorted_table(table, asked.text, asked.address) for table in tables]
    return page_frame(content, asked.text, [html.Div(charts, className="charts"), *libraries])


def _drawn(spec: ChartSpec, asked: Asked) -> Component:
    return captioned_chart(spec, asked.text, asked.address)


PAGE = Page(KEY, content, body)
