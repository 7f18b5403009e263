"""Every route of the application and every callback, with values that exist, as whoever may see another part of the
network: a manager elsewhere, a funder elsewhere, the bearer of a link elsewhere. New routes are walked without a word
here; a new name in an address needs its value below."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from dashboard.access import CALLBACKS, Door
from dashboard.access.roles import roles
from dashboard.access.share import MAY, Wanted
from data.figure_ids import FigureKey, figure_id
from data.periods import Month
from data.schema import library
from data.selection import Selection

from .conftest import Person, said_by
from .test_every_way_in import Crawled, Marks, ask, crawled, door, marks, served  # noqa: F401 (fixtures)

PART = "MD-BA"
MONTHS = Selection(Month(2017, 1), Month(2017, 6))
Values = dict[str, list[str]]


@pytest.fixture(scope="module")
def values(crawled: Crawled, small: Callable[[], Session]) -> Values:  # noqa: F811
    """What may stand at a place of an address: what belongs to another part of the network."""
    with small() as session:
        other = str(session.scalar(select(library.c.code).where(library.c.territory != PART).order_by(library.c.code)))
    territory = other.rpartition("-")[0]
    of_other = (Selection(MONTHS.start, MONTHS.end, library=other), Selection(MONTHS.start, MONTHS.end, (territory,)))
    ids = [figure_id(FigureKey("V01", one)) for one in of_other]
    shares = crawled[1]["nobody"].entrance.shares
    embedding = shares.make(
        Wanted("embedding", "x", "/overview", "territory", PART, shares.today()), by=None, name="test"
    )
    return {
        "language": ["ro"],
        "page": ["overview.csv", "libraries", "reporting.csv", "territories"],
        "item": ids,
        "code": [other, territory],
        "name": [embedding],
        "path": ["ro.html", "no/such"],
        "package_name": ["dash"],
        "filename": ["site.css"],
        "fingerprinted_path": ["deps/polyfill@7.v4.js"],
    }


@pytest.fixture(scope="module", params=["manager", "funder", "link"])
def elsewhere(request: pytest.FixtureRequest, crawled: Crawled) -> Person:  # noqa: F811
    """Somebody who may see one territory only."""
    app, people = crawled
    entrance = people["nobody"].entrance
    one = Person(app.server.test_client(), entrance, f"{request.param}-there", "")
    if request.param == "link":
        wanted = Wanted("link", "x", "/overview", "territory", PART, entrance.shares.today(), whole=True)
        one.post("/ro/shared", token=entrance.shares.make(wanted, by=None, name="test"))
    else:
        one.password = entrance.accounts.add(one.name, request.param, "territory", PART, by="test")
        one.sign_in()
    one.browser.get("/ro/overview")
    return one


def may(one: Person) -> frozenset[str]:
    account = one.entrance.accounts.named(one.name)
    return roles()[account.role].may if account else MAY


def addresses(rule: Rule, values: Values) -> list[str]:
    """Return the addresses of a rule, each with one value of each name; raises KeyError for a name without values."""
    found = [rule.rule]
    for name in sorted(rule.arguments):
        place = re.compile(rf"<(?:\w+:)?{name}>")
        found = [place.sub(value, one) for one in found for value in values[name]]
    return found


def answers(
    app: Dash, browser: FlaskClient, values: Values, asked: str = "", but: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, TestResponse]]:
    """Yield the endpoint, the address and the answer of every route, by every method that it takes."""
    for rule in app.server.url_map.iter_rules():
        if rule.endpoint not in but:
            for address in addresses(rule, values):
                for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                    yield rule.endpoint, address, browser.open(f"{address}{asked}", method=method)


def said_besides(answer: TestResponse, values: Values) -> str:
    """Return what an answer says, without what was asked for: that may be named."""
    said = said_by(answer)
    for own in sorted({one for many in values.values() for one in many}, key=len, reverse=True):
        said = said.replace(own, "")
    return said


def test_no_route_shows_anything_of_another_part(
    crawled: Crawled,  # noqa: F811
    door: Door,  # noqa: F811
    marks: Marks,  # noqa: F811
    elsewhere: Person,
    values: Values,
) -> None:
    hidden, walked = marks(PART), set()
    asked = f"?territory=MD-OR&library={values['code'][0]}"
    for endpoint, address, answer in answers(crawled[0], elsewhere.browser, values, asked, but=("sign-out",)):
        audience = door.routes[endpoint]
        assert answer.status_code < 500, address
        assert not hidden.search(said_besides(answer, values)), address
        assert b"%PDF" not in answer.data, address
        if audience not in ("anyone", "signed-in") and audience not in may(elsewhere):
            assert answer.status_code == 403, address
        walked.add(endpoint)
    assert walked == set(door.routes) - {"sign-out"}


@pytest.mark.parametrize("who", ["nobody", "expired"])
def test_no_route_shows_a_library_to_whoever_is_not_signed_in(
    crawled: Crawled,  # noqa: F811
    door: Door,  # noqa: F811
    marks: Marks,  # noqa: F811
    values: Values,
    who: str,
) -> None:
    hidden, walked = marks(None), set()
    for endpoint, address, answer in answers(crawled[0], crawled[1][who].browser, values):
        assert not hidden.search(said_besides(answer, values)), address
        if door.routes[endpoint] != "anyone":
            assert answer.status_code in (302, 400, 401, 403), address
        walked.add(endpoint)
    assert walked == set(door.routes)


def test_no_callback_shows_anything_of_another_part(
    crawled: Crawled,  # noqa: F811
    marks: Marks,  # noqa: F811
    elsewhere: Person,
    values: Values,
) -> None:
    app, hidden = crawled[0], marks(PART)
    other, figure = values["code"][0], values["item"][0]
    for name in served(app):
        for path in ("/ro/overview", "/ro/libraries", "/ro/reporting", f"/ro/figure/{figure}"):
            answer = ask(elsewhere.browser, app, name, path, f"?library={other}&territory=MD-OR")
            assert answer.status_code < 500, (name, path)
            said = json.dumps(answer.json, ensure_ascii=False) if answer.is_json else answer.text
            assert not hidden.search(said.replace(other, "")), (name, path)


def test_what_a_manager_of_the_part_itself_gets_is_there(
    crawled: Crawled,  # noqa: F811
    values: Values,
) -> None:
    """Else nothing was hidden above."""
    one = crawled[1]["advocacy"]
    other, territory = values["code"]
    assert other in one.browser.get(f"/ro/libraries.csv?library={other}").text
    assert one.browser.get(f"/ro/factsheet/{territory}.pdf?from=2017-01&to=2017-12").data.startswith(b"%PDF")
    assert CALLBACKS in {rule.rule for rule in crawled[0].server.url_map.iter_rules()}
