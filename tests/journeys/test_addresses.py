"""The address is the only state of a page: back, forward, bookmarks, languages and strange addresses follow from it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PERIOD = "from=2016-01&to=2016-06"


def test_the_front_door_leads_to_the_overview_in_the_browser_s_language(page, visit):
    visit(page, "/")
    assert urlsplit(page.url).path == "/ro/overview"


def test_following_a_link_keeps_the_filters_and_back_and_forward_return(page, visit, settled):
    visit(page, f"/en/overview?{PERIOD}")
    first = page.locator("h1").inner_text()
    page.locator("nav a[href^='/en/attendance']").first.click()
    expect(page.locator("h1")).not_to_have_text(first)
    settled(page)
    assert urlsplit(page.url).path == "/en/attendance"
    assert parse_qs(urlsplit(page.url).query) == parse_qs(PERIOD)
    page.go_back()
    expect(page.locator("h1")).to_have_text(first)
    assert urlsplit(page.url).path == "/en/overview"
    page.go_forward()
    expect(page.locator("h1")).not_to_have_text(first)
    assert urlsplit(page.url).path == "/en/attendance"


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_changing_the_language_keeps_page_and_filters(page, visit, settled, language):
    visit(page, f"/en/attendance?{PERIOD}&kind=sat")
    before = page.locator("main table").first.locator("tbody td.number").first.text_content()
    page.locator(f"nav a[lang={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    settled(page)
    assert urlsplit(page.url).path == f"/{language}/attendance"
    assert parse_qs(urlsplit(page.url).query) == parse_qs(f"{PERIOD}&kind=sat")
    after = page.locator("main table").first.locator("tbody td.number").first.text_content()
    assert re.sub(r"\D", "", after) == re.sub(r"\D", "", before)


def test_another_page_has_another_title(page, visit):
    visit(page, "/en/overview")
    first = page.title()
    visit(page, "/en/attendance")
    assert page.title() != first


def test_unknown_keys_and_bad_values_are_ignored(page, visit):
    visit(page, f"/ro/attendance?{PERIOD}")
    plain = page.locator("main").inner_text()
    assert visit(page, f"/ro/attendance?{PERIOD}&utm_source=mail&lang=xx&page=y").status == 200
    assert page.locator("main").inner_text() == plain
    assert visit(page, "/ro/attendance?from=2016-99&to=yesterday&part=-1&sort=<b>").status == 200
    assert page.locator("main .js-plotly-plot").count() > 0


def test_a_territory_that_does_not_exist_is_named_as_ignored(page, visit):
    assert visit(page, f"/en/overview?{PERIOD}&territory=MD-XX").status == 200
    expect(page.get_by_role("status").filter(has_text="MD-XX")).to_be_visible()


def test_an_empty_selection_says_so_in_a_sentence_and_draws_nothing(page, visit):
    for name in ("overview", "attendance"):
        assert visit(page, f"/en/{name}?from=2031-01&to=2031-02").status == 200
        assert page.locator("main .empty").inner_text().strip()
        assert page.locator("main .js-plotly-plot").count() == 0


@pytest.mark.parametrize("address", ["/ru/nothing", "/ru/overview/more", "/xx/overview", "/nothing.csv", "/a/b/c/d"])
def test_an_address_that_does_not_exist_says_so_and_shows_the_way(page, watch, visit, address):
    assert visit(page, address).status == 404
    link = page.locator("main a[href$='/overview']").first
    assert link.get_attribute("href").startswith("/ru/" if address.startswith("/ru/") else "/ro/")
    link.click()
    page.locator("main .js-plotly-plot").first.wait_for()
    watch.said[:] = [line for line in watch.said if "404" not in line]  # the browser reports the page's own status


def test_a_choice_in_the_filters_stands_in_the_address_and_back_takes_it_away(page, visit, settled):
    visit(page, f"/en/attendance?{PERIOD}")
    control = page.locator("#filter-to")
    control.click()
    page.get_by_role("option", name="March 2016").click()
    page.wait_for_url("**to=2016-03*")
    expect(page.locator("main .selection")).to_contain_text("March 2016")
    settled(page)
    page.go_back()
    page.wait_for_url("**to=2016-06*")
    expect(page.locator("main .selection")).to_contain_text("June 2016")
