"""Pages as of a release: what was published can be read again, what is under embargo cannot, and each page says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import Engine, update

from dashboard.content import PageContent
from dashboard.factory import create_app
from dashboard.pages import PAGES
from dashboard.shell import drawn_page
from dashboard.site import Site
from data import rollups
from data.catalogue import Catalogue
from data.release.making import make_release
from data.schema import observation
from data.store import open_engine, session_factory, writing

ASKED = "?from=2017-01&to=2017-12&territory=MD-OR"
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def engine(small_database: str, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Yield the small network's database: published, then doubled; another release waits for tomorrow."""
    file = tmp_path_factory.mktemp("released") / "vitrina.db"
    copyfile(Path(small_database.removeprefix("sqlite:///")), file)
    engine = open_engine(f"sqlite:///{file}")
    make_release(engine, catalogue, "2017", NOW)
    make_release(engine, catalogue, "secret", NOW, embargo=(NOW + timedelta(days=2)).date())
    with writing(engine) as connection:
        connection.execute(update(observation).values(value=observation.c.value * 2))
        rollups.rebuild(connection)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def changed(engine: Engine, catalogue: Catalogue) -> Site:
    """Return the site over it."""
    return Site.of(catalogue, session_factory(engine), PAGES)


def said(site: Site, path: str, search: str = "") -> PageContent:
    """Return what a page says."""
    address = site.address(path, search)
    with site.asked(address) as asked:
        return site.content(site.pages[address.page], asked)


@pytest.mark.parametrize("page", [page.key for page in PAGES if page.key not in ("figure", "about", "method")])
def test_every_page_as_of_a_release_says_what_was_published(
    changed: Site, content: Callable[..., PageContent], page: str
) -> None:
    published = content(f"/en/{page}", ASKED)
    read = said(changed, f"/en/{page}", f"{ASKED}&release=2017")
    assert [card.value for card in read.cards] == [card.value for card in published.cards]
    assert [table.rows for table in read.tables] == [table.rows for table in published.tables]
    assert "release “2017”" in read.filters
    assert "release “2017”" in read.release
    assert all("release “2017”" in chart.subtitle for chart in read.charts if page != "campaign")


def test_today_says_something_else(changed: Site, content: Callable[..., PageContent]) -> None:
    today, published = said(changed, "/en/overview", ASKED), content("/en/overview", ASKED)
    assert today.cards[0].value == 2 * published.cards[0].value
    assert today.release == ""


def test_a_release_under_embargo_is_not_there(changed: Site) -> None:
    read = said(changed, "/en/overview", f"{ASKED}&release=secret")
    assert read.cards == said(changed, "/en/overview", ASKED).cards
    assert any("secret" in notice for notice in read.notices)
    assert [row[0] for row in said(changed, "/en/about").tables[0].rows] == ["2017"]


def test_links_stay_in_the_release_and_lead_back_to_today(changed: Site, words_of: Callable[[object], str]) -> None:
    address = changed.address("/en/overview", f"{ASKED}&release=2017")
    with changed.asked(address) as asked:
        main = drawn_page(changed, asked)[0]
        found = changed.content(changed.pages["overview"], asked)
    assert all("release=2017" in card.link for card in found.cards)
    assert all("release=2017" in card.passport_link for card in found.cards)
    assert found.today is not None
    assert "release" not in found.today.href()
    assert "Show today’s figures" in words_of(main)


def test_a_passport_says_what_became_of_the_figure_in_each_language(changed: Site, language: str) -> None:
    card = said(changed, f"/{language}/overview", f"{ASKED}&release=2017").cards[0]
    then = said(changed, f"/{language}/figure/{card.passport}", "?release=2017")
    assert then.cards[0].value == card.value
    (causes,) = [table for table in then.tables if table.key == "causes"]
    assert "→" in causes.title
    today = said(changed, f"/{language}/figure/{card.passport}")
    (status,) = [table for table in today.tables if table.key == "releases"]
    assert [row[0] for row in status.rows] == ["2017"]
    assert "→" in str(status.rows[0][3])
    assert today.slides[0].points[0] == f"2017: {status.rows[0][3]}"
    assert "release=2017" in status.links[0]


def test_a_page_in_a_release_is_served(engine: Engine, catalogue: Catalogue) -> None:
    client = create_app(catalogue, session_factory(engine)).server.test_client()
    answer = client.get(f"/en/overview{ASKED}&release=2017")
    assert answer.status_code == 200
    assert "release “2017”" in answer.get_data(as_text=True)
    assert client.get(f"/en/overview.csv{ASKED}&release=2017").data != client.get(f"/en/overview.csv{ASKED}").data
