"""Scripts in every text that a sender, an office or a visitor can write, seeded through the real commands: not one
comes alive on a page, in a file that is taken away, or on a published page, and the policy has nothing to report."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session
from typer.testing import CliRunner
from waitress import create_server

from dashboard.access.entrance import Entrance
from dashboard.access.rules import load_rules
from dashboard.access.share import Wanted
from dashboard.exports import EXTENSIONS
from dashboard.factory import create_app
from dashboard.factsheets.cli import app as factsheets
from dashboard.pages import PAGES
from dashboard.publish import app as publish
from data.catalogue import load_catalogue
from data.cli import app as data_commands
from data.consents import Consent, record, told
from data.figure_ids import FigureKey, figure_id
from data.periods import Month
from data.release.cli import app as releases
from data.selection import Selection
from data.store import open_engine, session_factory, writing
from etl.cli import app as readers
from tests.dashboard.access.conftest import CHEAP, KEY, Person
from tests.dashboard.public.payloads import PAYLOADS
from tests.journeys.alive import Alive, alive_in
from tests.journeys.conftest import LOADED_WELL, run, settle
from tests.journeys.poisoned import FILE_NAME, FOLDER, poison

pytestmark = pytest.mark.browser

SIZE = ("--libraries", "14", "--first", "2016-09", "--months", "14")
PERIOD = "from=2017-01&to=2017-10"
RELEASE = "<img src=x onerror=alert(1)>"
AGREED = Consent(("pages", "impact"), ("ro", "ru", "en"), True, date(2017, 1, 1), date(2099, 12, 31), "x")
SHARED = ("/overview", "/attendance?view=places", "/services", "/campaign", "/territories")
TYPED = ("from", "to", "territory", "group", "kind", "library", "release", "view", "measure", "q", "sort", "table")
PATHS = ("/{}", "/{}/overview", "/ro/{}", "/ro/figure/{}", "/ro/libraries/{}", "/public/{}", "/embed/ro/{}")
LISTS = ("accounts", "links", "audit?kind=link_made", "audit?kind=account_added")
SAID = {"overview": 2, "campaign": 5, "territories": 5, "libraries": 20, "reporting": 5}  # scripts in a page's words
FOLLOW = """href => {
    const link = document.createElement('a');
    link.href = href;
    link.dataset.inside = 'true';
    document.body.append(link);
    link.click();
    link.remove();
}"""


@dataclass
class Served:
    """The poisoned network as it is served: where, to whom, and what was handed out of it."""

    address: str
    database: str
    admin: Person
    files: Path  # of the network
    public: Path
    embeddings: list[str]
    link: str
    library: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("hostile")
    database = f"sqlite:///{folder / 'vitrina.db'}"
    run("-m", "etl", "demo", "build", "--to", str(folder), *SIZE)
    poison(folder)
    network = folder / "network"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VITRINA_DATABASE", database)
        patch.setenv("VITRINA_NETWORK", str(network))
        run("-m", "etl", "load", str(folder), allowed=LOADED_WELL)
        engine, catalogue = open_engine(database), load_catalogue(network)
        with writing(engine) as connection:
            stories = [one.mark for one in told(Session(connection)) if not one.personal and one.said == "yes"]
            for mark in stories[1:]:
                record(connection, mark, AGREED, datetime.now(UTC))
        do(data_commands, "consent", "record", stories[0], "--until", "2099-12-31", "--evidence", "x")
        do(releases, "make", "--name", RELEASE)
        places = ["--stage", "CAMP-NVB.S2", "--group", "nord", "--all", "--from", "2017-01", "--until", "2017-10"]
        do(publish, *places, "--to", str(folder / "public"))
    own = folder / "access.toml"
    own.write_text(CHEAP)
    entrance = Entrance.open(
        f"sqlite:///{folder / 'accounts.db'}", catalogue, key=KEY, secure=False, rules=load_rules(own)
    )
    given = {"files": folder / "received", "public": folder / "public", "open_data": True}
    app = create_app(catalogue, session_factory(engine), entrance=entrance, **given)
    server = create_server(app.server, host="127.0.0.1", port=0, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    password = entrance.accounts.add("root", "administrator", "network", None, by="test")
    admin = Person(app.server.test_client(), entrance, "root", password)
    admin.sign_in()
    address, library = f"http://127.0.0.1:{server.effective_port}", next(iter(catalogue.libraries))
    yield Served(address, database, admin, folder / "files", folder / "public", *shared(entrance), library)
    server.close()
    app.server.extensions["uploads"].close()
    for one in (engine, entrance.accounts.engine):
        one.dispose()


def do(command: object, *said: str) -> None:
    done = CliRunner().invoke(command, said)  # type: ignore[arg-type]
    assert done.exit_code == 0, done.output


def shared(entrance: Entrance) -> tuple[list[str], str]:
    """Give accounts, links and embeddings their names; return the embeddings' and the token of a link."""
    until = entrance.shares.today() + timedelta(days=3)
    for payload in dict.fromkeys(one.strip() for one in PAYLOADS[::4]):
        entrance.accounts.add(payload, "advocacy", "network", None, by=payload)
    for payload in PAYLOADS:
        entrance.shares.make(Wanted("link", payload, "/overview", "network", None, until), by=None, name=payload)
    embeddings = [
        entrance.shares.make(Wanted("embedding", RELEASE, page, "network", None, until), by=None, name=RELEASE)
        for page in SHARED
    ]
    link = Wanted("link", RELEASE, "/overview", "network", None, until, whole=True, browsers=9)
    return embeddings, entrance.shares.make(link, by=None, name=RELEASE)


