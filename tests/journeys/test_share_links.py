"""A link, in a real browser: the page opens by itself, and the token is nowhere afterwards."""

from __future__ import annotations

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Request

from dashboard.access.entrance import Entrance
from dashboard.access.share import Wanted
from tests.journeys.test_signing_in import looked_at, staff  # noqa: F401 (a fixture)


def test_a_link_opens_by_itself_and_leaves_no_token(browser: Browser, staff: tuple[str, Entrance]) -> None:  # noqa: F811
    address, entrance = staff
    until = entrance.shares.today() + timedelta(days=3)
    wanted = Wanted("link", "Primăria", "/attendance?from=2017-01", "territory", "MD-OR", until)
    token = entrance.shares.make(wanted, by=None, name="test")
    context = browser.new_context(base_url=address, locale="ro-MD")
    page, sent = context.new_page(), list[Request]()
    page.on("request", lambda request: sent.append(request))
    page.goto(f"/ro/shared#{token}")
    page.wait_for_url("**/ro/attendance?from=2017-01")
    page.wait_for_selector("#main h1")
    assert token not in page.url
    told = [word for one in sent for word in (one.url, one.headers.get("referer", ""))]
    assert told
    assert not [word for word in told if token in word]
    page.go_back()
    assert token not in page.url
    context.close()


def test_without_scripts_what_stands_behind_the_mark_is_copied(browser: Browser, staff: tuple[str, Entrance]) -> None:  # noqa: F811
    address, entrance = staff
    wanted = Wanted("link", "Primăria", "/attendance", "network", None, entrance.shares.today())
    token = entrance.shares.make(wanted, by=None, name="test")
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/shared")
    page.fill("#token", token)
    page.press("#token", "Enter")
    assert page.url == f"{address}/en/attendance"
    context.close()


def test_the_pages_of_links_are_readable_by_everybody(browser: Browser, staff: tuple[str, Entrance]) -> None:  # noqa: F811
    address, entrance = staff
    one = entrance.accounts.add("links@example.md", "advocacy", "network", None, by="test")
    context = browser.new_context(base_url=address, locale="ro-MD")
    page = context.new_page()
    page.goto("/ro/shared")
    looked_at(page)
    page.goto("/ro/sign-in")
    page.fill("#name", "links@example.md")
    page.fill("#password", one)
    page.press("#password", "Enter")
    page.fill("#new", "trei cai verzi pe pereti")
    page.fill("#again", "trei cai verzi pe pereti")
    page.press("#again", "Enter")
    for kind in ("link", "embedding"):
        page.goto("/ro/attendance?from=2017-01")
        page.locator("#react-entry-point .copy-link a").wait_for()
        looked_at(page)
        page.locator("#react-entry-point .copy-link a").press("Enter")
        page.wait_for_url("**/ro/links?page=*")
        assert page.input_value("#address") == "/ro/attendance?from=2017-01"
        page.select_option("#kind", kind)
        page.fill("#label", "Primăria Orhei")
        page.click("button[value=add]")
        page.wait_for_selector("code")
        looked_at(page)
    context.close()


class _Elsewhere(BaseHTTPRequestHandler):
    """A site of somebody else, which frames what its address names."""

    def do_GET(self) -> None:
        framed = parse_qs(urlsplit(self.path).query).get("frame", [])
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write("".join(f'<iframe src="{one}"></iframe>' for one in framed).encode())


def test_other_sites_may_frame_an_embedding_and_nothing_else(browser: Browser, staff: tuple[str, Entrance]) -> None:  # noqa: F811
    address, entrance = staff
    wanted = Wanted("embedding", "Site", "/overview", "network", None, entrance.shares.today())
    name = entrance.shares.make(wanted, by=None, name="test")
    elsewhere = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    threading.Thread(target=elsewhere.serve_forever, daemon=True).start()
    context = browser.new_context()
    page = context.new_page()
    framed = "&".join(f"frame={address}{path}" for path in (f"/embed/ro/{name}", "/ro/sign-in"))
    page.goto(f"http://localhost:{elsewhere.server_port}/?{framed}")  # another origin than 127.0.0.1
    assert [frame.evaluate("location.protocol") for frame in page.frames[1:]] == ["http:", "chrome-error:"]
    assert page.frames[1].locator("h1").inner_text()
    assert context.cookies() == []
    page.goto(f"{address}/embed/ro/{name}")
    looked_at(page)
    context.close()
    elsewhere.shutdown()
