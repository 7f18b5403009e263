"""The application hands published snapshots to everybody: those files, no other, and no story beyond its consent."""

from __future__ import annotations

import gzip
import re
import shutil
from datetime import UTC, datetime

import brotli
import pytest

from dashboard.factory import create_app
from dashboard.headers import Compressed
from dashboard.public.manifest import read_manifest
from dashboard.public.publishing import Publisher
from data.consents import withdraw
from data.store import session_factory, writing
from tests.dashboard.public.conftest import FIRST_DAY, NAME, SLUG, campaign
from tests.dashboard.told import WORDS, clock

HERE = {"Host": "localhost"}


@pytest.fixture
def browser(evaluated, catalogue, published):
    return create_app(catalogue, evaluated, public=published).server.test_client()


def test_the_list_is_found_in_the_reader_s_language(browser):
    answer = browser.get("/public/", headers={**HERE, "Accept-Language": "ru"})
    assert answer.headers["Location"] == "/public/ru.html"
    assert f"{SLUG}/{NAME}/ru.html" in browser.get("/public/ru.html", headers=HERE).text


def test_a_page_is_handed_out_as_it_was_written_and_may_fetch_nothing(browser, published):
    answer = browser.get(f"/public/{SLUG}/{NAME}/ro.html", headers=HERE)
    assert answer.data == (published / SLUG / NAME / "ro.html").read_bytes()
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in answer.headers
    again = browser.get(f"/public/{SLUG}/{NAME}/ro.html", headers={**HERE, "If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("name", ["ro.html", "picture-ro.png", "figures-ro.csv", "figures-ro.json"])
def test_a_snapshot_that_is_taken_away_is_gone_with_all_that_lay_beside_it(
    evaluated, catalogue, published, tmp_path, name
):
    folder, path = shutil.copytree(published, tmp_path / "public"), f"/public/{SLUG}/{NAME}/{name}"
    browser = create_app(catalogue, evaluated, public=folder).server.test_client()
    answer = browser.get(path, headers=HERE)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, no-cache")
    kept = {**HERE, "If-None-Match": answer.headers["ETag"]}
    assert browser.get(path, headers=kept).status_code == 304
    shutil.rmtree(folder / SLUG)
    assert browser.get(path, headers=kept).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../app.py",
        "..%2fapp.py",
        f"{SLUG}/../../secret.html",
        f"{SLUG}/{NAME}/../../../secret.html",
        f"{SLUG}/{NAME}",
        f"{SLUG}/{NAME}/",
        ".hidden.html",
        f"{SLUG}/.{NAME}.part/ro.html",
        "secret.toml",
        "link.html",
        f"{SLUG}/{NAME}/%00.html",
        "/etc/passwd",
    ],
)
def test_no_other_file_is_handed_out(evaluated_site, catalogue, tmp_path, path):
    folder = tmp_path / "public"
    Publisher(evaluated_site, folder).publish(campaign(), ["ro"], now=FIRST_DAY)
    for secret in (tmp_path / "secret.html", folder / "secret.toml", folder / ".hidden.html"):
        secret.write_text("geheim")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    unfinished = folder / SLUG / f".{NAME}.part"
    unfinished.mkdir()
    (unfinished / "ro.html").write_text("geheim")
    browser = create_app(catalogue, evaluated_site.sessions, public=folder).server.test_client()
    answer = browser.get(f"/public/{path}", headers=HERE)
    assert answer.status_code in (301, 302, 308, 404)
    assert b"geheim" not in answer.data


def test_where_nothing_was_published_the_list_says_so(evaluated, catalogue, tmp_path):
    browser = create_app(catalogue, evaluated, public=tmp_path / "public").server.test_client()
    answer = browser.get("/public/ro.html", headers=HERE)
    assert (answer.status_code, "Încă nu s-a publicat nimic" in answer.text) == (200, True)
    assert browser.get("/public/no-such-language.html", headers=HERE).status_code == 404


@pytest.fixture
def told_browser(told_engine, told_site, catalogue, tmp_path, monkeypatch):
    """A browser on a published story, and the story's mark."""
    clock(monkeypatch, FIRST_DAY)
    home = Publisher(told_site, tmp_path).publish(campaign(), ["ro"], now=FIRST_DAY)
    (mark,) = read_manifest(home).stories
    server = create_app(catalogue, session_factory(told_engine), public=tmp_path).server
    return server.test_client(), mark


def test_a_withdrawn_story_is_not_handed_out_though_it_stands_in_the_file(told_browser, told_engine):
    browser, mark = told_browser
    page = f"/public/{SLUG}/{NAME}/ro.html"
    answer = browser.get(page, headers=HERE)
    assert WORDS in answer.text
    with writing(told_engine) as connection:
        withdraw(connection, mark, FIRST_DAY)
    again = browser.get(page, headers={**HERE, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 200
    assert WORDS not in again.text


def test_a_story_goes_at_the_end_of_its_last_day_in_chisinau(told_browser, monkeypatch):
    browser, _ = told_browser
    page = f"/public/{SLUG}/{NAME}/ro.html"
    clock(monkeypatch, datetime(2018, 3, 31, 20, 59, 59, tzinfo=UTC))
    assert WORDS in browser.get(page, headers=HERE).text
    clock(monkeypatch, datetime(2018, 3, 31, 21, 0, tzinfo=UTC))
    assert WORDS not in browser.get(page, headers=HERE).text


def test_a_snapshot_may_be_framed_under_embed_and_nowhere_else(browser, published):
    path = f"public/{SLUG}/{NAME}/ro.html"
    framed, page = browser.get(f"/embed/{path}", headers=HERE), browser.get(f"/{path}", headers=HERE)
    assert framed.data == page.data
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in framed.headers


def test_one_chart_of_a_snapshot_is_framed_word_for_word(browser, published):
    whole = (published / SLUG / NAME / "ro.html").read_text(encoding="utf-8")
    key = re.search(r'<figure id="([^"]+)">', whole)[1]
    shown = browser.get(f"/embed/public/{SLUG}/{NAME}/ro.html?chart={key}", headers=HERE).text
    (figure,) = re.findall(r"<figure.*?</figure>", shown, re.DOTALL)
    assert figure in whole
    assert "<svg" in figure
    assert "<table" in figure
    assert "demonstration" in shown.partition("</head>")[2]
    for wrong in ("no-such", '"><script>', "v01%00"):
        assert browser.get(f"/embed/public/{SLUG}/{NAME}/ro.html?chart={wrong}", headers=HERE).status_code == 404


@pytest.mark.parametrize(("coding", "opened"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_a_page_comes_compressed_the_first_time_and_every_other(browser, published, coding, opened):
    for path in (f"{SLUG}/{NAME}/ro.html", f"{SLUG}/{NAME}/ru.html", f"{SLUG}/{NAME}/ro.html"):
        answer = browser.get(f"/public/{path}", headers={**HERE, "Accept-Encoding": coding})
        assert answer.headers["Content-Encoding"] == coding
        assert opened(answer.data) == (published / path).read_bytes()


def test_only_what_has_a_hash_is_kept_compressed():
    kept = Compressed()
    kept.set("br;", b"what one person sees")
    kept.set("br;0123", b"a page of everybody")
    assert (kept.get("br;"), kept.get("br;0123"), kept.get("gzip;0123")) == (None, b"a page of everybody", None)
    for number in range(700):
        kept.set(f"br;{number}", b"")
    assert (kept.get("br;0123"), kept.get("br;699")) == (None, b"")
