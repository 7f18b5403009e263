"""Journeys: the real application over a small demonstration network, loaded by the real loader, in a real browser."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SIZE = ("--libraries", "80", "--months", "34")  # to October 2017, so that the fair of that September is in it
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
]
NO_BROWSER = (
    "These tests need Chromium: install it (Debian: sudo apt-get install chromium), "
    "or name its executable in VITRINA_CHROMIUM."
)
LOADED_WELL = (0, 3, 4)  # the demonstration network holds faulty files on purpose


def chromium() -> str | None:
    """Return the browser's executable, or None where there is none."""
    named = os.environ.get("VITRINA_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def browser_of(executable: str) -> Iterator[Browser]:
    """Yield one browser; pages of every journey open in contexts of their own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def application() -> Iterator[str]:
    """Yield the address at which the application, set up by the environment as always, serves on a free port."""
    from waitress import create_server

    server = create_server(importlib.import_module("app").server, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def run(*command: str, allowed: tuple[int, ...] = (0,)) -> None:
    """Run a command of the project; what it said stands in the error when it fails."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in allowed, f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small demonstration network, as the generator writes it."""
    folder = tmp_path_factory.mktemp("demo")
    run("-m", "etl", "demo", "build", "--to", str(folder), *SIZE)
    return folder


@pytest.fixture(scope="session")
def database(network: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a database into which the loader has loaded the network."""
    url = f"sqlite:///{tmp_path_factory.mktemp('database') / 'vitrina.db'}"
    run("-m", "etl", "load", str(network), "--database", url, allowed=LOADED_WELL)
    return url


@pytest.fixture(scope="session")
def settings(network: Path, database: str) -> Iterator[None]:
    """Set the environment as `make run` does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VITRINA_DATABASE", database)
        patch.setenv("VITRINA_NETWORK", str(network / "network"))
        yield


@pytest.fixture(scope="session")
def site(settings: None) -> Iterator[str]:
    """Return the address of the running application."""
    with application() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the one browser of all journeys."""
    executable = chromium()
    if executable is None:
        pytest.fail(NO_BROWSER, pytrace=False)
    with browser_of(executable) as launched:
        yield launched


class Watch:
    """What went wrong unseen: requests that left the host, messages on the console, errors of scripts."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.left: list[str] = []
        self.said: list[str] = []

    def attach(self, page: Page) -> None:
        """Watch all that the page does."""
        page.on("request", lambda request: self._see(request.url))
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def _see(self, url: str) -> None:
        if not url.startswith((self.site, "data:", "blob:", "about:")):
            self.left.append(url)

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.said.append(f"{kind}: {text}")


OpenPage = Callable[[dict[str, int]], AbstractContextManager[tuple[Page, Watch]]]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def visitor(browser: Browser, site: str) -> BrowserContext:
    """Return the visitor who makes all journeys and so fetches scripts and styles once."""
    context = browser.new_context(base_url=site, locale="ro-MD", accept_downloads=True)
    context.set_default_timeout(20_000)
    expect.set_options(timeout=20_000)
    return context


@pytest.fixture(scope="session")
def open_page(visitor: BrowserContext, site: str) -> OpenPage:
    """Return a context manager: a page of a size, after which nothing may have left the host or complained."""

    @contextmanager
    def opened(size: dict[str, int]) -> Iterator[tuple[Page, Watch]]:
        page, watch = visitor.new_page(), Watch(site)
        page.set_viewport_size(size)
        watch.attach(page)
        yield page, watch
        page.close()
        assert watch.left == [], "a request left the host"
        assert watch.said == [], "the console is not silent"

    return opened


@pytest.fixture
def watched(open_page: OpenPage) -> Iterator[tuple[Page, Watch]]:
    """Return a page on a desk and the watch over it; who expects an error message takes it out of `said`."""
    with open_page(DESK) as both:
        yield both


@pytest.fixture
def page(watched: tuple[Page, Watch]) -> Page:
    """Return a page on a desk."""
    return watched[0]


@pytest.fixture
def watch(watched: tuple[Page, Watch]) -> Watch:
    """Return the watch over that page."""
    return watched[1]


@pytest.fixture
def phone(open_page: OpenPage) -> Iterator[Page]:
    """Return a page on a phone."""
    with open_page(PHONE) as (page, _):
        yield page


@pytest.fixture(scope="session")
def visit() -> Callable[[Page, str], Response]:
    """Return a function that opens an address in a page and answers when the page is drawn."""

    def go(page: Page, path: str) -> Response:
        answer = page.goto(path)
        settle(page)
        assert answer is not None
        return answer

    return go


@pytest.fixture(scope="session")
def settled() -> Callable[[Page], None]:
    """Return a function that waits until the page is drawn, for journeys that did not come by `visit`."""
    return settle


def settle(page: Page) -> None:
    """Wait until the page has its heading and nothing on it is still being fetched or drawn."""
    page.locator("main h1").first.wait_for()
    page.wait_for_function(
        """() => !document.getElementById('first-paint')
        && !document.querySelector('[data-dash-is-loading="true"], .dash-graph--pending, ._dash-loading')
        && [...document.querySelectorAll('main .js-plotly-plot, main .dash-graph')].every(
            graph => graph.querySelector('.main-svg'))"""
    )
