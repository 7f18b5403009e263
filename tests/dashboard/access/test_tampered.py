"""Whatever somebody types, sends or forges: no error of the server, and no library outside what they may see.

`--tampered 10000` tries as many as the bench of a release does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes, urlencode

import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from dashboard.access import CALLBACKS, Viewer
from dashboard.access.roles import roles
from dashboard.factory import create_app
from dashboard.pages import PAGES
from data.bounds import Bounds
from data.catalogue import Catalogue
from data.schema import library

from .conftest import said_by

OWN = "MD-BA"
KEYS = ("from", "to", "territory", "group", "kind", "library", "sort", "part", "table", "measure", "view", "area", "q",
        "stage", "release", "id", "chart", "indicator", "page", "size", "before", "next")  # fmt: skip
# What has a place for something of the reader's own in its path, besides the pages.
PLACES = ("/ro/figure/{}", "/ru/figure/{}.csv", "/ro/factsheet/{}.pdf", "/public/{}", "/embed/ro/{}",
          "/open/v1/{}", "/open/v1/figures.json{}", "/open/v1/territories.csv{}", "/ro/libraries/{}", "/assets/{}",
          "/_dash-component-suites/dash/{}", "/ro/{}/store", "/{}/publish", "/embed/public/{}")  # fmt: skip
CODES = ("2017-01", "2016-13", "MD-BA", "MD-OR", "MD-OR-0001", "nord", "centru", "sateasca", "V01", "chase", "findings",
         "places", "regions", "-1", "99999999999999", "' OR 1=1 --", "../../etc/passwd", "<script>alert(1)</script>",
         "\x00", "%00", "\ud800", "١٢", "=1+1", "MD-BA,MD-OR,MD-CU")  # fmt: skip
VALUES = st.one_of(st.sampled_from(CODES), st.text(max_size=30))
QUERIES = st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=8)), VALUES, max_size=5)
PATHS = st.one_of(
    st.builds(
        "/{}/{}{}".format,
        st.sampled_from(["ro", "ru", "en", "xx", ""]),
        st.sampled_from([*(page.key for page in PAGES), "nothing", "..", "%2e%2e"]),
        st.sampled_from(["", ".csv", ".json", ".xlsx", ".svg", ".pdf", ".csv.csv", "/more", "%00"]),
    ),
    st.builds(str.format, st.sampled_from(PLACES), st.one_of(st.sampled_from(CODES), st.text(max_size=20))),
    st.text(max_size=30).map("/{}".format),
)
PARTS = ("output", "outputs", "inputs", "state", "changedPropIds")  # of what a callback is sent
SENT = ("inputs", "state")
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=10), inner, max_size=3)),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def tried(
    small: Callable[[], Session], catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[FlaskClient, Dash, re.Pattern[str]]]:
    """Return a browser of somebody who sees one territory, the application, and the codes of all other libraries."""
    app = create_app(catalogue, small, public=tmp_path_factory.mktemp("public"))
    of_territory = Viewer(roles()["manager"].may, Bounds((OWN,)), role="local")
    object.__setattr__(app.site, "viewer", lambda: of_territory)  # type: ignore[attr-defined]
    app.server.extensions["door"].viewer = lambda: of_territory
    with small() as session:
        outside = session.scalars(select(library.c.code).where(library.c.territory != OWN)).all()
    yield app.server.test_client(), app, re.compile("|".join(re.escape(code) for code in outside))


def found_outside(text: str, asked: str, hidden: re.Pattern[str]) -> set[str]:
    """Return the libraries outside that an answer names; what was asked for may be named as ignored."""
    return {code for code in hidden.findall(text) if code not in asked}


def often(request: pytest.FixtureRequest) -> settings:
    most = int(request.config.getoption("--tampered"))
    checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=most, deadline=None, suppress_health_check=checks, database=None)


def test_no_address_breaks_the_server_or_shows_another_library(
    tried: tuple[FlaskClient, Dash, re.Pattern[str]], request: pytest.FixtureRequest
) -> None:
    browser, _, hidden = tried
    statuses = set[int]()

    @often(request)
    @example("/ro/attendance.csv", {"view": "places"})
    @example("/ro/nothing", {})
    @given(PATHS, QUERIES)
    def tamper(path: str, query: dict[str, str]) -> None:
        asked = urlencode(query, errors="surrogatepass")
        raw = unquote_to_bytes(path.encode("utf-8", "surrogatepass")).decode("latin-1")  # as a server hands it on
        answer = browser.get("/", environ_overrides={"PATH_INFO": raw, "QUERY_STRING": asked})
        statuses.add(answer.status_code)
        assert answer.status_code < 500
        assert not found_outside(said_by(answer), str(query), hidden)

    tamper()
    assert {200, 404} <= statuses


def test_no_callback_breaks_the_server_or_shows_another_library(
    tried: tuple[FlaskClient, Dash, re.Pattern[str]], request: pytest.FixtureRequest
) -> None:
    browser, app, hidden = tried
    names = [name for name, one in app.callback_map.items() if one.get("callback")]

    @often(request)
    @example(names[0], "/ro/figure/\ud800", "?release=\ud800&q=\ud800", None, {})
    @given(st.sampled_from(names), PATHS | JSON, QUERIES | JSON, JSON, st.dictionaries(st.sampled_from(PARTS), JSON))
    def tamper(name: str, path: object, query: object, else_: object, other: dict[str, object]) -> None:
        declared = app.callback_map[name]
        outputs = [
            dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in name.strip(".").split("...")
        ]
        search = "?" + urlencode(query, errors="surrogatepass") if isinstance(query, dict) and _flat(query) else query
        values = {"pathname": path, "search": search}
        given_values = {
            part: [{**one, "value": values.get(one["property"], else_)} for one in declared[part]] for part in SENT
        }
        body = {"output": name, "outputs": outputs, **given_values, "changedPropIds": [], **other}
        sent = json.dumps(body)
        answer = browser.post(CALLBACKS, data=sent, content_type="application/json")
        assert answer.status_code < 500
        assert not found_outside(said_by(answer), sent, hidden)

    tamper()


def _flat(query: dict[object, object]) -> bool:
    return all(isinstance(value, str) for value in query.values())
