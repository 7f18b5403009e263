"""Services: which kinds, how they grow on the same libraries, how many libraries offer them, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.asked import Asked, Choice, Option
from dashboard.charts.services import protected
from dashboard.charts.spec import CellValue, ChartSpec, Column, TableSpec
from dashboard.components.captioned_chart import captioned_chart
from dashboard.components.links import choice_links
from dashboard.components.page_frame import page_frame
from dashboard.components.tables import data_table
from dashboard.content import PageContent
from dashboard.headline import finding, headline, low_coverage, nothing_reported, said_coverage
from dashboard.page import Page
from dashboard.papers import nothing, page_content
from dashboard.passports import passport_of
from dashboard.protection import mark_of, notes_of
from dashboard.service_charts import growth, mix, reach, regions, unclassified
from data.late_words import late_in_words
from data.queries.reported import reported_indicators
from data.queries.services import by_category

KEY = "services"
_MEASURES = ("S02", "S01", "S03")  # participations, sessions held, one-to-one sessions


def measures(asked: Asked) -> Sequence[Option]:
    """Return what is counted by category, of what anybody reports."""
    there = reported_indicators(asked.session)
    return [(code, asked.text[f"indicator.{code}.short"]) for code in _MEASURES if code in there]


def areas(asked: Asked) -> Sequence[Option]:
    """Return all services, then those of each impact area."""
    known = asked.catalogue.impact_areas
    return [
        ("", asked.text["services.every_area"]),
        *((code, asked.text[f"impact_area.{code}.name"]) for code in known),
    ]


def views(asked: Asked) -> Sequence[Option]:
    """Return the ways to look at services; one library has no regions."""
    there = ("mix", "growth", "reach") if asked.library else ("mix", "growth", "reach", "regions")
    return [(view, asked.text[f"services.view.{view}"]) for view in there]


MEASURE = Choice("measure", "attendance.measure", measures)
AREA = Choice("area", "services.area", areas)
VIEW = Choice("view", "attendance.views", views, in_filters=False)


def content(asked: Asked) -> PageContent:
    """Return the services of the area chosen, in the view the address asks for."""
    code, area = asked.chosen[MEASURE.key], asked.chosen[AREA.key]
    found = headline(asked, code) if code else None
    if found is None or nothing_reported((found,)):
        return nothing(asked, KEY)
    every = by_category(asked.session, asked.catalogue, code, asked.selection, fixed=asked.fixed)
    frame = every[[area in ("", asked.catalogue.categories[one].impact_area) for one in every["category"]]]
    if frame[frame["value"].notna() | frame["withheld"]].empty:
        return nothing(asked, KEY)
    if asked.fixed and every["withheld"].any() and not every["value"].sum():  # the total alone would tell them
        return page_content(asked, KEY, empty=mark_of(asked.text, fixed=True))
    chosen = tuple(frame["category"]) if area else ()
    chart = _chart(asked, frame, chosen)
    tables = [chart.table] if chart else []
    kinds, some_withheld = [asked.catalogue.categories[one] for one in every["category"]], bool(every["withheld"].any())
    return page_content(
        asked,
        KEY,
        finding=finding(asked, found),
        passport=passport_of(asked, found.code),
        coverage=said_coverage(asked, found.figure.coverage),
        sentences=[
            *filter(None, [unclassified(asked, every)]),
            asked.text["services.one_category"],
            *late_in_words(found.comparison, asked.text),
            *low_coverage(asked.text, found.figure.coverage),
            *([] if chart else notes_of(code, kinds, asked.text, withheld=some_withheld, fixed=asked.fixed)),
        ],
        charts=[chart] if chart else [],
        tables=[*tables, _by_area(asked, every)],
    )


def _chart(asked: Asked, frame: pd.DataFrame, chosen: tuple[str, ...]) -> ChartSpec | None:
    view, code = asked.chosen[VIEW.key], asked.chosen[MEASURE.key]
    if view == "regions":
        return regions(asked, code, chosen, frame)
    if not frame["value"].sum():
        return None  # nobody, or so few people that nothing is told: the table of areas says which
    return {"growth": growth, "reach": reach}.get(view, mix)(asked, frame, code)


def _by_area(asked: Asked, frame: pd.DataFrame) -> TableSpec:
    """Return the sums by impact area; an area with a withheld service has none."""
    text, code = asked.text, asked.chosen[MEASURE.key]
    areas_of = {code: one.impact_area or "" for code, one in asked.catalogue.categories.items()}
    grouped = frame.assign(area=frame["category"].map(areas_of)).groupby("area", sort=False)
    rows: list[tuple[CellValue, ...]] = []
    for area, some in sorted(((str(area), some) for area, some in grouped), key=lambda one: -one[1]["value"].sum()):
        hidden = bool(some["withheld"].any())
        name = text[f"impact_area.{area}.name"] if area else text["services.no_area"]
        sums = [None if hidden else float(some[column].sum()) for column in ("value", "share_pct")]
        rows.append((name, *sums, int(some["offering"].max())))
    columns = (
        Column("area", text["services.area"]),
        Column("value", text[f"indicator.{code}.short"], "whole", passport_of(asked, code)),
        Column("share_pct", text["services.column.share_pct"], "percent"),
        Column("offering", text["services.column.most_offering"], "whole"),
    )
    table = TableSpec("areas", text["services.areas"], columns, tuple(rows))
    return replace(table, withheld=protected(table, [row[1] is None for row in rows]))


def body(content: PageContent, asked: Asked) -> Component:
    """Return the page."""
    ways = choice_links(asked.text[VIEW.label], views(asked), asked.chosen[VIEW.key], VIEW.key, asked.address)
    charts = [captioned_chart(chart, asked.text, asked.address) for chart in content.charts]
    if not charts:
        charts = [html.P(asked.text["empty.view"], className="panel empty")]
    tables = [table for table in content.tables if table.key == "areas"]
    drawn = [data_table(table, asked.text) for table in tables]
    if any(table.withheld for table in tables):
        drawn.append(html.P(mark_of(asked.text, fixed=False), className="subtitle"))
    below = html.Section([html.H2(asked.text["services.areas"]), *drawn], className="panel")
    return page_frame(content, asked.text, [ways, html.Div(charts, className="charts"), below])


PAGE = Page(KEY, content, body, choices=(MEASURE, AREA, VIEW))
