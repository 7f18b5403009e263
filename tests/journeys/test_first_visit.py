"""Somebody who comes for the first time finds, from the overview and by clicking alone, what people most often ask."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

NUMBER = r"\d{1,3}(?:,\d{3})*"


@pytest.fixture
def overview(page, visit) -> Page:
    """Return the first page, as "/" leads to it, in English."""
    visit(page, "/")
    page.locator(".languages a", has_text="English").click()
    expect(page.locator("main h1")).to_have_text("Overview")
    return page


@pytest.fixture
def choose(settled) -> Callable[[Page, str, str], None]:
    """Return a function that opens a filter, clicks an option and waits for what it leads to."""

    def click(page: Page, control: str, option: str) -> None:
        settled(page)
        before = page.url
        page.locator(control).click()
        page.get_by_role("option", name=re.compile(f"^{option}")).click()
        page.wait_for_url(lambda url: url != before)
        settled(page)

    return click


def test_how_many_visits_a_group_had_and_whether_that_is_more_on_the_same_libraries(overview, choose):
    choose(overview, "#filter-group", "Regionala Centru-Nord")
    choose(overview, "#filter-from", "April 2017")
    finding = overview.locator(".finding")
    expect(finding).to_contain_text(re.compile(rf"{NUMBER} visits, April.+October 2017"))
    expect(finding).to_contain_text(
        re.compile(rf"[+-]?{NUMBER}\.\d% on the same period of the year before, in the same {NUMBER} libraries")
    )
    expect(overview.locator(".selection")).to_contain_text("Regionala Centru-Nord")


def test_which_services_grew_most(overview, settled):
    overview.locator("nav.pages a", has_text="Services").click()
    overview.locator(".choice a", has_text="What grew").click()
    title = overview.locator("figure h2").first
    expect(title).to_contain_text(re.compile(r".+ grew most: \+\d"))
    settled(overview)
    named = title.inner_text().partition(" grew most")[0]
    overview.locator("figure summary", has_text="Show the table").first.click()
    services = overview.locator("figure table tbody th", has_not_text="Unclassified")
    expect(services.first).to_have_text(named)


def test_who_has_not_reported_for_the_last_month(overview, settled, choose):
    choose(overview, "#filter-to", "October 2017")
    said = overview.locator(".sentence", has_text="For October 2017")
    expect(said).to_contain_text(re.compile(rf"{NUMBER} of {NUMBER} libraries have not reported"))
    missing = re.findall(NUMBER, said.inner_text().replace("2017", ""))[0]
    overview.locator(".card a", has_text="Coverage").click()
    overview.locator(".choice a", has_text="Whom to chase").click()
    choose(overview, "#filter-from", "October 2017")
    expect(overview.locator(".finding")).to_contain_text(re.compile(rf"^{missing} libraries owe overdue reports"))
    settled(overview)
    names = overview.locator(".entry h3")
    assert names.count() == min(int(missing), 25)
    assert all("October 2017" in one for one in overview.locator(".entry").all_inner_texts())


def test_what_happened_at_the_fair_in_balti(overview, settled):
    overview.locator("nav.pages a", has_text="Campaign").click()
    expect(overview.locator("main h1")).to_have_text("What the campaign did")
    settled(overview)
    fairs = overview.locator("details", has=overview.locator("summary", has_text="Fairs and their parts"))
    if not fairs.locator("table").is_visible():
        fairs.locator("summary").click()
    rows = fairs.locator("tbody tr")
    expect(rows.first).to_contain_text("Iarmarocul Comunității")
    expect(rows.first).to_contain_text("12 September 2017")
    hosts = rows.first.locator("td").nth(4)
    expect(hosts).to_contain_text("Biblioteca Municipală „E. Coșeriu”")
    expect(hosts).not_to_contain_text("MD-")
    assert rows.count() > 3, "its masterclasses, demonstrations, contests stand below it"
