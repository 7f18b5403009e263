"""Whatever leaves is opened and searched for what a sender wrote of people in a sensitive service: it is in none.

What leaves is listed by the application itself: its routes, the kinds of files, the pages, the commands. What is new
there must be entered here before this passes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from dash import Dash
from sqlalchemy import select
from typer.testing import CliRunner

import dashboard
from dashboard import files, pictures, slides
from dashboard.access import CALLBACKS, Door
from dashboard.access.entrance import Entrance
from dashboard.access.share import Wanted
from dashboard.exports import EXTENSIONS
from dashboard.factory import create_app
from dashboard.factsheets import cli as factsheets
from dashboard.pages import PAGES
from dashboard.public.publishing import Publisher
from dashboard.public.subject import of_place
from dashboard.site import Site
from data.catalogue import Catalogue
from data.periods import Month
from data.schema import category, indicator, library, observation
from data.selection import Selection
from tests.dashboard.factsheets.pdfs import read as read_pdf
from tests.dashboard.sensitive import RAW, TOLD, YEAR, Worlds, shown_of

from .conftest import Clock, Person
from .test_every_way_in import ask, served

# What hands out no figure, and why.
WITHOUT = {
    "/": "a redirect", "language": "a redirect", "published": "a redirect", "/<path:path>": "no page",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": "scripts",
    "_dash_assets.static": "styles",
    "/_favicon.ico": "a picture", "/_reload-hash": "nothing", "/_dash-dependencies": "names of callbacks",
    "/_dash-layout": "the empty frame", "health": "one word", "open-description": "what open data consists of",
    "sign-in": "a form", "sign-in/password": "a form", "sign-in/code": "a form", "sign-out": "a redirect",
    "shared": "a form", "account": "one's own account", "accounts": "accounts", "audit": "who did what",
    "links": "a form", "publish": "a form",
    "upload": "a form", "upload/store": "a form", "upload/forget": "a form",
    "upload/receipt": "the sender's own workbook",
}  # fmt: skip
OUTPUTS = {"page", "item", CALLBACKS, "factsheet", "published-file", "embedded-snapshot", "embedding"}
COMMANDS = {"files", "pictures", "slides", "factsheets", "publish"}
NO_FIGURES = {"accounts", "links", "batch", "backup"}  # people, links, what others share, the databases for who runs it


class Place:
    """The library and month with the count that is looked for, and how it is shown."""

    def __init__(self, site: Site) -> None:
        rows = observation.c
        asked = (
            select(library.c.code, rows.period, indicator.c.code, category.c.code)
            .join_from(observation, library, library.c.id == rows.library_id)
            .join(indicator, indicator.c.id == rows.indicator_id)
            .join(category, category.c.id == rows.category_id)
            .where(rows.value == TOLD, indicator.c.code == "S02", rows.period.between(201704, 201710))
            .order_by(library.c.code)
        )
        with site.sessions() as session:
            self.code, period, of, self.category = session.execute(asked).first() or ("", 0, "", "")
        (shown,) = shown_of(np.array([float(TOLD)]), of, self.category, self.code, period)
        self.month = f"from={Month.from_period(period)}&to={Month.from_period(period)}"
        self.shown = re.compile(rf"(?<!\d){int(shown) // 1000}(?:[.,\s]|\xa0|\u202f)?{int(shown) % 1000}(?!\d)")

    @property
    def searches(self) -> list[str]:
        """The months and places at which the count would stand, alone or in a sum."""
        return [f"{self.month}&library={self.code}", f"{YEAR}&territory={self.code[:5]}", YEAR]


@pytest.fixture(scope="module")
def place(worlds: Worlds) -> Place:
    return Place(worlds["one"])


@pytest.fixture
def staff_app(worlds: Worlds, catalogue: Catalogue, entrance: Entrance, tmp_path: Path) -> Dash:
    """Return the application over the network with people in sensitive services, where a page was published."""
    site = worlds["one"]
    year = Selection(Month(2017, 1), Month(2017, 12))
    Publisher(site, tmp_path / "public").publish(
        of_place(year, catalogue), ["ro", "en"], now=datetime(2018, 2, 1, tzinfo=UTC)
    )
    return create_app(catalogue, site.sessions, entrance=entrance, public=tmp_path / "public", open_data=True)


def read(name: str, body: bytes) -> Iterator[tuple[str, str]]:
    """Yield what stands in a file, also in the files within it, each as text."""
    if body.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            for part in parts.namelist():
                yield from read(f"{name}/{part}", parts.read(part))
    elif body.startswith(b"%PDF"):
        said = read_pdf(body)
        yield name, " ".join([said.title, said.words, *(other for _, other in said.tags)])
    else:
        yield name, body.decode("utf-8", "ignore")


def searched(name: str, body: bytes, place: Place) -> bool:
    """Return True where the count as shown stands in a file; fail where the count as sent does."""
    found = False
    for part, text in read(name, body):
        hit = RAW.search(text)
        assert hit is None, (part, text[max(0, hit.start() - 60) : hit.end() + 60])
        found |= bool(place.shown.search(text))
    return found


def test_every_route_and_command_is_known_here(staff_app: Dash) -> None:
    door = staff_app.server.extensions["door"]
    assert isinstance(door, Door)
    opened = {endpoint for endpoint in door.routes if endpoint.startswith("open-") and endpoint != "open-description"}
    assert set(door.routes) - opened == set(WITHOUT) | OUTPUTS
    assert len(opened) == 8
    folder = Path(dashboard.__file__).parent
    commands = {path.stem for path in folder.glob("*.py") if "import typer" in path.read_text("utf-8")}
    commands |= {path.parent.name for path in folder.glob("*/__main__.py")}
    assert commands == COMMANDS | NO_FIGURES


def test_no_page_and_no_file_of_one(staff_app: Dash, person: Callable[..., Person], place: Place, clock: Clock) -> None:
    """Every page with every kind of file, in three places and in three languages, callbacks and passports."""
    browser = person("ana", "administrator").browser
    found: dict[str, int] = {}
    for language, search in zip(("en", "ro", "ru"), place.searches, strict=True):
        kinds = EXTENSIONS if search != YEAR else ("csv", "json")
        for page in PAGES:
            for kind in ("", *(f".{one}" for one in kinds if page.files)):
                answer = browser.get(f"/{language}/{page.key}{kind}?{search}&measure=S02")
                assert answer.status_code in (200, 404), (page.key, kind)
                hit = searched(f"{page.key}{kind}", answer.data, place)
                found[kind] = found.get(kind, 0) + hit
        for name, page in product(served(staff_app), ("services", "attendance", "libraries")):
            drawn = ask(browser, staff_app, name, f"/{language}/{page}", f"?{search}&measure=S02")
            found[CALLBACKS] = found.get(CALLBACKS, 0) + searched(name, drawn.data, place)
        said = browser.get(f"/{language}/overview.json?{search}").get_json()
        ids = [one["passport"] for one in (*said["cards"], *said["tables"]) if one["passport"]]
        for one in dict.fromkeys(ids):
            for kind in ("", ".xlsx", ".json"):
                searched(f"figure/{one}{kind}", browser.get(f"/{language}/figure/{one}{kind}").data, place)
    # Each kind was read: what is shown in the place of the count is found in all of them.
    assert {kind for kind, hits in found.items() if hits} == {"", CALLBACKS, *(f".{one}" for one in EXTENSIONS)}


def test_nothing_published_framed_or_open(
    staff_app: Dash, entrance: Entrance, place: Place, tmp_path: Path, clock: Clock
) -> None:
    anybody = staff_app.server.test_client()
    published = [path for path in (tmp_path / "public").rglob("*") if path.is_file()]
    assert len(published) > 8
    for path in published:
        below = path.relative_to(tmp_path / "public")
        for at in ("public", "embed/public"):
            searched(str(below), anybody.get(f"/{at}/{below}").data, place)
        searched(str(below), path.read_bytes(), place)
    for search in place.searches:
        wanted = Wanted("embedding", "x", f"/services?{search}", "network", None, entrance.shares.today())
        name = entrance.shares.make(wanted, by=None, name="test")
        for language in ("ro", "ru", "en"):
            answer = anybody.get(f"/embed/{language}/{name}")
            assert answer.status_code == 200
            searched("embed", answer.data, place)
    for of in ("S01", "S02", "S03"):
        for form in ("json", "csv"):
            answer = anybody.get(f"/open/v1/figures.{form}?indicator={of}", headers={"Host": "localhost"})
            searched(f"open.{form}", answer.data, place)


def test_no_fact_sheet(person: Callable[..., Person], place: Place) -> None:
    browser, made = person("ana", "administrator").browser, 0
    for language in ("ro", "ru", "en"):
        for code in (place.code, place.code[:5]):
            for months in (place.month, YEAR):
                answer = browser.get(f"/{language}/factsheet/{code}.pdf?{months}")
                assert answer.status_code in (200, 404)
                made += answer.data.startswith(b"%PDF")
                searched(f"{code}.pdf", answer.data, place)
    assert made > 3


def test_no_command(worlds: Worlds, place: Place, tmp_path: Path) -> None:
    """What the terminal writes: files of each kind, pictures, decks, fact sheets in bulk."""
    with worlds["one"].sessions() as session:
        url = session.get_bind().engine.url.render_as_string(hide_password=False)
    at = [f"/en/services?{search}&measure=S02" for search in place.searches]
    kinds = [word for kind in EXTENSIONS for word in ("--as", kind)]
    sheets = ["--from", "2017-04", "--until", "2017-10", "--library", place.code, "--territory", place.code[:5]]
    runs = {
        "files": (files.app, [*at, *kinds]),
        "pictures": (pictures.app, at),
        "slides": (slides.app, at),
        "factsheets": (factsheets.app, sheets),
    }
    for name, (app, arguments) in runs.items():
        to = tmp_path / name
        done = CliRunner().invoke(app, [*arguments, "--to", str(to), "--database", url])
        assert done.exit_code == 0, (name, done.output)
        written = [path for path in to.rglob("*") if path.is_file()]
        assert written, name
        hits = [searched(path.name, path.read_bytes(), place) for path in written]
        assert any(hits) or name in ("pictures", "factsheets"), name  # pixels; shares
