"""Every page of the list, in every language, light and dark, and on a phone: it answers, speaks its language, axe finds
nothing, and every figure has a name, a summary and a table. New pages are walked without a word here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from dashboard.pages import PAGES

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
NAMES = [page.key for page in PAGES]
LISTED = {page.key for page in PAGES if page.listed}
LABELS = {"ro": "date demonstrative", "ru": "демонстрационные данные", "en": "demonstration data"}
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# On a phone in the language with the longest words; on a desk in all of them.
WALKS = {"ro": DESK, "ru": DESK, "en": DESK, "phone": PHONE}
LANGUAGE_ON_PHONE = "ru"
# The whole object of axe is large; what a reader of a failing test needs is the rule and the place.
RUN_AXE = """async () => (await axe.run()).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`))"""
FIGURES = """() => [...document.querySelectorAll('main figure')].map(figure => ({
    key: figure.id,
    name: figure.querySelector('figcaption h2')?.textContent.trim() ?? '',
    summary: figure.querySelector('[role=img]')?.getAttribute('aria-label')?.trim() ?? '',
    drawn: Boolean(figure.querySelector('.main-svg, .multiples img')),
    empty: Boolean(figure.querySelector('.empty')),
    rows: figure.querySelectorAll('table tbody tr').length,
    loose: [...figure.querySelectorAll('.js-plotly-plot')].some(plot => !plot.closest('[role=img]')),
}))"""


@dataclass(frozen=True)
class Visited:
    """A page that is open, its language and its name."""

    page: Page
    language: str
    name: str
    size: dict[str, int]


@pytest.fixture(scope="module", params=list(WALKS))
def walk(request, open_page, visit) -> Iterator[tuple[Page, str, dict[str, int]]]:
    """Return the home page in each language on a desk, and on a phone; the other pages are reached by its links."""
    language = LANGUAGE_ON_PHONE if request.param == "phone" else request.param
    with open_page(WALKS[request.param]) as (page, _):
        visit(page, f"/{language}/{NAMES[0]}")
        page.evaluate(AXE.read_text(encoding="utf-8"))  # not as a script tag, which the pages refuse
        yield page, language, WALKS[request.param]


@pytest.fixture(scope="module", params=NAMES)
def visited(request, walk, settled, visit) -> Visited:
    """Return every page, opened once for all the questions below."""
    page, language, size = walk
    if request.param not in LISTED:  # reached from cards and charts, and by typing
        visit(page, f"/{language}/{request.param}")
        page.evaluate(AXE.read_text(encoding="utf-8"))
    elif f"/{language}/{request.param}" not in page.url:
        page.locator(f"nav.pages a[href^='/{language}/{request.param}']").click()
        page.wait_for_url(f"**/{language}/{request.param}*")
        page.locator(f"nav.pages a[aria-current=page][href^='/{language}/{request.param}']").wait_for()
    settled(page)
    return Visited(page, language, request.param, size)


def test_it_has_one_heading_and_a_title(visited):
    assert visited.page.locator("h1").count() == 1
    heading = visited.page.locator("h1").inner_text().strip()
    assert heading and visited.page.title().startswith(heading)


def test_it_speaks_the_language_of_its_address(visited):
    assert visited.page.locator("html").get_attribute("lang") == visited.language
    links = visited.page.locator("main a[data-inside]").evaluate_all("links => links.map(link => link.pathname)")
    assert [link for link in links if not link.startswith(f"/{visited.language}/")] == []


def test_it_says_that_the_data_are_a_demonstration(visited):
    assert visited.page.get_by_text(LABELS[visited.language], exact=False).first.is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation_in_light_nor_in_dark_colours(visited, theme):
    visited.page.evaluate("theme => document.documentElement.setAttribute('data-mantine-color-scheme', theme)", theme)
    found = visited.page.evaluate(RUN_AXE)
    visited.page.evaluate("document.documentElement.setAttribute('data-mantine-color-scheme', 'light')")
    assert found == []


def test_nothing_stands_beyond_the_edge_of_the_screen(visited):
    wide, shown = visited.page.evaluate("[document.scrollingElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= shown


def test_every_figure_has_a_name_a_summary_and_a_table(visited):
    for figure in visited.page.evaluate(FIGURES):
        assert figure["name"] and figure["rows"], figure
        assert figure["empty"] or (figure["summary"] and figure["drawn"] and not figure["loose"]), figure
    plots = visited.page.locator("main .js-plotly-plot")
    assert plots.count() == visited.page.locator("main figure .js-plotly-plot").count()


def test_no_label_of_a_chart_is_cut_off(visited):
    cut = visited.page.evaluate(
        """() => [...document.querySelectorAll('main .main-svg text')].filter(text => {
            const box = text.getBoundingClientRect(), svg = text.closest('.main-svg').getBoundingClientRect();
            return text.textContent.trim() && box.width && (box.left < svg.left - 1 || box.right > svg.right + 1);
        }).map(text => text.textContent)"""
    )
    assert cut == []
