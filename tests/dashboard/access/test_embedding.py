"""Embeddings: a page or a chart inside a page elsewhere, without cookies and scripts, until it is revoked."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from io import StringIO

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.access.entrance import Entrance
from dashboard.access.share import Wanted

from .conftest import Clock, Person

CHART = "/attendance?from=2017-01&to=2017-12&table=v01-by-month"


@pytest.fixture
def browser(staff_app: Dash) -> FlaskClient:
    """Return the browser of somebody who looks at a page elsewhere."""
    client: FlaskClient = staff_app.server.test_client()
    return client


def address(entrance: Entrance, page: str = CHART, code: str | None = None, language: str = "en") -> str:
    """Embed a page and return its address."""
    scope = "territory" if code else "network"
    wanted = Wanted("embedding", "Our <site>", page, scope, code, entrance.shares.today())
    return f"/embed/{language}/{entrance.shares.make(wanted, by=None, name='test')}"


def policy(answer: TestResponse) -> dict[str, str]:
    rules = (rule.strip().partition(" ") for rule in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in rules}


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_an_embedded_chart_is_drawn_beside_its_table_without_script_or_cookie(
    browser: FlaskClient, entrance: Entrance, language: str
) -> None:
    answer = browser.get(address(entrance, language=language))
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert (answer.text.count("<figure"), answer.text.count("<table")) == (1, 1)
    assert "<svg" in answer.text
    assert not re.search(r"<script|<link rel=\"stylesheet|(?:src|href)=\"(?!data:)|\son\w+=", answer.text)
    assert (policy(answer)["frame-ancestors"], policy(answer)["default-src"]) == ("*", "'none'")


def test_it_shows_the_numbers_of_the_page(
    browser: FlaskClient, entrance: Entrance, person: Callable[..., Person]
) -> None:
    shown = browser.get(address(entrance)).text
    ana = person("ana", "funder")
    rows = list(csv.DictReader(StringIO(ana.browser.get(f"/en{CHART}".replace("?", ".csv?")).text.lstrip("\ufeff"))))
    assert len(rows) == 12
    for row in rows:
        value = f"{float(list(row.values())[1]):,.0f}"
        assert f">{value}<" in shown, row


def test_what_too_few_libraries_stand_behind_is_withheld(
    browser: FlaskClient, entrance: Entrance, person: Callable[..., Person]
) -> None:
    raw = person("ana", "funder", "territory", "MD-BA").browser.get(f"/en{CHART}".replace("?", ".csv?")).text
    shown = browser.get(address(entrance, code="MD-BA")).text
    values = [row.split(",")[1] for row in raw.splitlines()[1:]]
    assert len(values) == 12
    assert not [value for value in values if value in shown]
    assert "too few stand behind this number" in shown
    whole = browser.get(address(entrance, CHART.partition("&table")[0], code="MD-BA")).text
    assert not [value for value in values if f">{value}<" in whole]
    assert '<ul class="cards">' not in whole


def test_nobody_may_frame_any_other_page(
    browser: FlaskClient, entrance: Entrance, person: Callable[..., Person]
) -> None:
    ana = person("ana", "administrator")
    for path in (
        "/en/attendance",
        "/en/sign-in",
        "/en/shared",
        "/en/links",
        "/en/attendance.csv",
        "/health",
        "/public/",
    ):
        assert policy(ana.browser.get(path))["frame-ancestors"] == "'none'", path
    assert "Set-Cookie" not in ana.browser.get(address(entrance)).headers


def test_it_shows_everybody_the_same_whoever_is_signed_in(
    browser: FlaskClient, entrance: Entrance, person: Callable[..., Person]
) -> None:
    asked = address(entrance)
    assert person("root", "administrator").browser.get(asked).data == browser.get(asked).data
    assert browser.get(f"{asked}?territory=MD-OR&table=other").data == browser.get(asked).data


def test_revoked_or_over_it_is_gone_at_once(browser: FlaskClient, entrance: Entrance, clock: Clock) -> None:
    one, other = address(entrance), address(entrance, "/overview", None)
    first = browser.get(one)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert browser.get(one, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    entrance.shares.revoke(1, name="test")
    gone = browser.get(one, headers={"If-None-Match": first.headers["ETag"]})
    assert gone.status_code == 404
    assert "<table" not in gone.text
    assert browser.get(other).status_code == 200
    clock.turn(hours=13)
    assert browser.get(other).status_code == 404


def test_the_name_of_an_embedding_opens_no_page_and_a_token_no_embedding(
    browser: FlaskClient, entrance: Entrance
) -> None:
    name = address(entrance).rpartition("/")[2]
    assert entrance.shares.open(name) is None
    wanted = Wanted("link", "x", "/overview", "network", None, entrance.shares.today())
    token = entrance.shares.make(wanted, by=None, name="test")
    assert browser.get(f"/embed/en/{token}").status_code == 404
    for wrong in ("/embed/en/x", "/embed/xx/x", "/embed/en/", "/embed/public/../../etc/passwd"):
        assert browser.get(wrong).status_code in (302, 404)


@pytest.mark.parametrize("page", ["overview", "attendance", "services", "campaign", "territories"])
def test_every_page_of_figures_can_be_embedded(browser: FlaskClient, entrance: Entrance, page: str) -> None:
    answer = browser.get(address(entrance, f"/{page}", None))
    assert answer.status_code == 200
    assert "<h1>" in answer.text
