"""Territories: rates per inhabitant on a map in fixed classes, the same as a ranked list, and groups of territories."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.asked import Asked, Choice, Option
from dashboard.components.captioned_chart import captioned_chart
from dashboard.components.page_frame import page_frame
from dashboard.components.tables import data_table
from dashboard.content import PageContent
from dashboard.headline import finding, headline, headline_codes, low_coverage, nothing_reported, said_coverage
from dashboard.page import Page
from dashboard.papers import nothing, page_content
from dashboard.passports import passport_of
from dashboard.territory_rates import groups_table, mapped
from data.rate_classes import load_rate_classes

KEY = "territories"


def measures(asked: Asked) -> Sequence[Option]:
    """Return what is counted, of what has classes for a map."""
    known = load_rate_classes()
    return [(code, asked.text[f"indicator.{code}.short"]) for code in headline_codes(asked) if code in known]


MEASURE = Choice("measure", "attendance.measure", measures)


def content(asked: Asked) -> PageContent:
    """Return the map, the list and the groups."""
    code = asked.chosen[MEASURE.key]
    found = headline(asked, code) if code else None
    if found is None or nothing_reported((found,)):
        return nothing(asked, KEY)
    charts = list(mapped(asked, found) or ())
    groups = groups_table(asked, found)
    tables = [chart.table for chart in reversed(charts)]  # the list is the one of the .csv
    return page_content(
        asked,
        KEY,
        finding=charts[0].summary if charts else finding(asked, found),
        passport="" if charts else passport_of(asked, found.code),
        coverage=said_coverage(asked, found.figure.coverage),
        sentences=low_coverage(asked.text, found.figure.coverage),
        charts=charts,
        tables=[*tables, groups] if groups else tables,
        empty="" if charts else asked.text["territories.no_rates"],
    )


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page: the map beside the list, the groups below."""
    charts = [captioned_chart(chart, asked.text, asked.address) for chart in content.charts]
    groups = [data_table(table, asked.text) for table in content.tables if table.key == "groups"]
    below = [html.Section([html.H2(asked.text["territories.groups"]), *groups], className="panel")] if groups else []
    return page_frame(content, asked.text, [html.Div(charts, className="charts side-by-side"), *below])


PAGE = Page(KEY, content, body, filters=("period", "territory", "group", "kind"), choices=(MEASURE,))
