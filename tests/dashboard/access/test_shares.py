"""Links: whoever has one sees what it is for, until it ends; its token stays nowhere."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import select

from dashboard.access.entrance import Entrance
from dashboard.access.share import Wanted, WrongShare
from data.accounts_schema import audit_event, share, share_session

from .conftest import Clock, Person, said_by
from .test_audit import in_words

ATTENDANCE = "https://vitrina.example/ru/attendance?from=2017-01&to=2017-06"
ADDED = {"do": "add", "kind": "link", "address": ATTENDANCE, "label": "Primăria Bălți", "until": "2018-02-10"}
OF_BALTI = {"scope": "territory", "code": "MD-BA"}


@pytest.fixture
def ion(person: Callable[..., Person]) -> Person:
    """Return a manager of one territory."""
    return person("ion", "manager", "territory", "MD-BA")


@pytest.fixture
def bearer(staff_app: Dash) -> FlaskClient:
    """Return the browser of somebody without an account."""
    client: FlaskClient = staff_app.server.test_client()
    return client


def made(one: Person, **other: str) -> str:
    """Make a link on the page and return its address."""
    page = one.post("/en/links", **{**ADDED, **OF_BALTI, "browsers": "2", **other}).text
    found = re.search(r"<code>(http[^<]+)</code>", page)
    assert found, page
    return found[1]


def opened(browser: FlaskClient, address: str) -> FlaskClient:
    """Open a link as its page's script does, and return the browser."""
    Person(browser, None, "", "").post("/en/shared", token=address.partition("#")[2])  # type: ignore[arg-type]
    return browser


def status(browser: FlaskClient, path: str = "/en/attendance") -> int:
    return browser.get(path).status_code


def test_a_link_opens_its_page_and_no_other(ion: Person, bearer: FlaskClient) -> None:
    assert status(bearer) == 302, "without the link nothing is shown"
    address = made(ion)
    answer = Person(bearer, ion.entrance, "", "").post("/ru/shared", token=address.partition("#")[2])
    assert (answer.status_code, answer.location) == (303, "/ru/attendance?from=2017-01&to=2017-06")
    assert status(bearer) == 200
    assert status(bearer, "/en/attendance.csv") == 200
    for path in ("overview", "services", "libraries", "reporting", "libraries.csv", "account", "links", "accounts"):
        assert status(bearer, f"/en/{path}") == 403, path


def test_a_link_to_all_pages_opens_those_of_figures_only(ion: Person, bearer: FlaskClient) -> None:
    opened(bearer, made(ion, whole="yes"))
    assert [status(bearer, f"/en/{page}") for page in ("overview", "services", "method")] == [200, 200, 200]
    assert [status(bearer, f"/en/{page}") for page in ("libraries", "reporting", "upload")] == [403, 403, 403]


def test_the_bearer_sees_the_part_of_the_network_that_the_link_names(ion: Person, bearer: FlaskClient) -> None:
    opened(bearer, made(ion))
    asked, own = "/en/attendance.csv?from=2017-01&to=2017-06", ion.browser
    assert bearer.get(asked).data == own.get(asked).data
    assert bearer.get(f"{asked}&territory=MD-OR").data == bearer.get(asked).data


