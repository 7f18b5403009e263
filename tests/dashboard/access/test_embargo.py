"""Until the day of a release under embargo nobody but staff is told what it holds, by any way: pages, files, passports,
links, embeddings, impact pages, open data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfile

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import Engine, update

from dashboard.access.entrance import Entrance
from dashboard.access.share import Wanted
from dashboard.exports import EXTENSIONS
from dashboard.factory import create_app
from dashboard.pages import PAGES
from dashboard.public.publishing import Publisher
from dashboard.public.snapshot import NothingToPublish
from dashboard.public.subject import of_place
from dashboard.site import Site
from data import rollups
from data.catalogue import Catalogue
from data.periods import Month
from data.release.making import make_release
from data.schema import observation
from data.selection import Selection
from data.store import open_engine, session_factory, writing
from tests.dashboard.taken_away import IN_NAMES, LABELS, headers_of, parts_of

from .conftest import Clock, Person, said_by
from .test_every_way_in import ask, served

YEAR = "?from=2017-01&to=2017-12"
OLD, NEW = datetime(2018, 1, 20, 12, 0, tzinfo=UTC), datetime(2018, 2, 1, tzinfo=UTC)
EMBARGO = date(2018, 3, 26)  # the day after the clocks of Chișinău went forward
BEFORE = datetime(2018, 3, 25, 20, 59, 59, tzinfo=UTC)  # one second before that day begins there
MEASURES = ("V01", "E02", "S02")
DAY = {"ro": "26 martie 2018", "ru": "26 марта 2018 г.", "en": "26 March 2018"}
SHEET = "factsheet/MD-AN-0024"  # a library that reported in most months
STAGE = "?from=2017-04&to=2017-10"


@pytest.fixture(params=["one before", "none before"])
def engine(
    small_database: str, catalogue: Catalogue, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Engine]:
    """Yield the small network's database: published or not, then tripled; a release of that waits for its day."""
    copyfile(Path(small_database.removeprefix("sqlite:///")), tmp_path / "vitrina.db")
    engine = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}")
    if request.param == "one before":
        make_release(engine, catalogue, "first", OLD)
    with writing(engine) as connection:
        connection.execute(update(observation).values(value=observation.c.value * 3))
        rollups.rebuild(connection)
    make_release(engine, catalogue, "second", NEW, embargo=EMBARGO)
    yield engine
    engine.dispose()


@pytest.fixture
def staff_app(engine: Engine, catalogue: Catalogue, entrance: Entrance, clock: Clock, tmp_path: Path) -> Dash:
    """Return the application over it, a second before the embargo ends."""
    clock.at = BEFORE
    sessions = session_factory(engine)
    return create_app(catalogue, sessions, entrance=entrance, public=tmp_path / "public", open_data=True)


def totals(browser: FlaskClient) -> dict[str, str]:
    """Return the total of a year of some measures as the page's data has it, as it is written in English."""
    said = browser.get(f"/en/overview.json{YEAR}").get_json()
    return {card["key"]: f"{card['value']:,.0f}" for card in said["cards"] if card["key"] in MEASURES}


def everything(app: Dash, browser: FlaskClient) -> Iterator[tuple[str, str]]:
    """Yield whatever a browser gets of figures: pages, files, passports and callbacks, today's and of each release."""
    for release in ("", "&release=first", "&release=second"):
        for page in PAGES:
            kinds = EXTENSIONS if page.key in ("overview", "attendance") else ("csv",)
            for kind in ("", *(f".{one}" for one in kinds)):
                address = f"/en/{page.key}{kind}{YEAR}{release}"
                yield address, said_by(browser.get(address))
        for name in served(app):
            yield f"{name} {release}", ask(browser, app, name, "/en/overview", YEAR + release).text
        cards = browser.get(f"/en/overview.json{YEAR}{release}").get_json()["cards"]
        for card in cards:
            yield str(card), browser.get(f"/en/figure/{card['passport']}{release.replace('&', '?')}").text
    for address in ("releases.json", "figures.json?indicator=V01", "figures.csv?indicator=V01&release=second"):
        yield address, browser.get(f"/open/v1/{address}", headers={"Host": "localhost"}).text


def found_in(values: dict[str, str], said: str) -> list[str]:
    """Return the values that stand in a text, as people or programs write them."""
    written = [form for value in values.values() for form in (value, value.replace(",", ""))]
    return [value for value in written if value in said]


