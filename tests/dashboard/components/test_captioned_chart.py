"""The one door: every chart leaves with its caption, summary, table, files and papers, and a print of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.address import Address
from dashboard.charts.spec import ChartSpec, Series, Step
from dashboard.components.captioned_chart import captioned_chart
from dashboard.content import PageContent
from dashboard.site import Site
from data.wording import Text


@pytest.fixture
def english(site: Site) -> Text:
    return site.text("en")


@pytest.fixture
def trend(content: Callable[..., PageContent]) -> ChartSpec:
    return content("/en/attendance", "?from=2017-01&to=2017-12").charts[0]


def found(tree: Component, kind: type[Component]) -> list[Component]:
    return [one for one in [tree, *tree._traverse()] if isinstance(one, kind)]


def drawn(spec: ChartSpec, text: Text) -> Component:
    return captioned_chart(spec, text, Address("en", "attendance", part=3))


def test_it_says_its_finding_its_measure_its_notes_and_its_papers(
    trend: ChartSpec, english: Text, words_of: Callable[[object], str]
) -> None:
    said = words_of(drawn(replace(trend, notes=("A note.",)), english))
    for words in (trend.title, trend.subtitle, "A note.", trend.coverage, trend.source, trend.as_of):
        assert words in said


def test_it_is_a_picture_that_its_summary_describes(trend: ChartSpec, english: Text) -> None:
    (picture,) = [one for one in found(drawn(trend, english), html.Div) if getattr(one, "role", "") == "img"]
    assert getattr(picture, "aria-label") == trend.summary
    (graph,) = found(picture, dcc.Graph)
    assert graph.id == ids.chart(trend.key)
    (paper,) = found(picture, html.Img)
    assert paper.src.startswith("data:image/svg+xml,")


def test_its_table_holds_the_values_it_draws(trend: ChartSpec, english: Text) -> None:
    (table,) = found(drawn(trend, english), html.Table)
    (graph,) = found(drawn(trend, english), dcc.Graph)
    assert len(found(table, html.Tr)) == 1 + len(trend.table.rows)
    assert graph.figure["data"][0]["y"] == [row[1] for row in trend.table.rows]


def test_it_can_be_taken_away_in_every_way_at_the_same_address(trend: ChartSpec, english: Text) -> None:
    links = [urlsplit(link.href) for link in found(drawn(trend, english), html.A) if "/figure/" not in link.href]
    assert [link.path.partition(".")[2] for link in links] == ["svg", "svg", "pptx", "csv", "xlsx", "charts.xlsx"]
    assert all(parse_qs(link.query) == {"table": [trend.table.key]} for link in links)


def test_a_chart_without_a_value_says_so_and_draws_nothing(
    trend: ChartSpec, english: Text, words_of: Callable[[object], str]
) -> None:
    empty = drawn(replace(trend, series=(Series("value", "Visits", (None,) * 12),)), english)
    assert english["chart.empty"] in words_of(empty)
    assert not found(empty, dcc.Graph)


def test_small_multiples_are_pictures_beside_each_other(trend: ChartSpec, english: Text) -> None:
    two = replace(trend, kind="multiples", series=(*trend.series, replace(trend.series[0], key="b", label="Other")))
    tree = drawn(two, english)
    assert not found(tree, dcc.Graph)
    assert len(found(tree, html.Img)) == 3  # two panels, and the print of both


def test_steps_are_explained_beside_the_cells(
    trend: ChartSpec, english: Text, words_of: Callable[[object], str]
) -> None:
    steps = (Step("reported", "Reported", "5", "R"), Step("none", "No data", "none", "–"))
    cells = Series("x", "Orhei", tuple(float(place % 2) for place in range(12)))
    said = words_of(drawn(replace(trend, kind="heat", series=(cells,), steps=steps), english))
    assert "R Reported" in said and "– No data" in said
