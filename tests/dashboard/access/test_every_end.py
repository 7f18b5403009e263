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
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from werkzeug.test import TestResponse

from dashboard.access.entrance import Entrance
from dashboard.factory import create_app
from data.catalogue import Catalogue
from data.store import open_engine, session_factory
from tests.conftest import ROOT
from tests.dashboard.told import WORDS
from tests.dashboard.told import clock as tell_the_time

from .conftest import Clock, Person, said_by
from .ending import BESIDE, IMPACT_PAGE, NOON, WAYS, World, prepare_network
from .ends import EVENTS, Row

A_SECOND, MOST = timedelta(seconds=1), 5.0  # seconds that anything may still be handed out


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
    whole = "|".join(re.escape(secret) for secret in secrets)  # and no digits of a token, which are others each time
    return re.search(rf"(?<![\w.])(?:{whole})(?!\w)", said) is not None


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
