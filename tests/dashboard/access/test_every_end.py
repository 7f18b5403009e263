"""Whatever ends × every way in which it was handed out: a second later nothing of it comes, from no memory, as no "not
changed" and by no right of a browser or a server between to keep it.

Each row names the ways that end with it; those that go on are named, too, with the reason: no pair is passed over.
"""

from __future__ import annotations

import json
import math
import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from dashboard.access.entrance import Entrance
from dashboard.factory import create_app
from data.catalogue import Catalogue
from data.consents import withdraw
from data.release.making import make_release
from data.schema import story_consent
from data.store import open_engine, session_factory, writing
from tests.conftest import ROOT
from tests.dashboard.public.conftest import SLUG
from tests.dashboard.told import WORDS
from tests.dashboard.told import clock as tell_the_time

from .conftest import Clock, Person, said_by
from .ending import (
    BESIDE,
    FIGURES,
    FROZEN,
    IMPACT_PAGE,
    ITS_LAST_SECOND,
    LAST,
    LINK,
    LIVE,
    NEW,
    NOON,
    OPEN_DATA,
    SHEET,
    SIGNED_IN,
    STORIES,
    WAYS,
    World,
    prepare_network,
)

A_SECOND, MOST = timedelta(seconds=1), 5.0  # seconds that anything may still be handed out
Ways = tuple[str, ...]
Happens = Callable[[World], None]


def a_second_passes(_world: World) -> None:
    """Nobody does anything: the last second of a day in Chișinău goes by."""


def the_link_is_revoked(world: World) -> None:
    world.entrance.shares.revoke(world.link, name="root")


def the_embeddings_are_revoked(world: World) -> None:
    for number in (world.link + 1, world.link + 2):
        world.entrance.shares.revoke(number, name="root")


def the_consent_is_withdrawn(world: World) -> None:
    other = open_engine(str(world.engine.url))  # as the command does, from another process
    with writing(other) as connection:
        assert withdraw(connection, connection.scalar(select(story_consent.c.mark)), NOON) == 1
    other.dispose()


def an_embargo_begins(world: World) -> None:
    other = open_engine(str(world.engine.url))
    make_release(other, world.catalogue, "second", NEW, embargo=LAST + timedelta(days=1))
    other.dispose()


def the_role_changes(world: World) -> None:
    world.entrance.accounts.change(world.account(), "funder", "network", None, by="root")


def the_scope_changes(world: World) -> None:
    world.entrance.accounts.change(world.account(), "advocacy", "territory", "MD-BA", by="root")


def the_account_is_disabled(world: World) -> None:
    world.entrance.accounts.disable(world.account(), by="root")


def the_sessions_are_ended(world: World) -> None:
    world.entrance.accounts.end_sessions(world.account(), by="root")


def nobody_asks_for_two_hours(world: World) -> None:
    world.turn(world.entrance.now() + timedelta(hours=2))


def the_snapshot_is_taken_away(world: World) -> None:
    shutil.rmtree(world.public / SLUG)


def a_story(_world: World) -> tuple[str, ...]:
    return (WORDS,)


def figures_shown(world: World) -> tuple[str, ...]:
    """Return those that the person signed in is shown: today's, or those of what stands in their place."""
    return world.figures()


def figures_of_all(world: World) -> tuple[str, ...]:
    """Return today's figures and those of the release."""
    return (*world.figures(), *world.figures("first"))


@dataclass(frozen=True)
class Row:
    """What happens, which ways it ends, and why the others go on as they were."""

    happens: Happens
    ends: Ways
    goes_on: Mapping[str, Ways]
    page: str = FIGURES
    role: str = "advocacy"
    at: datetime = NOON
    before: Happens = a_second_passes
    until: date = LAST + timedelta(days=30)  # the last day of what was shared
    tells: Callable[[World], tuple[str, ...]] = figures_of_all  # what is told before, and not after