def test_the_token_is_in_no_database_no_record_no_log_and_no_address(
    ion: Person, bearer: FlaskClient, entrance: Entrance, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    address = made(ion)
    token = address.partition("#")[2]
    assert len(token) >= 43, "256 bits"
    assert token not in ion.browser.get("/en/links").text
    opened(bearer, address)
    with entrance.accounts.engine.connect() as connection:
        kept = [connection.execute(select(table)).all() for table in (share, share_session, audit_event)]
    assert all(kept)
    assert token not in repr(kept)
    cookie = bearer.get_cookie("link")
    assert cookie
    assert cookie.value not in (token, *re.findall(r"\w+", repr(kept)))
    assert cookie.http_only
    assert token not in caplog.text
    assert token not in said_by(bearer.get("/en/attendance"))
    assert bearer.get("/en/attendance").headers["Referrer-Policy"] == "same-origin"


def test_revoked_is_revoked_everywhere_at_once(ion: Person, staff_app: Dash) -> None:
    address = made(ion)
    browsers = [opened(staff_app.server.test_client(), address) for _ in range(2)]
    assert [status(one) for one in browsers] == [200, 200]
    assert "no-store" in browsers[0].get("/en/attendance").headers["Cache-Control"]
    (number,) = [one.id for one in ion.entrance.shares.all()]
    assert "Revoked." in ion.post("/en/links", do="revoke", link=str(number)).text
    assert [status(one) for one in browsers] == [302, 302]
    assert [status(one, "/en/attendance.csv") for one in browsers] == [302, 302]
    assert status(opened(staff_app.server.test_client(), address)) == 302


def test_a_link_opens_in_as_many_browsers_as_it_was_made_for(ion: Person, staff_app: Dash) -> None:
    address = made(ion, browsers="2")
    browsers = [opened(staff_app.server.test_client(), address) for _ in range(3)]
    assert [status(one) for one in browsers] == [200, 200, 302]


@pytest.mark.parametrize(
    ("last", "ends"),
    [
        ("2018-02-10", datetime(2018, 2, 10, 22, tzinfo=UTC)),
        ("2018-03-25", datetime(2018, 3, 25, 21, tzinfo=UTC)),  # a day of 23 hours in Chișinău
        ("2018-10-28", datetime(2018, 10, 28, 22, tzinfo=UTC)),  # a day of 25 hours
    ],
)
def test_a_link_ends_with_its_last_day_in_the_network_s_time(
    ion: Person, bearer: FlaskClient, clock: Clock, last: str, ends: datetime
) -> None:
    address = made(ion, until=last)
    opened(bearer, address)
    clock.at = ends
    clock.turn(seconds=-1)
    assert status(bearer) == 200
    clock.turn(seconds=1)
    assert status(bearer) == 302
    assert status(opened(bearer, address)) == 302


@pytest.mark.parametrize("what", ["disabled", "role", "scope"])
def test_a_link_ends_with_what_its_maker_may_do(
    ion: Person, bearer: FlaskClient, entrance: Entrance, what: str
) -> None:
    opened(bearer, made(ion))
    assert status(bearer) == 200
    one = entrance.accounts.named("ion")
    assert one
    if what == "disabled":
        entrance.accounts.disable(one, by="test")
    else:
        role, code = ("funder", "MD-BA") if what == "role" else ("manager", "MD-OR")
        entrance.accounts.change(one, role, "territory", code, by="test")
    assert status(bearer) == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"scope": "network", "code": ""},
        {"code": "MD-OR"},
        {"code": "MD-XX"},
        {"scope": "planet"},
        {"until": ""},
        {"until": "2018-01-19"},
        {"until": "2019-02-20"},
        {"browsers": "0"},
        {"browsers": "1000000"},
        {"browsers": "many"},
        {"label": " "},
        {"kind": "key"},
        {"address": "/en/libraries"},
        {"address": "//evil.example/en/attendance/../x"},
        {"address": "javascript:alert(1)"},
        {"address": "/en/no-such-page"},
    ],
)
def test_what_may_not_be_shared_is_said_and_not_made(ion: Person, wrong: dict[str, str]) -> None:
    answer = ion.post("/ro/links", **{**ADDED, **OF_BALTI, "browsers": "2", **wrong})
    assert 'role="alert"' in answer.text
    assert ion.entrance.shares.all() == []


def test_everybody_revokes_their_own_and_administrators_all(ion: Person, person: Callable[..., Person]) -> None:
    made(ion)
    ana, root = person("ana", "advocacy"), person("root", "administrator")
    assert "Primăria Bălți" not in ana.browser.get("/ro/links").text
    assert 'role="alert"' in ana.post("/ro/links", do="revoke", link="1").text
    assert "Primăria Bălți" in root.browser.get("/ro/links").text
    root.post("/ro/links", do="revoke", link="1")
    (one,) = root.entrance.shares.all()
    assert root.entrance.shares.state(one) == "revoked"
    kinds = [event.kind for event in root.entrance.audit.latest(50)]
    assert kinds.count("link_made") == kinds.count("link_revoked") == 1
    assert in_words(root.entrance)


def test_the_list_says_when_a_link_was_last_used(ion: Person, bearer: FlaskClient, clock: Clock) -> None:
    address = made(ion)
    assert "not used yet" in ion.browser.get("/en/links").text
    opened(bearer, address)
    clock.turn(hours=1)
    status(bearer)
    page = ion.browser.get("/en/links").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "last used 20 Jan 2018, 12:00" in page
    assert "opened in 1 of 2 browsers" in page


def test_a_group_covers_its_territories_and_a_territory_its_libraries(entrance: Entrance, ion: Person) -> None:
    one = entrance.accounts.named("ion")
    assert one
    own = next(code for code, unit in entrance.catalogue.libraries.items() if unit.territory == "MD-BA")
    other = next(code for code, unit in entrance.catalogue.libraries.items() if unit.territory == "MD-OR")
    wanted = {"kind": "link", "label": "x", "address": "/overview", "until": date(2018, 2, 1)}
    by = entrance.viewer(one)
    assert entrance.shares.make(Wanted(**wanted, scope="library", code=own), by=by, name="ion")
    with pytest.raises(WrongShare, match="outside"):
        entrance.shares.make(Wanted(**wanted, scope="library", code=other), by=by, name="ion")


def test_the_page_that_opens_a_link_runs_only_a_script_of_ours(bearer: FlaskClient) -> None:
    answer = bearer.get("/en/shared")
    assert re.findall(r'<script src="([^"?]+)', answer.text) == ["/assets/theme.js", "/assets/shared.js"]
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"].partition("style-src")[0]
    assert bearer.get("/assets/shared.js").status_code == 200
