"""Published once, never changed: but a newer snapshot is told of, and a story goes when its consent does."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.public.manifest import FILE, damaged, read_manifest
from dashboard.public.page import figures_name, page_name
from dashboard.public.publishing import AlreadyPublished, Publisher
from data.consents import withdraw
from data.release.making import make_release
from data.schema import source_file
from data.store import writing
from tests.dashboard.public.conftest import FIRST_DAY, LANGUAGES, LATER, NAME, SLUG, campaign, place
from tests.dashboard.told import WORDS, clock


@pytest.fixture
def publisher(evaluated_site, tmp_path) -> Publisher:
    return Publisher(evaluated_site, tmp_path / "public")


def test_a_snapshot_is_named_by_the_day_of_its_newest_report(publisher):
    home = publisher.publish(campaign(), ["en"], now=FIRST_DAY)
    assert home == publisher.folder / SLUG / NAME
    manifest = read_manifest(home)
    assert manifest is not None and manifest.as_of == NAME
    assert set(manifest.files) == {path.name for path in home.iterdir()} - {FILE}
    assert list(damaged(home)) == []


def test_the_same_day_twice_gives_the_same_bytes(publisher, published):
    home = publisher.publish(campaign(), LANGUAGES, now=FIRST_DAY)
    for path in home.iterdir():
        assert path.read_bytes() == (published / SLUG / NAME / path.name).read_bytes(), path.name


def test_a_snapshot_is_never_written_over(publisher):
    home = publisher.publish(campaign(), ["en"], now=FIRST_DAY)
    before = (home / page_name("en")).read_bytes()
    with pytest.raises(AlreadyPublished):
        publisher.publish(campaign(), ["en"], now=LATER)
    assert (home / page_name("en")).read_bytes() == before
    assert [path.name for path in home.parent.iterdir()] == [NAME]


def test_older_snapshots_of_the_same_subject_say_that_a_newer_exists(publisher, catalogue):
    old = publisher.publish(campaign(), ["ro", "ru"], now=FIRST_DAY)
    other = publisher.publish(place(catalogue), ["ro"], now=FIRST_DAY)
    new = publisher.publish(campaign(), ["ro"], "2018-06-01", now=LATER)
    link = '<a href="../2018-06-01/ro.html">2018-06-01</a>'
    assert link in (old / page_name("ro")).read_text(encoding="utf-8")
    assert link in (old / page_name("ru")).read_text(encoding="utf-8")  # the newer one is in Romanian only
    for home in (new, other):
        assert 'class="newer"' not in (home / page_name("ro")).read_text(encoding="utf-8")
    assert all(list(damaged(home)) == [] for home in (old, new, other))


def test_what_is_published_late_of_earlier_reports_is_not_newer(told_site, told_engine, catalogue, tmp_path):
    make_release(told_engine, catalogue, "early", FIRST_DAY)
    with writing(told_engine) as connection:
        connection.execute(source_file.update().values(received_at=LATER))
    publisher = Publisher(told_site, tmp_path)
    new = publisher.publish(place(catalogue), ["en"], now=LATER)
    late = publisher.publish(place(catalogue, release="early"), ["en"], now=LATER + timedelta(days=1))
    pages = [(home / page_name("en")).read_text(encoding="utf-8") for home in (new, late)]
    assert ['class="newer"' in page for page in pages] == [False, True]
    assert f'<a href="../{new.name}/en.html">{new.name}</a>' in pages[1]
    assert all(list(damaged(home)) == [] for home in (new, late))


def test_the_list_names_every_snapshot_the_newest_first(publisher):
    publisher.publish(campaign(), ["ro"], now=FIRST_DAY)
    publisher.publish(campaign(), ["ro"], "2018-06-01", now=LATER)
    index = (publisher.folder / "en.html").read_text(encoding="utf-8")
    assert index.index("2018-06-01/ro.html") < index.index(f"{NAME}/ro.html")
    assert index.count("newest") == 1
    first = (publisher.folder / page_name(publisher.site.languages[0])).read_bytes()
    assert (publisher.folder / "index.html").read_bytes() == first


def test_the_list_says_on_which_day_something_was_published_in_chisinau(publisher):
    publisher.publish(campaign(), ["en"], now=datetime(2018, 3, 24, 22, 30, tzinfo=UTC))  # half past midnight there
    assert "published on 25 March 2018" in (publisher.folder / "en.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        lambda home: (home / figures_name("en", "csv")).write_bytes(b"changed"),
        lambda home: (home / figures_name("en", "json")).unlink(),
        lambda home: (home / page_name("en")).write_bytes((home / page_name("en")).read_bytes().replace(b"0", b"1")),
        lambda home: (home / "more.html").write_text("added"),
        lambda home: (home / FILE).write_text("{}"),
    ],
)
def test_whatever_is_changed_afterwards_is_found(publisher, damage):
    home = publisher.publish(campaign(), ["en"], now=FIRST_DAY)
    damage(home)
    assert len(list(damaged(home))) == 1


def test_a_change_is_found_though_a_newer_snapshot_was_told_of_since(publisher):
    home = publisher.publish(campaign(), ["en"], now=FIRST_DAY)
    page = home / page_name("en")
    page.write_bytes(page.read_bytes().replace(b"26.9", b"62.9"))
    publisher.publish(campaign(), ["en"], "2018-06-01", now=LATER)
    assert list(damaged(home)) == [page]


def test_a_story_stands_on_the_page_but_in_no_file_and_goes_with_its_consent(
    told_site, told_engine, tmp_path, monkeypatch
):
    clock(monkeypatch, FIRST_DAY)
    publisher = Publisher(told_site, tmp_path)
    home = publisher.publish(campaign(), ["ro", "en"], now=FIRST_DAY)
    pages = [home / page_name(language) for language in ("ro", "en")]
    assert all(WORDS in page.read_text(encoding="utf-8") for page in pages)
    others = [path for path in home.iterdir() if path.suffix in (".csv", ".json")]
    assert all(WORDS.encode() not in path.read_bytes() for path in others)
    assert all(WORDS not in json.dumps(json.loads(path.read_bytes())) for path in others if path.suffix == ".json")
    assert publisher.refresh() == 0
    (mark,) = read_manifest(home).stories
    with writing(told_engine) as connection:
        withdraw(connection, mark, FIRST_DAY)
    assert publisher.refresh() == 2
    assert not any(WORDS in page.read_text(encoding="utf-8") for page in pages)
    assert list(damaged(home)) == []
    new = publisher.publish(campaign(), ["ro"], "2018-06-01", now=LATER)
    assert read_manifest(new).stories == {}


def test_a_story_put_in_by_hand_is_found(told_site, tmp_path, monkeypatch):
    clock(monkeypatch, FIRST_DAY)
    home = Publisher(told_site, tmp_path).publish(campaign(), ["ro"], now=FIRST_DAY)
    page = home / page_name("ro")
    page.write_bytes(page.read_bytes().replace(WORDS.encode(), b"Altfel."))
    assert list(damaged(home)) == [page]