NOT_BY_THE_LINK = {"it is not come by with a link": (*SIGNED_IN, *SHEET)}
FOR_EVERYBODY = {
    "it was published for everybody": (*IMPACT_PAGE, *BESIDE),
    "releases are for everybody": OPEN_DATA,
}
TELLS_STORIES = ("page", "callback", ".xlsx", ".charts.xlsx", ".json", ".zip")
NO_STORY = {
    "it holds one table, or charts, and never a story": (".csv", ".svg", ".pptx", "link: .csv"),
    "fact sheets and open data tell figures only": (*SHEET, *OPEN_DATA),
    "consent to stand on the site's pages is none to stand elsewhere": (*LIVE, *FROZEN),
    "stories stand on the page of a snapshot and in no file of it": BESIDE,
}
STORY = {
    "ends": (*TELLS_STORIES, "link: page", "link: callback", "link: .json", *IMPACT_PAGE),
    "goes_on": NO_STORY,
    "page": STORIES,
    "tells": a_story,
}
UNDER_EMBARGO = {"what was published before stays published": (*IMPACT_PAGE, *BESIDE), "funders get none": SHEET}
MAKER = (*LINK, *LIVE, *FROZEN)  # what somebody shared is never more than they may see
EVENTS = {
    "share link revoked": Row(
        the_link_is_revoked, LINK, {**NOT_BY_THE_LINK, **FOR_EVERYBODY, "it is another share": (*LIVE, *FROZEN)}
    ),
    "embedding revoked": Row(
        the_embeddings_are_revoked,
        (*LIVE, *FROZEN),
        {**NOT_BY_THE_LINK, **FOR_EVERYBODY, "it is another share": LINK},
    ),
    "share link and embedding over": Row(
        a_second_passes, MAKER, {**NOT_BY_THE_LINK, **FOR_EVERYBODY}, at=ITS_LAST_SECOND, until=LAST
    ),
    "consent withdrawn": Row(the_consent_is_withdrawn, **STORY),
    "consent over": Row(a_second_passes, **STORY, at=ITS_LAST_SECOND),
    "release embargo begun": Row(
        an_embargo_begins,
        (*SIGNED_IN, *LINK, *LIVE),
        {"it shows what a release holds": (*FROZEN, *OPEN_DATA), **UNDER_EMBARGO},
        role="funder",
        tells=figures_shown,
    ),
    "release embargo ended": Row(
        a_second_passes,
        (*SIGNED_IN, *LINK, *LIVE, *OPEN_DATA),
        {"it names another release": FROZEN, **UNDER_EMBARGO},
        role="funder",
        tells=figures_shown,
        at=ITS_LAST_SECOND,
        before=an_embargo_begins,
    ),
    "role changed": Row(
        the_role_changes,
        (*SHEET, *MAKER),
        {"funders see the figures, too": SIGNED_IN, **FOR_EVERYBODY},
    ),
    "scope changed": Row(the_scope_changes, (*SIGNED_IN, *SHEET, *MAKER), FOR_EVERYBODY),
    "account disabled": Row(the_account_is_disabled, (*SIGNED_IN, *SHEET, *MAKER), FOR_EVERYBODY),
    "sessions ended": Row(
        the_sessions_are_ended,
        (*SIGNED_IN, *SHEET),
        {**FOR_EVERYBODY, "whoever shared it may go on sharing": MAKER},
    ),
    "session idle too long": Row(
        nobody_asks_for_two_hours,
        (*SIGNED_IN, *SHEET),
        {**FOR_EVERYBODY, "it lasts until its day is over": MAKER},
    ),
    "snapshot taken away": Row(
        the_snapshot_is_taken_away,
        (*IMPACT_PAGE, *BESIDE),
        {"it is none of its files": (*SIGNED_IN, *SHEET, *MAKER, *OPEN_DATA)},
    ),
}


