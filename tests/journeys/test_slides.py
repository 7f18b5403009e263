"""From a page to a slide with a chart that can be edited: few clicks, and the numbers of the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pptx import Presentation

pytestmark = pytest.mark.browser

MOST_CLICKS = 4


class Hand:
    """A hand that counts its clicks."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.clicks += 1

    def take(self, selector: str) -> Path:
        with self.page.expect_download() as download:
            self.click(selector)
        assert download.value.suggested_filename.endswith("-demo.pptx")
        return Path(download.value.path())


def test_a_chart_of_another_page_is_a_slide_to_edit_after_at_most_four_clicks(page, visit, settled):
    visit(page, "/ro/overview?from=2016-03&to=2016-12")
    hand = Hand(page)
    hand.click("nav.pages a[href*='/attendance']")
    page.wait_for_url("**/ro/attendance*")
    settled(page)
    hand.click("main figure .menu summary")
    file = hand.take("main figure .menu a[href*='.pptx']")
    assert hand.clicks <= MOST_CLICKS
    key = page.locator("main figure").first.get_attribute("id")
    said = page.request.get(page.url.replace("/attendance", "/attendance.json")).text()
    (table,) = [one for one in json.loads(said)["tables"] if one["key"] == key]
    deck = Presentation(file)
    (slide,) = deck.slides
    assert slide.shapes.title.text == page.locator(f"figure#{key} h2").text_content()
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert [list(series.values) for series in chart.plots[0].series] == [[row[1] for row in table["rows"]]]
    assert chart.part.chart_workbook.xlsx_part is not None  # what "Edit data" opens


def test_the_campaign_is_a_deck_after_one_click(page, visit):
    visit(page, "/ru/campaign")
    hand = Hand(page)
    deck = Presentation(hand.take("footer a[href*='.pptx']"))
    assert hand.clicks == 1
    assert slide_titles(deck)[0] == "«Увидимся в библиотеке!», этап 2"
    assert page.locator("main .finding").text_content() in slide_titles(deck)


def slide_titles(deck) -> list[str]:
    return [slide.shapes.title.text for slide in deck.slides]
