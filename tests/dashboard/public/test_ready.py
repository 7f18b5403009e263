"""A published page that was handed out is handed out again without the application, letter for letter, and only as
long as the application would say the same."""

from __future__ import annotations

import shutil
import time

import pytest
from flask import request

from dashboard.factory import create_app
from dashboard.public.manifest import read_manifest
from dashboard.public.publishing import Publisher
from data.consents import withdraw
from data.store import session_factory, writing
from tests.dashboard.public.conftest import FIRST_DAY, NAME, SLUG, campaign
from tests.dashboard.told import WORDS, clock

PAGE = f"/public/{SLUG}/{NAME}/ro.html"
HERE = {"Host": "localhost", "Accept-Encoding": "zstd, br, gzip"}


def browsing(server):
    """Return a browser and the list of what reaches the application behind what is kept."""
    reached = []
    server.before_request_funcs[None].insert(0, lambda: reached.append(1))  # a function that answers nothing
    return server.test_client(), reached


@pytest.fixture
def folder(published, tmp_path):
    return shutil.copytree(published, tmp_path / "public")


@pytest.fixture
def kept(evaluated, catalogue, folder):
    """A browser, before which the page was handed out once, and what reaches the application from then on."""
    browser, reached = browsing(create_app(catalogue, evaluated, public=folder).server)
    assert browser.get(PAGE, headers=HERE).status_code == 200
    reached.clear()
    return browser, reached


def test_the_second_reader_gets_what_the_first_got(evaluated, catalogue, folder):
    browser, reached = browsing(create_app(catalogue, evaluated, public=folder).server)
    first, second = browser.get(PAGE, headers=HERE), browser.get(PAGE, headers=HERE)
    assert (second.status, second.data) == (first.status, first.data)
    assert list(second.headers) == list(first.headers)
    assert second.headers["Content-Encoding"] == "zstd"
    assert len(reached) == 1


@pytest.mark.parametrize(
    ("path", "changed", "status"),
    [
        (PAGE, {"Accept-Encoding": "gzip"}, 200),
        (PAGE, {"Range": "bytes=0-9"}, 200),
        (PAGE, {"If-None-Match": '"other"'}, 200),
        (PAGE, {"Host": "elsewhere.example"}, 403),
        (PAGE, {"X-Forwarded-For": "192.0.2.1"}, 403),
        (PAGE.replace("/public/", "/embed/public/"), {}, 200),
        (f"{PAGE}?chart=no-such", {}, 200),
        (f"{PAGE}?{'x' * 500}", {}, 200),
    ],
)
def test_whoever_asks_something_else_is_answered_by_the_application(kept, path, changed, status):
    browser, reached = kept
    assert browser.get(path, headers={**HERE, **changed}).status_code == status
    assert len(reached) == 1


def test_an_answer_with_somebody_s_cookie_is_handed_to_nobody_else(evaluated, catalogue, folder):
    server = create_app(catalogue, evaluated, public=folder).server
    browser, reached = browsing(server)

    @server.after_request
    def greet(response):
        if "Cookie" in request.headers:
            response.set_cookie("session", "hers")
        return response

    browser.set_cookie("session", "hers")
    hers = browser.get(PAGE, headers=HERE)
    theirs = [server.test_client().get(PAGE, headers=HERE) for _ in range(2)]
    assert "hers" in hers.headers["Set-Cookie"]
    assert all("Set-Cookie" not in answer.headers for answer in theirs)
    assert len(reached) == 2


def test_a_page_that_was_written_anew_or_is_gone_is_not_kept(kept, folder):
    browser, _ = kept
    file = folder / PAGE.removeprefix("/public/")
    file.write_text("<p>anew</p>", encoding="utf-8")
    assert browser.get(PAGE, headers={"Host": "localhost"}).text == "<p>anew</p>"
    file.unlink()
    assert browser.get(PAGE, headers=HERE).status_code == 404


def test_a_story_is_in_no_kept_answer_once_it_is_withdrawn(told_engine, told_site, catalogue, tmp_path, monkeypatch):
    clock(monkeypatch, FIRST_DAY)
    home = Publisher(told_site, tmp_path).publish(campaign(), ["ro"], now=FIRST_DAY)
    (mark,) = read_manifest(home).stories
    browser, reached = browsing(create_app(catalogue, session_factory(told_engine), public=tmp_path).server)
    said = [browser.get(PAGE, headers={"Host": "localhost"}).text for _ in range(2)]
    assert len(reached) == 1
    assert all(WORDS in text for text in said)
    with writing(told_engine) as connection:
        withdraw(connection, mark, FIRST_DAY)
    assert WORDS not in browser.get(PAGE, headers={"Host": "localhost"}).text


def test_what_was_just_found_to_stand_is_not_looked_at_again_and_soon_is(evaluated, catalogue, folder):
    browser, reached = browsing(create_app(catalogue, evaluated, public=folder, fresh=0.2).server)
    file = folder / PAGE.removeprefix("/public/")
    before = [browser.get(PAGE, headers=HERE).data for _ in range(2)]
    file.write_text("<p>anew</p>", encoding="utf-8")
    time.sleep(0.3)
    assert before[0] == before[1]
    assert len(reached) == 1
    assert browser.get(PAGE, headers={"Host": "localhost"}).text == "<p>anew</p>"
    assert browser.get(PAGE, headers=HERE).data != before[0]
    assert len(reached) == 3
