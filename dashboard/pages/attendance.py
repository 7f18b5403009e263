"""Attendance: three measures kept apart; by month, against last year, over the seasons, per inhabitant, by place."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.asked import Asked, Choice, Option
from dashboard.attendance_charts import against_last_year, is_trend, seasons, trend
from dashboard.attendance_places import by_library, by_territory, per_inhabitants
from dashboard.attendance_tables import LIBRARIES, library_table, period_table
from dashboard.charts.spec import ChartSpec, TableSpec
from dashboard.components.captioned_chart import captioned_chart
from dashboard.components.links import choice_links
from dashboard.components.page_frame import page_frame
from dashboard.components.sorted_table import sorted_table
from dashboard.content import PageContent
from dashboard.headline import (
    Headline,
    finding,
    headline,
    headline_codes,
    low_coverage,
    never_added,
    nothing_reported,
    said_coverage,
)
from dashboard.page import Page
from dashboard.papers import nothing, page_content
from dashboard.passports import passport_of
from data.late_words import late_in_words

KEY = "attendance"
MOST = 10  # libraries ranked where there is a single territory


def measures(asked: Asked) -> Sequence[Option]:
    """Return what is counted, visits first: each by itself."""
    return [(code, asked.text[f"indicator.{code}.short"]) for code in headline_codes(asked)]


def views(asked: Asked) -> Sequence[Option]:
    """Return the ways to look at it that the network's figures allow."""
    there = {
        "months": True,
        "season": not asked.annual,
        "inhabitants": bool(asked.catalogue.populations) and len(asked.catalogue.territories) > 1,
        "places": True,
    }
    return [(view, asked.text[f"attendance.view.{view}"]) for view, shown in there.items() if shown]


MEASURE = Choice("measure", "attendance.measure", measures)
VIEW = Choice("view", "attendance.views", views, in_filters=False)


def content(asked: Asked) -> PageContent:
    """Return what the page says in the view its address asks for."""
    codes = headline_codes(asked)
    found = headline(asked, asked.chosen[MEASURE.key]) if codes else None
    if found is None or nothing_reported((found,)):
        return nothing(asked, KEY)
    charts, tables = _VIEWS[asked.chosen[VIEW.key]](asked, found)
    return page_content(
        asked,
        KEY,
        finding=finding(asked, found),
        passport=passport_of(asked, found.code),
        coverage=said_coverage(asked, found.figure.coverage),
        sentences=[
            *late_in_words(found.comparison, asked.text),
            *low_coverage(asked.text, found.figure.coverage),
            *never_added(asked, codes),
        ],
        charts=charts,
        tables=tables,
    )


Shown = tuple[list[ChartSpec], list[TableSpec]]


def _months(asked: Asked, found: Headline) -> Shown:
    others = [headline(asked, code) for code in headline_codes(asked) if code != found.code]
    drawn = (trend(asked, found), against_last_year(asked, found), *(trend(asked, other) for other in others))
    charts = [chart for chart in drawn if chart]
    return charts, [period_table(asked, (found, *others)), *(chart.table for chart in charts)]


def _season(asked: Asked, found: Headline) -> Shown:
    charts = [chart for chart in [seasons(asked, found)] if chart]
    return charts, [chart.table for chart in charts]


def _inhabitants(asked: Asked, found: Headline) -> Shown:
    charts = [chart for chart in [per_inhabitants(asked, found)] if chart]
    return charts, [chart.table for chart in charts]


def _places(asked: Asked, found: Headline) -> Shown:
    ranking = by_territory(asked, found) or by_library(asked, found, most=MOST)
    charts = [ranking] if ranking else []
    every = (found, *(headline(asked, code) for code in headline_codes(asked) if code != found.code))
    return charts, [*(chart.table for chart in charts), library_table(asked, every)]


_VIEWS = {"months": _months, "season": _season, "inhabitants": _inhabitants, "places": _places}


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page."""
    ways = choice_links(asked.text[VIEW.label], views(asked), asked.chosen[VIEW.key], VIEW.key, asked.address)
    drawn = [captioned_chart(spec, asked.text, asked.address) for spec in content.charts]
    small = [one for one, spec in zip(drawn, content.charts, strict=True) if is_trend(spec)][1:]
    charts: list[Component] = [one for one in drawn if one not in small]
    if small:
        charts.append(html.Div(small, className="side-by-side"))
    if not charts:
        charts = [html.P(asked.text["empty.view"], className="panel empty")]
    tables = [sorted_table(table, asked.text, asked.address) for table in content.tables if table.key == LIBRARIES]
    return page_frame(content, asked.text, [ways, html.Div(charts, className="charts"), *tables])


PAGE = Page(KEY, content, body, choices=(MEASURE, VIEW))