@pytest.fixture(scope="module")
def context(browser: Browser, served: Served) -> Iterator[BrowserContext]:
    """The browser of an administrator, in which everything is watched."""
    made = browser.new_context(base_url=served.address, locale="ro-MD", accept_downloads=True)
    cookies = {name: served.admin.browser.get_cookie(name) for name in ("vitrina", "form", "_csrf_token")}
    made.add_cookies(
        [{"name": name, "value": one.value, "url": served.address} for name, one in cookies.items() if one]
    )
    yield made
    made.close()


@pytest.fixture(scope="module")
def alive(context: BrowserContext, served: Served) -> Alive:
    return Alive(context, served.address, "file:")


@pytest.fixture(scope="module")
def page(context: BrowserContext, alive: Alive) -> Page:
    return context.new_page()


@pytest.mark.parametrize("name", [page.key for page in PAGES])
def test_on_a_page_and_all_its_views(served: Served, page: Page, alive: Alive, name: str) -> None:
    page.goto(f"/ro/{name}?{PERIOD}")
    settle(page)
    assert alive.of(page) == []
    assert page.locator("main").inner_html().count("alert") >= SAID.get(name, 0), "nothing was tried here"
    views = page.locator("main .choice a, main .trail a").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    more = {
        "libraries": [f"/ru/libraries?{PERIOD}&library={served.library}"],
        "overview": [f"/en/overview?release={quote(RELEASE)}"],
    }
    passports = page.locator("main a[href*='/figure/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    for view in [*dict.fromkeys(views), *more.get(name, []), *passports[:1]]:
        page.evaluate(FOLLOW, view)
        page.wait_for_url(lambda url, view=view: url.endswith(view))
        settle(page)
        assert alive.of(page) == [], view
        if "view=findings" in view:  # with what the cells of refused files said
            assert page.locator("main").inner_text().count("alert") > 20


@pytest.mark.parametrize(
    "path",
    ["audit?kind=link_made", "audit?kind=account_added", "accounts", "links", "account", "publish", "upload", "audit"],
)
def test_on_the_plain_pages_of_staff(served: Served, page: Page, alive: Alive, path: str) -> None:
    for payload in PAYLOADS[::10]:
        served.admin.browser.get(f"/ro/overview.csv?q={quote(payload)}")  # which the record tells
    page.goto(f"/ru/{path}")
    if path in LISTS:
        assert page.locator("main").inner_text().count("alert") > 10
    assert alive.of(page) == []


@pytest.fixture(scope="module")
def painted(context: BrowserContext, alive: Alive) -> Iterator[Page]:
    """A page that shows what the server writes; the scripts of the application are not fetched."""
    page = context.new_page()
    browser = context.new_cdp_session(page)
    browser.send("Network.enable")
    browser.send("Network.setBlockedURLs", {"urls": ["*/_dash-component-suites/*", "*/assets/*.js*"]})
    yield page
    page.close()


def test_in_what_is_typed_behind_the_address_of_a_page(painted: Page, alive: Alive) -> None:
    said, keys = cycle(PAYLOADS), cycle(page.key for page in PAGES)
    for name in [next(keys) for _ in range(2 * len(PAGES))]:  # so that each is typed four times, for other keys
        query = urlencode({key: next(said) for key in (*TYPED, next(said))})
        painted.goto(f"/ro/{name}?{query}")
        assert alive.of(painted) == [], f"{name} {query}"


def test_in_what_is_typed_for_the_name_of_a_page(painted: Page, alive: Alive) -> None:
    several = len(PAYLOADS) // 3  # in one address: whichever comes alive is seen, and none is quietened by another
    for number, path in zip(range(several + 1), cycle(PATHS)):
        payloads = PAYLOADS[number :: several + 1]
        painted.goto(path.format(quote(" ".join(payloads), safe="")))
        assert alive.of(painted) == [], payloads


def test_where_the_scripts_read_the_address_themselves(page: Page, alive: Alive) -> None:
    for place in (
        f"/ro/attendance?{urlencode(dict.fromkeys(TYPED, PAYLOADS[3]))}",
        f"/ro/{quote(PAYLOADS[0], safe='')}",
    ):
        page.goto(f"{place}#{quote(PAYLOADS[3])}")
        settle(page)
        assert alive.of(page) == [], place


def test_in_a_file_that_is_sent_and_its_marked_copy(served: Served, page: Page, alive: Alive, tmp_path: Path) -> None:
    for sent in (served.files / "2017" / "11" / FOLDER).iterdir():
        page.goto("/ro/upload")
        page.set_input_files("#file", {"name": FILE_NAME, "mimeType": "application/zip", "buffer": sent.read_bytes()})
        page.click("main form button")
        page.locator("main .facts").first.wait_for()
        assert page.locator("main").inner_text().count("alert") > 1
        assert alive.of(page) == []
        with page.expect_download() as download:
            page.click("form[action$=receipt] button")
        assert alive_in("receipt.xlsx", download.value.path().read_bytes()) == []


@pytest.mark.parametrize("name", [page.key for page in PAGES if page.files])
def test_in_files_that_are_taken_away(served: Served, page: Page, alive: Alive, tmp_path: Path, name: str) -> None:
    view = {"reporting": "&view=findings", "attendance": "&view=places"}.get(name, "")
    figure = figure_id(FigureKey("V01", Selection(Month(2017, 1), Month(2017, 10), library=served.library)))
    for extension in EXTENSIONS:
        answer = page.request.get(f"/ro/{f'figure/{figure}' if name == 'figure' else name}.{extension}?{PERIOD}{view}")
        if answer.status != 200:
            assert (answer.status, extension) in ((404, "svg"), (404, "pptx"))
            continue
        assert alive_in(f"{name}.{extension}", answer.body()) == []
        if extension == "svg":
            drawing = tmp_path / "drawing.svg"
            drawing.write_bytes(answer.body())
            page.goto(drawing.as_uri())
            assert alive.of(page) == []


def test_in_open_data(page: Page) -> None:
    for path in ("releases", "indicators", "territories", f"figures?indicator=V01&territory=all&{PERIOD}"):
        name, _, query = path.partition("?")
        answer = page.request.get(f"/open/v1/{name}.csv?{query}")
        assert answer.status == 200
        assert alive_in(f"{name}.csv", answer.body()) == []


def test_on_a_fact_sheet(served: Served, page: Page) -> None:
    answer = page.request.get(f"/ro/factsheet/{served.library}.pdf?{PERIOD}")
    assert answer.headers["content-type"] == "application/pdf", answer.text()
    assert [one for one in alive_in("sheet.pdf", answer.body()) if served.address not in one] == []


def test_in_the_index_of_fact_sheets_and_in_forms_to_fill_in(
    served: Served, page: Page, alive: Alive, tmp_path: Path
) -> None:
    territory, network = served.library.rpartition("-")[0], str(served.files.parent / "network")
    where = ("--network", network, "--territory", territory, "--to", str(tmp_path))
    months = ("--from", "2017-01", "--until", "2017-10", "--langs", "ro", "--base-address", served.address)
    do(factsheets, *where, *months, "--database", served.database)
    do(readers, "template", *where, "--month", "2017-11", "--database", served.database)
    assert {one.suffix for one in tmp_path.rglob("*.*")} >= {".html", ".pdf", ".xlsx"}
    for path in tmp_path.rglob("*.*"):
        if path.suffix == ".html":
            page.goto(path.as_uri())
            assert page.locator("body").inner_text().count("alert") > 1
            assert alive.of(page) == []
        elif path.suffix in (".pdf", ".xlsx"):
            found = alive_in(path.name, path.read_bytes())
            assert [one for one in found if served.address not in one] == []


def test_on_published_pages_served_framed_and_saved(served: Served, page: Page, alive: Alive) -> None:
    pages = sorted(served.public.rglob("*.html"))
    assert len(pages) == 4 + 3 * 3
    for path in pages:
        at = path.relative_to(served.public).as_posix()
        for place in (f"/public/{at}", f"/embed/public/{at}", path.as_uri()):
            page.goto(place)
            assert alive.of(page) == [], place
    assert page.locator("article").count() or any("alert" in path.read_text(encoding="utf-8") for path in pages)
    for path in served.public.rglob("*.csv"):
        assert alive_in(path.name, path.read_bytes()) == []


def test_in_embeddings_and_behind_links(served: Served, browser: Browser) -> None:
    context = browser.new_context(base_url=served.address)
    alive = Alive(context, served.address)
    page = context.new_page()
    for name in served.embeddings:
        page.goto(f"/embed/ro/{name}")
        assert "alert" in page.content()
        assert alive.of(page) == []
    page.goto(f"/ro/shared#{quote(PAYLOADS[0])}")
    assert alive.of(page) == []
    page.goto(f"/ro/sign-in?next={quote(PAYLOADS[0])}")
    assert alive.of(page) == []
    page.goto(f"/ro/shared#{served.link}")
    page.wait_for_url("**/ro/overview")
    settle(page)
    assert alive.of(page) == []
    context.close()
