"""Impact pages of the demonstration network, opened from a folder and from the application, without any script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard.pages import PAGES
from dashboard.public.declared import declared
from dashboard.public.manifest import read_manifest
from dashboard.public.page import page_html
from dashboard.public.snapshot import gather
from dashboard.public.subject import of_stage
from dashboard.site import Site
from dashboard.stories import Story
from dashboard.words import words
from data.catalogue import load_catalogue
from data.store import open_engine, session_factory
from tests.dashboard.public.payloads import PAYLOADS, poisoned_snapshot
from tests.journeys.conftest import run
from tests.journeys.test_every_page import AXE, DESK, LABELS, PHONE, RUN_AXE

pytestmark = pytest.mark.browser

LARGEST = 300_000
YEAR = ("--from", "2017-01", "--until", "2017-10")
PLACES = [(language, size) for language in ("ro", "ru", "en") for size in ("desk", "phone")]
SIZES = {"desk": DESK, "phone": PHONE}


@pytest.fixture(scope="module")
def snapshots(settings: None, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Snapshots of a stage and of a group, written by the command."""
    folder = tmp_path_factory.mktemp("impact")
    run("-m", "dashboard.publish", "--stage", "CAMP-NVB.S2", "--group", "centru-nord", *YEAR, "--to", str(folder))
    run("-m", "dashboard.publish", "--verify", "--to", str(folder))
    return sorted(path.parent for path in folder.glob("*/*/manifest.json"))


@pytest.fixture(scope="module", params=[0, 1], ids=["stage", "group"])
def home(request, snapshots: list[Path]) -> Path:
    return snapshots[request.param]


@pytest.fixture(scope="module", params=PLACES, ids=lambda one: "-".join(one))
def opened(request, home: Path, browser: Browser) -> Iterator[tuple[Page, str, list[str]]]:
    """A page opened from the folder, its language, and everything it asked for."""
    language, size = request.param
    context = browser.new_context(viewport=SIZES[size])
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda one: asked.append(one.url))
    page.goto((home / f"{language}.html").as_uri())
    yield page, language, asked
    context.close()


def test_nothing_else_is_asked_for(opened):
    page, _, asked = opened
    assert asked == [page.url]


def test_axe_finds_no_violation(opened):
    page, _, _ = opened
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN_AXE) == []


def test_nothing_stands_beyond_the_edge_of_the_screen_and_charts_are_drawn_for_its_size(opened):
    page, _, _ = opened
    wide, shown = page.evaluate("[document.scrollingElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= shown
    drawn = page.locator("figure svg:visible").evaluate_all("all => all.map(one => one.getAttribute('width'))")
    assert drawn and set(drawn) == {"330" if shown < 500 else "680"}


def test_it_says_its_language_its_date_and_that_the_data_are_a_demonstration(opened):
    page, language, _ = opened
    assert page.locator("html").get_attribute("lang") == language
    assert page.get_by_text(LABELS[language], exact=False).first.is_visible()
    assert page.locator("h1").count() == 1


def test_every_page_is_small(home):
    manifest = read_manifest(home)
    assert manifest is not None
    for language in manifest.titles:
        assert (home / f"{language}.html").stat().st_size < LARGEST


def test_its_languages_lead_to_each_other_without_scripts(home, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((home / "ro.html").as_uri())
    page.locator("nav a[lang=ru]").click()
    page.wait_for_url("**/ru.html")
    page.locator("summary").first.click()
    assert page.locator("details[open] table").first.is_visible()
    context.close()


def test_sixty_scripts_in_every_text_neither_run_nor_fetch_anything(database, network, browser, tmp_path):
    engine, catalogue = open_engine(database), load_catalogue(network / "network")
    site = Site.of(catalogue, session_factory(engine), PAGES)
    told = gather(site, of_stage("CAMP-NVB.S2"), "en", declared())
    told = replace(told, stories=(Story("0123456789ab", "Title", "Words", "Quote", "Place", "2017-05"),))
    engine.dispose()
    page, file = browser.new_page(), tmp_path / "page.html"
    alive: list[str] = []
    page.on("dialog", lambda one: (alive.append(one.message), one.dismiss()))
    page.on("request", lambda one: alive.append(one.url) if one.url != file.as_uri() else None)
    for payload in PAYLOADS:
        snapshot = poisoned_snapshot(told, payload)
        drawn = page_html(
            snapshot, words(catalogue, "en"), "x", languages=[("en", "English")], figures_hash="0", base=""
        )
        file.write_text(drawn, encoding="utf-8")
        page.goto(file.as_uri())
        page.locator("article").hover()
        assert alive == [], payload
    page.close()