def test_until_its_day_only_staff_are_told(
    staff_app: Dash, person: Callable[..., Person], entrance: Entrance, clock: Clock
) -> None:
    staff = {role: person(role, role) for role in ("manager", "advocacy", "administrator")}
    secret = totals(staff["manager"].browser)
    assert len(secret) == len(MEASURES)
    for who, one in staff.items():
        page = one.browser.get(f"/en/overview{YEAR}").text
        assert found_in(secret, page), who
        assert "under embargo until 26 March 2018" in page, who
    funder, nobody = person("funder", "funder").browser, staff_app.server.test_client()
    shared = staff_app.server.test_client()
    wanted = Wanted("link", "for Ana", f"/overview{YEAR}", "network", None, EMBARGO, whole=True)
    shown = entrance.shares.open(entrance.shares.make(wanted, by=None, name="test"))
    assert shown is not None
    shared.set_cookie(entrance.link_cookie, shown[1])
    for who, browser in (("funder", funder), ("nobody", nobody), ("link", shared)):
        if who != "nobody":
            assert "Newer figures will be published on 26 March 2018" in browser.get(f"/en/overview{YEAR}").text
        told = everything(staff_app, browser) if who == "funder" else _few(browser)
        assert [(address, hits) for address, said in told if (hits := found_in(secret, said))] == [], who
    embedding = Wanted("embedding", "there", f"/attendance{YEAR}", "network", None, EMBARGO)
    framed = f"/embed/en/{entrance.shares.make(embedding, by=None, name='test')}"
    assert not found_in(secret, nobody.get(framed).text)
    clock.turn(seconds=1)
    assert found_in(secret, nobody.get(framed).text)
    assert found_in(secret, funder.get(f"/en/overview{YEAR}").text)
    assert found_in(secret, shared.get(f"/en/overview{YEAR}").text)
    released = nobody.get("/open/v1/releases.json", headers={"Host": "localhost"}).get_json()["rows"]
    assert "second" in [row["release"] for row in released]


def _few(browser: FlaskClient) -> Iterator[tuple[str, str]]:
    for address in (f"/en/overview{YEAR}", f"/en/overview.xlsx{YEAR}", f"/en/attendance.csv{YEAR}"):
        yield address, said_by(browser.get(address))
    for kind in ("json", "csv"):
        yield kind, browser.get(f"/open/v1/figures.{kind}?indicator=V01", headers={"Host": "localhost"}).text


def test_no_impact_page_is_made_of_it(engine: Engine, catalogue: Catalogue, clock: Clock, tmp_path: Path) -> None:
    """A page that everybody can open would tell; of an earlier release it may be made, and of this one on its day."""
    clock.at = BEFORE
    site = Site.of(catalogue, session_factory(engine), PAGES, now=clock)
    publisher, year = Publisher(site, tmp_path / "public"), Selection(Month(2017, 1), Month(2017, 12))
    with pytest.raises(NothingToPublish) as refused:
        publisher.publish(of_place(year, catalogue), ["en"])
    assert refused.value.key == "public.embargo"
    if site.releases.named("first"):
        publisher.publish(of_place(year, catalogue, "first"), ["en"])
    clock.turn(seconds=1)
    publisher.publish(of_place(year, catalogue), ["en"])
    publisher.publish(of_place(year, catalogue, "second"), ["en"])


def label_of(part: str, language: str) -> str:
    """Return the label of the embargo as a part of a file must carry it: a readme in its own language."""
    own = next((one for one in LABELS if part == f"README.{one}.md"), language)
    return LABELS[own].format(DAY[own])


def taken(
    browser: FlaskClient, language: str, page: str = "attendance", query: str = YEAR
) -> Iterator[tuple[str, str, bytes]]:
    """Yield every kind of file of a page, and a fact sheet: its kind, its name, its bytes."""
    for kind in EXTENSIONS:
        answer = browser.get(f"/{language}/{page}.{kind}{query}")
        yield kind, answer.headers["Content-Disposition"], answer.data
    answer = browser.get(f"/{language}/{SHEET}.pdf{STAGE}")
    yield "pdf", answer.headers["Content-Disposition"], answer.data


@pytest.mark.parametrize("engine", ["none before"], indirect=True)
@pytest.mark.parametrize("language", LABELS)
def test_every_file_and_its_name_carry_the_label_until_the_day(
    person: Callable[..., Person], clock: Clock, language: str
) -> None:
    browser = person("manager", "manager").browser
    for kind, name, body in taken(browser, language):
        assert f"-demo-{IN_NAMES[language].format('2018-03-26')}" in name, kind
        parts = parts_of(kind, body)
        assert parts, kind
        assert [part for part, said in parts.items() if label_of(part, language) not in said] == [], kind
        if kind.endswith("xlsx"):
            assert all(label_of("", language) in said for said in headers_of(body)), kind
    clock.turn(seconds=1)
    for kind, name, body in taken(browser, language):
        assert "embargo" not in name, kind
        parts = parts_of(kind, body)
        assert [part for part, said in parts.items() if label_of(part, language) in said] == [], kind
        if kind.endswith("xlsx"):
            assert not any("mbargo" in said or "мбарго" in said for said in headers_of(body)), kind


@pytest.mark.parametrize("engine", ["one before"], indirect=True)
def test_what_was_published_before_carries_no_label_but_its_passport_tells_of_today(
    person: Callable[..., Person],
) -> None:
    """Today's figure stands in the passport of an earlier one, to say what became of it."""
    browser = person("manager", "manager").browser
    published = browser.get(f"/en/overview.json{YEAR}&release=first")
    assert "embargo" not in published.headers["Content-Disposition"]
    assert published.get_json()["embargo"] is None
    figure = published.get_json()["cards"][0]["passport"]
    passport = browser.get(f"/en/figure/{figure}.json?release=first")
    assert passport.get_json()["embargo"] == {"until": "2018-03-26", "words": label_of("", "en")}
