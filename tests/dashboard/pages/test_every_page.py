"""Rules of every page of the list, whatever it is about: walked in each language over network, place and library."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from dashboard.charts.spec import MOST_COLOURS, ChartSpec
from dashboard.content import PageContent
from dashboard.pages import PAGES

Answer = Callable[..., PageContent]
YEAR = "?from=2017-01&to=2017-12"
SCOPES = ("", "&territory=MD-CU", "&group=nord", "&library=MD-CU-0001")
MOST_WORDS = 10


@pytest.fixture(params=[page.key for page in PAGES])
def charts(request: pytest.FixtureRequest, content: Answer, language: str) -> list[ChartSpec]:
    """Return the charts of a page over each scope, in a language."""
    return [chart for scope in SCOPES for chart in content(f"/{language}/{request.param}", YEAR + scope).charts]


def plotted(chart: ChartSpec) -> Iterable[float]:
    """Return every number that a chart draws; the cells of a heat map are steps and stand in its table as words."""
    if chart.kind in ("heat", "map"):
        return []
    every = [(*one.values, *one.low, *one.high) for one in chart.series]
    return [value for values in every for value in values if value is not None]


def test_the_table_of_a_chart_holds_every_value_it_draws(charts: list[ChartSpec]) -> None:
    for chart in charts:
        told = {round(float(cell), 6) for row in chart.table.rows for cell in row if isinstance(cell, int | float)}
        assert [value for value in plotted(chart) if round(value, 6) not in told] == [], chart.key


def test_a_chart_has_a_name_a_summary_papers_and_the_key_of_its_table(charts: list[ChartSpec]) -> None:
    for chart in charts:
        assert chart.title and chart.subtitle and chart.summary, chart.key
        assert chart.source and chart.as_of and chart.coverage, chart.key
        assert chart.key == chart.table.key
        assert chart.table.rows and chart.table.columns, chart.key


def test_a_title_is_a_finding_in_at_most_ten_words(charts: list[ChartSpec]) -> None:
    for chart in charts:
        assert len([word for word in chart.title.split() if any(map(str.isalnum, word))]) <= MOST_WORDS, chart.title


def test_a_chart_has_at_most_four_colours_and_as_many_values_as_names(charts: list[ChartSpec]) -> None:
    for chart in charts:
        assert len([one for one in chart.series if not one.context]) <= MOST_COLOURS or chart.kind in (
            "heat",
            "multiples",
        ), chart.key
        assert len(chart.category_labels) == len(chart.categories), chart.key
        for series in chart.series:
            assert len(series.values) == len(chart.categories), chart.key
        assert not chart.links or len(chart.links) == len(chart.series if chart.kind == "heat" else chart.categories)


def test_a_page_says_its_filters_and_is_the_same_whenever_it_is_asked(content: Answer, language: str) -> None:
    for page in PAGES:
        said = content(f"/{language}/{page.key}", YEAR)
        assert said == content(f"/{language}/{page.key}", f"{YEAR}&utm_source=mail")
        assert not page.filters or said.filters, page.key
