"""Signing in, in a real browser: from the password to the pages, and every plain page readable by everybody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page
from waitress import create_server

from dashboard.access.entrance import Entrance
from dashboard.access.rules import load_rules
from dashboard.factory import create_app
from data.catalogue import load_catalogue
from data.store import open_engine, prepare, session_factory

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})
CHOSEN = "trei cai verzi pe pereti"
KEY = "a-key-that-is-drawn-and-not-typed-0123456789"


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Entrance]]:
    """Return the address of an application for people with accounts, over a database without reports."""
    folder = tmp_path_factory.mktemp("staff")
    own = folder / "access.toml"
    own.write_text("[password]\ntime_cost = 1\nmemory_cost = 8\nparallelism = 1\n")
    catalogue, engine = load_catalogue(), open_engine(f"sqlite:///{folder / 'vitrina.db'}")
    prepare(engine)
    url = f"sqlite:///{folder / 'accounts.db'}"
    entrance = Entrance.open(url, catalogue, key=KEY, secure=False, rules=load_rules(own))
    app = create_app(catalogue, session_factory(engine), entrance=entrance, files=folder / "files")
    server = create_server(app.server, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}", entrance
    server.close()
    for one in (engine, entrance.accounts.engine):
        one.dispose()


def looked_at(page: Page) -> None:
    """Hold a plain page to what every page promises, on a desk and on a telephone."""
    for size in SIZES:
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url
        page.evaluate(AXE)
        found = page.evaluate("axe.run().then(one => one.violations.map(each => each.id))")
        assert found == [], page.url


def test_from_the_password_to_the_pages_and_out(browser: Browser, staff: tuple[str, Entrance]) -> None:
    address, entrance = staff
    given = entrance.accounts.add("ana@example.md", "administrator", "network", None, by="test")
    context = browser.new_context(base_url=address, locale="ro-MD")
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.goto("/ro/attendance")
    looked_at(page)
    page.fill("#name", "ana@example.md")
    page.fill("#password", given)
    page.press("#password", "Enter")
    looked_at(page)
    page.fill("#new", CHOSEN)
    page.fill("#again", CHOSEN)
    page.press("#again", "Enter")
    looked_at(page)
    page.fill("#code", pyotp.TOTP(page.inner_text("main code").strip()).now())
    page.press("#code", "Enter")
    page.wait_for_url("**/ro/attendance")
    page.locator("#react-entry-point main h1").wait_for()
    for path in ("account", "accounts", "audit", "upload"):
        page.goto(f"/ru/{path}")
        looked_at(page)
    page.goto("/en/account")
    page.click("text=Sign out")
    page.wait_for_url("**/en/sign-in")
    page.goto("/en/attendance")
    assert page.url.endswith("/en/sign-in")
    assert said == []
    context.close()
