"""Every page, in every language, on a desk and on a phone: it answers, speaks its language, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
LANGUAGES = ("ro", "ru", "en")
PAGES = ("overview", "attendance", "method", "about")
LABELS = {"ro": "date demonstrative", "ru": "демонстрационные данные", "en": "demonstration data"}
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
# The whole object of axe is large; what a reader of a failing test needs is the rule and the place.
RUN_AXE = """async () => (await axe.run()).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`))"""


@dataclass(frozen=True)
class Visited:
    """A page that is open: its language, its name and how it answered."""

    page: Page
    language: str
    name: str
    status: int


@pytest.fixture(scope="module", params=list(SIZES))
def screen(request, open_page) -> Iterator[Page]:
    """Return a page of each size, in which all addresses are opened one after the other."""
    with open_page(SIZES[request.param]) as (page, _):
        yield page


@pytest.fixture(scope="module", params=[(language, name) for language in LANGUAGES for name in PAGES], ids="/".join)
def visited(request, screen: Page, visit) -> Visited:
    """Return every page in every language, opened once for all the questions below."""
    language, name = request.param
    answer = visit(screen, f"/{language}/{name}")
    screen.evaluate(AXE.read_text(encoding="utf-8"))  # not as a script tag, which the pages refuse
    return Visited(screen, language, name, answer.status)


def test_it_answers_with_a_heading_and_a_title(visited):
    assert visited.status == 200
    assert visited.page.locator("h1").count() == 1
    assert visited.page.locator("h1").inner_text().strip()
    assert visited.page.title().strip()


def test_it_speaks_the_language_of_its_address(visited):
    assert visited.page.locator("html").get_attribute("lang") == visited.language
    assert (
        visited.page.locator("nav a[aria-current=page]").first.get_attribute("href").startswith(f"/{visited.language}/")
    )


def test_it_says_that_the_data_are_a_demonstration(visited):
    assert visited.page.get_by_text(LABELS[visited.language], exact=False).first.is_visible()


def test_axe_finds_no_violation(visited):
    assert visited.page.evaluate(RUN_AXE) == []


def test_nothing_stands_beyond_the_edge_of_the_screen(visited):
    wide, shown = visited.page.evaluate("[document.scrollingElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= shown


def test_its_charts_are_drawn_with_a_caption_and_a_table(visited):
    charts = visited.page.locator("main figure:has(.js-plotly-plot)")
    if visited.name in ("overview", "attendance"):
        assert charts.count() >= 2
    for chart in charts.all():
        chart.locator(".main-svg").first.wait_for()
        assert chart.locator("figcaption").inner_text().strip()
        assert chart.locator("table").count() == 1
