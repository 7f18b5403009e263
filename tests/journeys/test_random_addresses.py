"""Two hundred addresses as people write, mistype, send and bookmark them: each is answered, and back, forward and the
copied link lead to the same view."""

from __future__ import annotations

import random
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Page, expect

from dashboard.pages import PAGES
from data.catalogue import load_catalogue

pytestmark = pytest.mark.browser

MANY, RETRACED, COPIED = 200, 25, 6
CATALOGUE = load_catalogue()
ODD = ["Șoldănești & Orhei", "Бельцы", "<b>", "a=b&c", "100%", "", "MD-XX", "%", "'; --", "🙂", "x" * 300]
LANGUAGES = ("ro", "ru", "en")


@dataclass(frozen=True)
class Asked:
    """An address."""

    path: str
    search: str


def addresses(seed: int) -> list[Asked]:
    """Return addresses with values that are there, values that are not, and values that mean something to a browser."""
    chance = random.Random(seed)  # the same ones in every run
    months = [f"{year}-{month:02d}" for year in (2015, 2016, 2017) for month in range(1, 13)]
    codes = {
        "territory": list(CATALOGUE.territories),
        "group": list(CATALOGUE.groups),
        "kind": list(CATALOGUE.library_kinds),
        "library": list(CATALOGUE.libraries)[::40],
    }

    def value(there: list[str]) -> str:
        return chance.choice(there if chance.random() < 0.7 else ODD)

    found = []
    for number in range(MANY):
        page = chance.choice(PAGES)
        query = {key: value(months) for key in ("from", "to") if chance.random() < 0.6}
        query |= {key: value(there) for key, there in codes.items() if chance.random() < 0.25}
        query |= {choice.key: chance.choice(ODD) for choice in page.choices if chance.random() < 0.3}
        query |= {"utm_source": chance.choice(ODD)} if chance.random() < 0.2 else {}
        language = LANGUAGES[number * len(LANGUAGES) // MANY]  # another language loads the frame anew: twice is enough
        search = urlencode({key: said for key, said in query.items() if said}, quote_via=quote)
        found.append(Asked(f"/{language}/{page.key}", f"?{search}" if search else ""))
    return found


GO = """async ([path, search]) => {
    const before = document.querySelector('main'), link = document.createElement('a');
    link.href = path + search;
    link.setAttribute('data-inside', 'true');
    document.body.append(link);
    link.click();
    link.remove();
    for (let turn = 0; turn < 400 && document.querySelector('main') === before
        && !document.querySelector('#page[data-dash-is-loading]'); turn += 1) {
        await new Promise(done => setTimeout(done, 5));
    }
}"""


@pytest.fixture(scope="module")
def walked(open_page, visit, settled):
    """Return a page that has walked all addresses, and what each of them said."""
    with open_page({"width": 1280, "height": 900}) as (page, watch):
        told: list[tuple[Asked, str]] = []
        language = ""
        for asked in addresses(seed=2017):
            if asked.path[1:3] != language:
                language = asked.path[1:3]
                visit(page, f"/{language}/about")
            page.evaluate(GO, [asked.path, asked.search])
            settled(page)
            told.append((asked, words(page)))
        yield page, told, watch


def words(page: Page) -> str:
    """Return what the page says; what charts draw is not a part of it."""
    return page.locator("main").evaluate(
        "main => [...main.querySelectorAll('h1, .finding, .selection, .notice, figcaption, .card, td, .empty')]"
        ".map(one => one.textContent).join('|')"
    )


def test_each_is_answered_with_a_page(walked):
    _, told, watch = walked
    assert len(told) == MANY
    assert {asked.path.rpartition("/")[2] for asked, _ in told} == {page.key for page in PAGES}
    assert all(said for _, said in told)
    assert watch.said == []


def test_what_nobody_knows_is_named_and_never_becomes_markup(walked):
    page, told, _ = walked
    asked_for = [said for asked, said in told if f"territory={quote('<b>')}" in asked.search]
    assert asked_for and any("<b>" in said for said in asked_for)
    assert page.locator("main b").count() == 0


def test_back_and_forward_lead_over_the_same_views(walked):
    page, told, _ = walked
    last = told[-RETRACED - 1 :]
    for _, said in reversed(last[:-1]):
        page.go_back()
        assert eventually(page, said)
    for _, said in last[1:]:
        page.go_forward()
        assert eventually(page, said)


def eventually(page: Page, said: str) -> bool:
    """Wait until the page says what it said before."""
    for _ in range(200):
        if words(page) == said:
            return True
        page.wait_for_timeout(20)
    return False


def test_a_copied_link_shows_somebody_else_the_same_view(walked, visit, browser, site):
    page, told, _ = walked
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    stranger = browser.new_context(base_url=site)
    other = stranger.new_page()
    for asked, said in told[-COPIED:]:
        visit(page, asked.path + asked.search)
        page.locator("[data-copy-link]").click()
        expect(page.locator(".copy-link .said")).not_to_be_empty()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.url
        visit(other, copied)
        assert eventually(other, said)
    stranger.close()
