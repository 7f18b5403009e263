"""Everything a mouse can do a keyboard can: skip, filter, follow, sort, take away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from dashboard.pages import PAGES
from tests.journeys.test_every_page import AXE, RUN_AXE

pytestmark = pytest.mark.browser

ADDRESS = "/en/attendance?from=2016-01&to=2016-06"
PLACES = f"{ADDRESS}&view=places"


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Press Tab until the focus is on what the selector names; every stop on the way must be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{most} presses of Tab do not reach {selector}")


def test_the_first_stop_skips_to_the_content(page, visit):
    visit(page, ADDRESS)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_axe_finds_nothing_in_a_list_that_is_open_and_the_field_says_that_it_is(page, visit):
    visit(page, ADDRESS)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    fields = page.locator("#filters").get_by_role("combobox")
    assert fields.count() == page.locator("#filters input[aria-haspopup]:visible").count() > 5
    for field in fields.all():
        field.click()
        expect(field).to_have_attribute("aria-expanded", "true")
        expect(page.locator("#filters [role=listbox]:visible")).to_have_count(1)
        assert page.evaluate(RUN_AXE) == []
        page.keyboard.press("Escape")
        expect(field).to_have_attribute("aria-expanded", "false")


# A stop is marked by its own outline or by the box that holds it: a field with chips has the border around both.
UNSEEN = """() => {
    const stop = document.activeElement, box = stop.getBoundingClientRect();
    const marks = element => element.matches(':focus-within') && (style =>
        style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.borderStyle !== 'none'
    )(getComputedStyle(element));
    const near = [stop, stop.parentElement, stop.parentElement?.parentElement].filter(Boolean);
    return stop === document.body || (box.width > 0 && box.height > 0 && near.some(marks)) ? '' : stop.outerHTML;
}"""


# What a mouse can click: all of it must be a stop, but for what is hidden in a closed menu.
CLICKED = """() => [...document.querySelectorAll('a[href], button, summary, input, [tabindex="0"]')]
    .filter(one => one.checkVisibility() && !one.disabled && one.tabIndex >= 0 && !one.closest('.js-plotly-plot'))
    .map(one => (one.dataset.stop = one.dataset.stop ?? String(Math.random()), one.dataset.stop))"""


@pytest.mark.parametrize("name", [page.key for page in PAGES])
def test_every_page_is_walked_by_keyboard_alone_and_every_stop_is_seen(page, visit, name):
    visit(page, f"/en/{name}?from=2016-01&to=2016-06")
    wanted, stops = set(page.evaluate(CLICKED)), set()
    for _ in range(len(wanted) + 5):
        page.keyboard.press("Tab")
        assert page.evaluate(UNSEEN) == ""
        stops.add(page.evaluate("document.activeElement.dataset.stop ?? ''"))
    assert wanted <= stops


def test_a_view_is_chosen_and_the_focus_stays_on_its_link(page, visit):
    visit(page, ADDRESS)
    tab_to(page, ".choice a[href*='view=season']")
    page.keyboard.press("Enter")
    page.wait_for_url("**view=season*")
    expect(page.locator(".choice a[href*='view=season']")).to_be_focused()


def test_a_chart_is_taken_away_by_its_menu_which_escape_closes(page, visit):
    visit(page, ADDRESS)
    tab_to(page, "figure .menu summary")
    page.keyboard.press("Enter")
    link = page.locator("figure .menu[open] a[data-png]").first
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith("-demo.png")
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(page.locator("figure .menu summary").first).to_be_focused()


def test_colours_are_turned_by_their_button_and_stay_so(page, visit):
    visit(page, ADDRESS)
    tab_to(page, "#theme")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    visit(page, "/en/overview")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    expect(page.locator("#theme")).to_have_attribute("aria-pressed", "true")
    page.locator("#theme").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "light")


def test_a_filter_is_changed_and_the_focus_stays_on_it(page, visit):
    visit(page, ADDRESS)
    tab_to(page, "#filter-from")
    page.keyboard.press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "from=2016-01" not in url)
    expect(page.locator("#filter-from")).to_be_focused()


def test_a_link_is_followed_and_the_new_heading_comes_next(page, visit):
    visit(page, ADDRESS)
    tab_to(page, "nav a[href^='/en/overview']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/overview?*")
    expect(page.locator("main .cards")).to_be_visible()


def test_the_table_of_libraries_is_sorted(page, visit):
    visit(page, PLACES)
    tab_to(page, "th[aria-sort] a")
    heading = page.locator("section[aria-labelledby=libraries] th[aria-sort]")
    expect(heading).to_have_attribute("aria-sort", "descending")
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "ascending")


def test_a_file_is_taken_away(page, visit):
    visit(page, ADDRESS)
    tab_to(page, "footer a[href*='.xlsx']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith("-demo.xlsx")


def test_the_rows_behind_a_chart_are_opened(page, visit):
    visit(page, ADDRESS)
    tab_to(page, "figure summary")
    table = page.locator("figure").filter(has=page.locator("summary:focus")).locator("table")
    expect(table).to_be_hidden()
    page.keyboard.press("Enter")
    expect(table).to_be_visible()
