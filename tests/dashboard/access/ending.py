"""A network with everything that can end, everybody to whom it is shown, and every way in which it may come."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import Engine, update
from werkzeug.test import TestResponse

from dashboard.access.accounts import Account
from dashboard.access.entrance import Entrance
from dashboard.access.share import Wanted
from dashboard.access.viewers import Viewer
from dashboard.exports import EXTENSIONS
from dashboard.pages import PAGES
from dashboard.public.publishing import Publisher
from dashboard.site import Site
from data import rollups
from data.catalogue import Catalogue
from data.formats import number
from data.release.making import make_release
from data.schema import observation
from data.store import open_engine, session_factory, writing
from tests.dashboard.public.conftest import NAME, SLUG, campaign
from tests.dashboard.told import AGREED, tell

from .conftest import Person
from .test_every_way_in import ask, served

STORIES, FIGURES = "/campaign?stage=CAMP-NVB.S2", "/attendance?from=2017-01&to=2017-12&table=v01-by-month"
NOON = datetime(2018, 2, 10, 12, tzinfo=UTC)
LAST = date(2018, 3, 25)  # the last day of whatever ends with a day: one of 23 hours in Chișinău
ITS_LAST_SECOND = datetime(2018, 3, 25, 20, 59, 59, tzinfo=UTC)
OLD, NEW = datetime(2018, 1, 20, 12, tzinfo=UTC), datetime(2018, 2, 1, tzinfo=UTC)  # when releases were made

FILES = tuple(f".{extension}" for extension in EXTENSIONS)
SIGNED_IN = ("page", "callback", *FILES)
LINK = ("link: page", "link: callback", "link: .csv", "link: .json")
SHEET, LIVE, FROZEN = ("fact sheet",), ("live embedding",), ("embedding of a release",)
IMPACT_PAGE = ("impact page", "framed impact page")
BESIDE = ("framed chart", "figures-ro.csv", "figures-ro.json", "picture-ro.png")
OPEN_DATA = ("open data .json", "open data .csv")
WAYS = (*SIGNED_IN, *SHEET, *LINK, *LIVE, *FROZEN, *IMPACT_PAGE, *BESIDE, *OPEN_DATA)


def prepare_network(database: str, folder: Path, catalogue: Catalogue) -> None:
    """Write into a folder a database with a story, a release, and newer reports that say three times as much; and the
    impact page of a stage."""
    shutil.copy(Path(database.removeprefix("sqlite:///")), folder / "vitrina.db")
    engine = open_engine(f"sqlite:///{folder / 'vitrina.db'}")
    tell(engine, AGREED._replace(expires=LAST))
    make_release(engine, catalogue, "first", OLD)
    with writing(engine) as connection:
        connection.execute(update(observation).values(value=observation.c.value * 3))
        rollups.rebuild(connection)
    site = Site.of(catalogue, session_factory(engine), PAGES, now=lambda: NOON)
    Publisher(site, folder / "public").publish(campaign(), ["ro"], now=NOON)
    engine.dispose()


@dataclass
class World:
    """The application over that network, and who asks it; `turn` sets every clock there is."""

    app: Dash
    catalogue: Catalogue
    engine: Engine
    public: Path
    entrance: Entrance
    turn: Callable[[datetime], None]
    person: Person
    page: str  # its path and its query, without a language
    until: date  # the last day of the link and the embeddings
    link: int = field(init=False)  # the number of the link; the embeddings have the next ones
    _names: dict[str, str] = field(init=False)  # of the embeddings
    _whose: dict[str, FlaskClient] = field(init=False)

    def __post_init__(self) -> None:
        maker, shares = self.viewer(), self.entrance.shares
        by = maker if maker.allowed("share") else None
        shown = (("link", self.page), ("embedding", self.page), ("embedding", f"{self.page}&release=first"))
        wanted = (Wanted(kind, "x", page, "network", None, self.until) for kind, page in shown)
        token, live, frozen = (shares.make(one, by=by, name="test") for one in wanted)
        self.link = shares.all()[-1].id
        self._names = {LIVE[0]: live, FROZEN[0]: frozen}
        bearer = Person(self.app.server.test_client(), self.entrance, "", "")
        bearer.post("/ro/shared", token=token)
        self._whose = {"": self.person.browser, "link": bearer.browser, "nobody": self.app.server.test_client()}

    def account(self) -> Account:
        """Return the account of the person signed in."""
        found = self.entrance.accounts.named(self.person.name)
        assert found
        return found

    def viewer(self) -> Viewer:
        """Return what that person may see."""
        return self.entrance.viewer(self.account())

    def answer(self, way: str, kept: str = "") -> TestResponse:
        """Return what a way hands out; `kept`: the hash of what a browser, or a server between, has of it."""
        if way in (*SIGNED_IN, *LINK):
            whose, _, what = way.rpartition(": ")
            path, _, query = self.page.partition("?")
            if what == "callback":
                draw = next(name for name in served(self.app) if name.startswith("..page."))
                return ask(self._whose[whose], self.app, draw, f"/ro{path}", f"?{query}")
            address = f"/ro{path}{what if what in FILES else ''}?{query}"
        elif way in SHEET:
            whose, address = "", "/ro/factsheet/MD-OR.pdf"
        else:
            whose, address = "nobody", self._open_to_everybody(way)
        return self._whose[whose].get(address, headers={"If-None-Match": kept} if kept else {})

    def _open_to_everybody(self, way: str) -> str:
        if way in self._names:
            return f"/embed/ro/{self._names[way]}"
        if way in OPEN_DATA:
            return f"/open/v1/figures{way.rpartition(' ')[2]}?indicator=V01&size=1000"
        snapshot = f"public/{SLUG}/{NAME}"
        pages = {"impact page": "/{}/ro.html", "framed impact page": "/embed/{}/ro.html"}
        pages["framed chart"] = "/embed/{}/ro.html?chart=campaign-themes"
        return pages.get(way, f"/{{}}/{way}").format(snapshot)

    def figures(self, release: str = "") -> tuple[str, ...]:
        """Return the monthly figures that the person signed in is told, as programs and people write them."""
        path, _, query = FIGURES.partition("?")
        tables = self.person.browser.get(f"/ro{path}.json?{query}&release={release}").get_json()["tables"]
        values = [row[1] for table in tables if table["key"] == "v01-by-month" for row in table["rows"]]
        assert len(values) == 12
        return tuple(form for value in values for form in (f"{value:.0f}", number(value, "ro")))
