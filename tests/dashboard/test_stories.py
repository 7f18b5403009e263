"""Stories stand on the Campaign page and in its files while their consent holds, and not a moment longer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.exports import export
from dashboard.pages import PAGES
from dashboard.site import Site
from dashboard.stories import KEY
from data.catalogue import Catalogue
from data.consents import withdraw
from data.schema import story, story_consent
from data.store import open_engine, session_factory, writing
from tests.dashboard.told import QUOTE, TITLE, WORDS, clock

FEBRUARY = datetime(2018, 2, 10, 12, tzinfo=UTC)


@pytest.fixture
def engine(told_database: str) -> Iterator[Engine]:
    made = open_engine(told_database)
    yield made
    made.dispose()


@pytest.fixture
def own_site(engine: Engine, catalogue: Catalogue) -> Site:
    """Return the site over it, which remembers what it said."""
    sessions: Callable[[], Session] = session_factory(engine)
    return Site.of(catalogue, sessions, PAGES)


@pytest.fixture
def said(own_site: Site) -> Callable[[str], bytes]:
    """Return the .json of the Campaign page, as the site hands it out."""
    site = own_site

    def answer(path: str = "/ro/campaign") -> bytes:
        address = site.address(path, "")
        with site.asked(address) as asked:
            return export(site.content(site.pages["campaign"], asked), "json", asked.text).body

    return answer


def test_a_story_stands_on_the_page_with_its_place(said, monkeypatch):
    clock(monkeypatch, FEBRUARY)
    tables = {table["key"]: table for table in json.loads(said())["tables"]}
    ((title, words, quote, place, month),) = tables[KEY]["rows"]
    assert (title, words, quote, month) == (TITLE, WORDS, QUOTE, "2017-05")
    assert place


def take_back(engine: Engine) -> None:
    """Withdraw the consent."""
    with writing(engine) as connection:
        withdraw(connection, connection.scalar(select(story_consent.c.mark)), FEBRUARY)


def test_withdrawn_it_is_gone_from_what_was_remembered_too(said, engine, monkeypatch):
    clock(monkeypatch, FEBRUARY)
    assert WORDS.encode() in said()
    take_back(engine)
    assert WORDS.encode() not in said()


def test_withdrawn_while_the_page_is_drawn_it_is_not_remembered(own_site, said, engine, monkeypatch):
    """Whoever had asked before reads on what stood there then; whoever asks afterwards is told nothing of it."""
    clock(monkeypatch, FEBRUARY)
    with own_site.asked(own_site.address("/ro/campaign", "")) as asked:
        take_back(engine)
        own_site.content(own_site.pages["campaign"], asked)
    assert WORDS.encode() not in said()


@pytest.mark.parametrize(
    ("moment", "stands"),
    [
        (datetime(2018, 3, 31, 20, 59, 59, tzinfo=UTC), True),
        (datetime(2018, 3, 31, 21, 0, tzinfo=UTC), False),  # midnight in Chișinău; in UTC the day goes on
    ],
)
def test_it_is_gone_when_its_last_day_ends_in_chisinau(said, monkeypatch, moment, stands):
    clock(monkeypatch, FEBRUARY)
    assert WORDS.encode() in said()  # and is remembered from now on
    clock(monkeypatch, moment)
    assert (WORDS.encode() in said()) is stands


def test_a_day_remembered_ends_when_the_consent_does(said, monkeypatch):
    clock(monkeypatch, datetime(2018, 3, 31, 20, 59, tzinfo=UTC))
    assert WORDS.encode() in said()
    clock(monkeypatch, datetime(2018, 3, 31, 21, 1, tzinfo=UTC))
    assert WORDS.encode() not in said()


def test_a_story_that_no_consent_lets_out_is_on_no_page(said, engine, monkeypatch):
    clock(monkeypatch, FEBRUARY)
    with writing(engine) as connection:
        connection.execute(story.update().values(story="Altfel spus."))
    assert KEY.encode() not in said()
