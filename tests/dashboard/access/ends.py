"""What can end, which ways end with it, and why the others go on; test_every_end.py holds each to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from data.consents import withdraw
from data.release.making import make_release
from data.schema import story_consent
from data.store import open_engine, writing
from tests.dashboard.public.conftest import SLUG
from tests.dashboard.told import WORDS

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
    World,
)

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
