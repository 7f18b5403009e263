"""On a phone of 390 pixels everything can be reached, and only tables scroll sideways, by themselves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_filters_open_under_a_button_and_work(phone, visit):
    visit(phone, "/en/attendance?from=2016-01&to=2016-06")
    button = phone.locator("#filters-button")
    control = phone.locator("#filter-to")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(control).to_be_hidden()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    fields = [one.bounding_box() for one in phone.locator("#filters .field:visible").all()]
    assert all(above["y"] + above["height"] + 24 > below["y"] for above, below in pairwise(fields))
    assert max(one["height"] for one in fields) < 100
    control.click()
    option = phone.locator("#filter-bar").get_by_role("option", name="March 2016")  # in the panel, not behind the page
    option.click()
    phone.wait_for_url("**to=2016-03*")
    expect(phone.locator("main .selection")).to_contain_text("March 2016")


def test_charts_are_as_wide_as_the_screen_allows(phone, visit):
    visit(phone, "/ro/attendance")
    for picture in phone.locator("main .js-plotly-plot").all():
        box = picture.bounding_box()
        assert box["x"] >= 0
        assert 300 <= box["width"] <= 390 - box["x"]


def test_a_wide_table_scrolls_in_a_box_of_its_own(phone, visit):
    visit(phone, "/ro/attendance?view=places")
    box = phone.locator("section[aria-labelledby=libraries] .table-box")
    inner, shown = box.evaluate("box => [box.scrollWidth, box.clientWidth]")
    assert inner > shown
    assert box.get_attribute("tabindex") == "0"


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_the_header_leaves_the_screen_to_the_page_and_shows_which_one_it_is(phone, visit, language):
    visit(phone, f"/{language}/method")
    assert phone.locator("header").bounding_box()["height"] < 844 / 4
    for selector in ("header .pages [aria-current]", ".languages [aria-current]", ".demonstration", "#theme"):
        box = phone.locator(selector).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390, selector


SEEN = """() => ['::before', '::after'].map(
    side => getComputedStyle(document.querySelector('header .pages'), side).opacity !== '0')"""


def arrows_seen(phone, wanted):
    """Return which arrows are seen, as soon as they are those wanted: they follow the strip a frame or more later."""
    for _ in range(100):
        found = phone.evaluate(SEEN)
        if found == wanted:
            break
        phone.wait_for_timeout(50)
    return found


@pytest.mark.parametrize(
    ("name", "arrows"), [("overview", [False, True]), ("campaign", [True, True]), ("about", [True, False])]
)
def test_arrows_say_on_which_side_of_the_strip_more_pages_lie(phone, visit, name, arrows):
    visit(phone, f"/ru/{name}")
    assert arrows_seen(phone, arrows) == arrows


def test_where_all_pages_are_seen_no_arrow_says_that_there_are_more(phone, visit):
    visit(phone, "/en/overview")
    phone.evaluate("document.querySelectorAll('header .pages li:nth-child(n + 4)').forEach(one => one.hidden = true)")
    assert arrows_seen(phone, [False, False]) == [False, False]


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_an_event_reads_as_lines_that_name_what_they_say(phone, visit, language):
    visit(phone, f"/{language}/campaign")
    table = phone.locator("main table.as-list").first
    labels = table.locator("thead th").evaluate_all("all => all.map(one => one.textContent)")
    cells = table.locator("tbody tr").first.locator("td:visible")
    assert set(cells.evaluate_all("all => all.map(one => one.dataset.label)")) < set(labels)
    assert cells.count() > 4
    assert table.evaluate("table => table.scrollWidth <= table.closest('.table-box').clientWidth")


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_an_open_list_of_downloads_stays_on_the_screen(phone, visit, language):
    visit(phone, f"/{language}/attendance")
    for menu in phone.locator("main .menu").all():
        menu.locator("summary").click()
        box = menu.locator("ul").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
        menu.locator("summary").click()


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_two_cards_beside_each_other_fit_into_the_page(phone, visit, language):
    visit(phone, f"/{language}/campaign")
    margin = phone.locator("main h1").bounding_box()["x"]
    boxes = [card.bounding_box() for card in phone.locator("main .cards .card").all()]
    assert len(boxes) == 6
    assert all(box["x"] + box["width"] <= 390 - margin + 1 for box in boxes)
