"""The deck of a page holds the numbers that the page draws, for every page and language that makes one."""

from __future__ import annotations

import pytest

from dashboard.content import only
from dashboard.exports import export
from tests.dashboard.exports.slides.conftest import drawn, native, opened, words_of

ADDRESSES = [
    "/ro/overview?from=2016-01&to=2017-12",
    "/ru/attendance?from=2017-01&to=2017-12&territory=MD-OR",
    "/en/attendance?view=season",
    "/ro/attendance?view=places",
    "/en/services?from=2017-01&to=2017-06",
    "/ru/territories?from=2017-01&to=2017-12",
    "/ro/reporting?from=2017-01&to=2017-12",
    "/en/libraries",
    "/ro/method",
]


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_charts_of_a_deck_hold_the_numbers_of_the_page(asked, site, path):
    path, _, search = path.partition("?")
    question = asked(path, search)
    page, text = site.pages[question.address.page].content(question), question.text
    deck = opened(export(page, "pptx", text).body)
    found = [values for chart in native(deck) for values in drawn(chart).items()]
    for chart in page.charts:
        if chart.kind == "heat":
            continue
        for series in chart.series:
            parts = [values for label, values in found if label == series.label]
            told = sorted(value for part in parts for value in part if value is not None)
            for value in series.values:
                assert value is None or value in told, (chart.key, series.label, value)
    assert page.demonstration in words_of(deck)


def test_a_chart_alone_is_one_slide_with_its_title_and_numbers(asked, site):
    question = asked("/ro/attendance", "from=2017-01&to=2017-12")
    page, text = site.pages["attendance"].content(question), question.text
    for chart in page.charts:
        deck = opened(export(only(page, chart.table.key), "pptx", text).body)
        (slide,) = deck.slides
        assert slide.shapes.title.text == chart.title
        (found,) = native(deck)
        assert list(drawn(found).values()) == [list(series.values) for series in chart.series]
