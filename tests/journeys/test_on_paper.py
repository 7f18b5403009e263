"""Printed, every page says its filters, date and coverage, and no chart is cut, blank or in the dark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page

from dashboard.pages import PAGES

pytestmark = pytest.mark.browser

NAMES = [page.key for page in PAGES]
LISTED = {page.key for page in PAGES if page.listed}
FILTERED = {page.key for page in PAGES if page.filters}
# What of each figure stands on paper, at the width of a page of A4.
FIGURES = """() => [...document.querySelectorAll('main figure:not(:has(.empty))')].map(figure => {
    const paper = figure.querySelector('.on-paper'), box = paper.getBoundingClientRect();
    return {
        key: figure.id,
        title: figure.querySelector('h2').textContent,
        loaded: paper.complete && paper.naturalWidth > 0,
        left: box.left, right: box.right, height: box.height,
        screen: getComputedStyle(figure.querySelector('.on-screen')).display,
    };
})"""
PAPER = {"width": 688, "height": 1009}  # of A4 without its margins, in CSS pixels


@pytest.fixture(scope="module")
def sheet(open_page, visit) -> Iterator[Page]:
    """Return the home page in dark colours, as a reader of the night would print it."""
    with open_page(PAPER) as (page, _):
        visit(page, f"/ro/{NAMES[0]}?from=2016-01&to=2016-12")
        page.evaluate("document.documentElement.setAttribute('data-mantine-color-scheme', 'dark')")
        yield page


@pytest.fixture(scope="module", params=NAMES)
def printed(request, sheet, settled, visit) -> Iterator[tuple[str, Page, str]]:
    """Return every page and the words of its print."""
    name = request.param
    if name not in LISTED:
        sheet.emulate_media(media="screen")
        visit(sheet, f"/ro/{name}")
    elif f"/ro/{name}" not in sheet.url:
        sheet.emulate_media(media="screen")
        sheet.locator(f"nav.pages a[href^='/ro/{name}']").click()
        sheet.locator(f"nav.pages a[aria-current=page][href^='/ro/{name}']").wait_for()
        settled(sheet)
    document = pdfium.PdfDocument(sheet.pdf(format="A4", prefer_css_page_size=True, print_background=True))
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    sheet.emulate_media(media="print")
    yield name, sheet, squeezed(words)


def squeezed(words: str) -> str:
    """Return words without what a line break or a space may be."""
    return re.sub(r"[\s\u00ad\ufffe-]+", "", words)


def said(page: Page, selector: str) -> list[str]:
    return [squeezed(words) for words in page.locator(selector).all_text_contents()]


def test_it_says_its_title_its_filters_and_its_coverage(printed):
    name, page, words = printed
    assert all(title in words for title in said(page, "h1"))
    if name in FILTERED:
        shown = said(page, "main .selection span")
        assert shown and all(one in words for one in shown)


def test_every_chart_says_its_coverage_its_source_and_its_date(printed):
    _, page, words = printed
    papers = said(page, "main figure .papers")
    assert [one for one in papers if one not in words] == []
    assert "datedemonstrative" in words


def test_no_chart_is_cut_or_blank(printed):
    _, page, words = printed
    for figure in page.evaluate(FIGURES):
        assert squeezed(figure["title"]) in words, figure
        assert figure["loaded"] and figure["screen"] == "none", figure
        assert 0 <= figure["left"] < figure["right"] <= PAPER["width"], figure
        assert 20 < figure["height"] < PAPER["height"], figure


def test_what_only_a_screen_can_do_is_left_out(printed):
    _, page, _ = printed
    for selector in ("#filter-bar", "nav.pages", ".top-end > a", ".chart-tools", ".files", ".copy-link", "#theme"):
        assert not any(one.is_visible() for one in page.locator(selector).all()), selector


def test_paper_is_white_whatever_the_screen_was(printed):
    _, page, _ = printed
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    filters: Callable[[str], str] = lambda selector: page.evaluate(  # noqa: E731
        "selector => [...document.querySelectorAll(selector)].map(one => getComputedStyle(one).filter).join()", selector
    )
    assert set(filters("main .picture").split(",")) <= {"none", ""}
