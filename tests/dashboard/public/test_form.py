"""Publishing through the page: of what lies within one's own part of the network, and a clear refusal of the rest."""

from __future__ import annotations

import re

import pytest

from dashboard.access import Viewer
from dashboard.factory import create_app
from dashboard.public.publishing import Publisher
from data.bounds import Bounds

HERE = {"Host": "localhost"}
YEAR = {"from": "2017-01", "until": "2017-12"}


@pytest.fixture
def app(evaluated, catalogue, tmp_path):
    """An application that publishes into a folder of its own."""
    return create_app(catalogue, evaluated, public=tmp_path / "public")


@pytest.fixture
def browser(app):
    return app.server.test_client()


@pytest.fixture
def become(app):
    """Let somebody else ask."""

    def viewer_is(viewer):
        object.__setattr__(app.site, "viewer", lambda: viewer)
        app.server.extensions["door"].viewer = app.site.viewer

    return viewer_is


def send(browser, **given):
    """Send the form as it was drawn."""
    page = browser.get("/en/publish", headers=HERE)
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)
    return browser.post("/en/publish", data={**given, "csrf_token": token[1] if token else ""}, headers=HERE)


def test_what_is_published_through_the_page_can_be_opened_at_once(browser):
    done = send(browser, what="group:nord", **YEAR)
    assert done.status_code == 200
    (link,) = re.findall(r'href="(/public/nord-2017/[^"]+)"', done.text)
    page = browser.get(link, headers=HERE)
    assert page.status_code == 200
    assert "January" in page.text
    assert "nord-2017" in browser.get("/public/en.html", headers=HERE).text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"what": "group:nowhere", **YEAR}, "does not have: group:nowhere"),
        ({"what": "all"}, "first and the last month"),
        ({"what": "all", "from": "2017-12", "until": "2017-01"}, "first and the last month"),
        ({"what": "stage:CAMP-NVB.S2", "name": "../../etc"}, "cannot name a snapshot"),
        ({"what": "stage:CAMP-NVB.S2", "release": "no-such"}, "no release of this name"),
    ],
)
def test_what_cannot_be_published_is_refused_in_words(browser, tmp_path, given, said):
    done = send(browser, **given)
    assert done.status_code == 422
    assert said in done.text
    assert not (tmp_path / "public").exists()


def test_a_form_that_was_not_drawn_here_is_refused(browser, tmp_path):
    assert browser.post("/en/publish", data={"what": "all", **YEAR}, headers=HERE).status_code == 400
    assert not (tmp_path / "public").exists()


def test_whoever_sees_a_part_of_the_network_publishes_no_other(browser, become):
    own = Viewer(may=frozenset({"figures", "publish"}), bounds=Bounds(territories=("MD-OR",)))
    become(own)
    page = browser.get("/en/publish", headers=HERE).text
    assert re.findall(r'<option value="([a-z]+:[^"]+|all)"', page) == ["territory:MD-OR"]
    for what in ("all", "stage:CAMP-NVB.S2", "territory:MD-BA"):
        assert send(browser, what=what, **YEAR).status_code == 422


def test_whoever_may_not_publish_does_not_see_the_form(browser, become):
    become(Viewer(may=frozenset({"figures"})))
    assert browser.get("/en/publish", headers=HERE).status_code == 403


def test_a_name_is_taken_once(browser, app, tmp_path, catalogue):
    assert send(browser, what="all", name="spring", **YEAR).status_code == 200
    again = send(browser, what="all", name="spring", **YEAR)
    assert again.status_code == 422
    assert "never changed" in again.text
    assert [one.name for one in Publisher(app.site, tmp_path / "public").folder.glob("network-2017/*")] == ["spring"]