@pytest.fixture(scope="module")
def prepared(evaluated_database: str, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the network's database and an impact page; nobody writes into it."""
    folder = tmp_path_factory.mktemp("prepared")
    with pytest.MonkeyPatch.context() as then:
        tell_the_time(then, NOON)
        prepare_network(evaluated_database, folder, catalogue)
    return folder


@pytest.fixture
def world(
    prepared: Path,
    catalogue: Catalogue,
    entrance: Entrance,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Callable[[Row], World]]:
    """Return a function that makes the world of a row: a network of its own, and its application."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    engine, public = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}"), tmp_path / "public"
    said = re.search(r"^_FRESH = ([\d.]+)", (ROOT / "app.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert said
    assert float(said[1]) < MOST

    def turn(moment: datetime) -> None:
        clock.at = moment
        tell_the_time(monkeypatch, moment)
        passed = SimpleNamespace(monotonic=moment.timestamp)
        monkeypatch.setattr("dashboard.public.ready.time", passed)

    def made(row: Row) -> World:
        turn(row.at)
        sessions, fresh = session_factory(engine), float(said[1])
        app = create_app(catalogue, sessions, entrance=entrance, public=public, open_data=True, fresh=fresh)
        person = Person(app.server.test_client(), entrance, "ana", "")
        person.password = entrance.accounts.add("ana", row.role, "network", None, by="test")
        person.sign_in()
        return World(app, catalogue, engine, public, entrance, turn, person, row.page, row.until)

    yield made
    engine.dispose()


def telling(answers: Mapping[str, TestResponse], secrets: tuple[str, ...], before: Collection[str] = ()) -> set[str]:
    """Return the ways that hand out what an answer is about: a secret, or a whole file where that cannot be searched.

    Whoever is told that nothing has changed goes on handing out what they had `before`.
    """
    return {
        way
        for way, answer in answers.items()
        if (way in before if answer.status_code == 304 else _tells(way, answer, secrets))
    }


def _tells(way: str, answer: TestResponse, secrets: tuple[str, ...]) -> bool:
    other_figures = way in (*IMPACT_PAGE, *BESIDE) and secrets != (WORDS,)
    if other_figures or answer.mimetype in ("application/pdf", "image/png"):
        return answer.status_code == 200
    said = json.dumps(answer.json, ensure_ascii=False) if answer.is_json else said_by(answer)
    return any(secret in said for secret in secrets)


def seconds_kept(answer: TestResponse) -> float:
    """Return how long a browser, or a server between, may hand an answer out again without asking."""
    said = answer.cache_control
    if said.no_store or said.no_cache:
        return 0.0
    kept = [age for age in (said.max_age, said.s_maxage) if age is not None]
    return float(max(kept)) if kept else math.inf  # nothing said: as long as they like


@pytest.mark.parametrize("event", EVENTS)
def test_each_way_ends_with_it_or_says_why_not(event: str) -> None:
    row = EVENTS[event]
    named = [*row.ends, *(way for ways in row.goes_on.values() for way in ways)]
    assert sorted(named) == sorted(WAYS)


@pytest.mark.parametrize("event", EVENTS)
def test_a_second_after_it_nothing_of_it_is_handed_out(event: str, world: Callable[[Row], World]) -> None:
    row = EVENTS[event]
    here = world(row)
    row.before(here)
    secrets, before = row.tells(here), {way: here.answer(way) for way in WAYS}
    kept = {way: answer.headers["ETag"] for way, answer in before.items() if "ETag" in answer.headers}
    row.happens(here)
    here.turn(here.entrance.now() + A_SECOND)
    after = {way: here.answer(way) for way in WAYS}
    again = {way: here.answer(way, of) for way, of in kept.items()}
    told, still = telling(before, secrets), telling(after, secrets)
    assert told - still == set(row.ends)
    assert still <= told
    assert telling(again, secrets, before=told) == still & set(kept)
    too_long = [way for answers in (before, after, again) for way, one in answers.items() if seconds_kept(one) > MOST]
    assert too_long == []
