"""Whatever ends with a day ends with that day in Chișinău, not in Greenwich: also on the days on which the clocks
change, and on those before and after them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from dashboard.access.entrance import Entrance
from dashboard.access.rules import Rules
from dashboard.access.share import Wanted
from dashboard.memory import Memory
from data.audit import Audit
from data.catalogue import Catalogue
from data.consents import Scope, holding
from data.deadlines import end_of_day, time_zone
from data.happened import UpToDate
from data.moments import today
from data.release.stored import Release
from data.schema import story_consent
from data.store import open_engine, prepare, session_factory, writing
from tests.dashboard.told import clock as tell_the_time

from .conftest import KEY, Clock

CHISINAU = ZoneInfo("Europe/Chisinau")
A_SECOND, A_DAY = timedelta(seconds=1), timedelta(days=1)
SPRING, AUTUMN = 21, 22  # hours of Greenwich at which a day is over in summer time, and in winter time
ENDS = {
    date(2026, 3, 28): AUTUMN,
    date(2026, 3, 29): SPRING,  # of 23 hours
    date(2026, 3, 30): SPRING,
    date(2026, 6, 30): SPRING,
    date(2026, 10, 24): SPRING,
    date(2026, 10, 25): AUTUMN,  # of 25 hours
    date(2026, 10, 26): AUTUMN,
    date(2026, 12, 31): AUTUMN,
    date(2027, 3, 27): AUTUMN,
    date(2027, 3, 28): SPRING,
    date(2027, 3, 29): SPRING,
    date(2027, 10, 30): SPRING,
    date(2027, 10, 31): AUTUMN,
    date(2027, 11, 1): AUTUMN,
}
Holds = Callable[[], bool]


@dataclass
class Here:
    """A network in Chișinău with accounts, and its clock."""

    catalogue: Catalogue
    engine: Engine
    entrance: Entrance
    clock: Clock
    consents: int = 0

    @property
    def zone(self) -> ZoneInfo:
        return time_zone(self.catalogue)

    def consent(self, last: date) -> str:
        """Record a consent until a last day, and return the mark of its story."""
        self.consents += 1
        agreed = {"scopes": ",pages,impact,", "languages": ",ro,", "named": True, "evidence": "dosarul 3"}
        since = {"given": last - 30 * A_DAY, "expires": last, "recorded_at": self.clock() - 30 * A_DAY}
        with writing(self.engine) as connection:
            row = {"id": self.consents, "mark": f"{self.consents:012x}", **agreed, **since}
            connection.execute(insert(story_consent), row)
        return f"{self.consents:012x}"


@pytest.fixture(scope="module")
def here(catalogue: Catalogue, rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    url = f"sqlite:///{tmp_path_factory.mktemp('days') / 'vitrina.db'}"
    engine, clock = open_engine(url), Clock()
    prepare(engine)
    entrance = Entrance.open(url, catalogue, key=KEY, secure=False, rules=rules, now=clock)
    yield Here(catalogue, engine, entrance, clock)
    entrance.accounts.engine.dispose()
    engine.dispose()


def a_link(here: Here, last: date) -> Holds:
    token = here.entrance.shares.make(Wanted("link", "x", "/overview", "network", None, last), by=None, name="test")
    opened = here.entrance.shares.open(token)
    assert opened
    return lambda: here.entrance.shares.viewer(opened[1]) is not None


def a_link_nobody_opened(here: Here, last: date) -> Holds:
    wanted = Wanted("link", "x", "/overview", "network", None, last, browsers=9)
    token = here.entrance.shares.make(wanted, by=None, name="test")
    return lambda: here.entrance.shares.open(token) is not None


def an_embedding(here: Here, last: date) -> Holds:
    name = here.entrance.shares.make(Wanted("embedding", "x", "/overview", "network", None, last), by=None, name="test")
    return lambda: here.entrance.shares.embedded(name) is not None


def a_consent(scope: Scope) -> Callable[[Here, date], Holds]:
    def recorded(here: Here, last: date) -> Holds:
        mark = here.consent(last)

        def holds() -> bool:
            with closing(Session(here.engine)) as session:
                return mark in holding(session, scope, "ro", today(here.zone))

        return holds

    return recorded


def a_consent_in_the_record(here: Here, last: date) -> Holds:
    mark, audit = here.consent(last), Audit(here.engine)
    request = UpToDate(audit, session_factory(here.engine), here.catalogue, here.clock)

    def holds() -> bool:
        request()
        return mark not in {event.what["story"] for event in audit.latest(500, kind="consent_ended")}

    return holds


def an_embargo(here: Here, last: date) -> Holds:
    release = Release(1, "x", here.clock(), here.clock(), embargo=last + A_DAY)
    return lambda: not release.shown(here.zone, here.clock())


def what_is_remembered(here: Here, _last: date) -> Holds:
    memory: Memory[str] = Memory(lambda: "1", most=1, zone=here.zone, now=here.clock)
    memory.keep(memory.moment(), "page", "said")
    return lambda: memory.recall(memory.moment(), "page") == "said"


def a_day_of_receipt(here: Here, last: date) -> Holds:
    """What is received now is received on the last day: of a deadline, or of a release made as of that day."""
    return lambda: here.clock() < end_of_day(last, here.zone)


ENDING = {
    "a link": a_link,
    "a link that nobody opened yet": a_link_nobody_opened,
    "an embedding": an_embedding,
    "a consent, on the pages": a_consent("pages"),
    "a consent, on impact pages": a_consent("impact"),
    "a consent, in the record": a_consent_in_the_record,
    "an embargo": an_embargo,
    "what is remembered": what_is_remembered,
    "a day of receipt": a_day_of_receipt,
}


def over(last: date) -> datetime:
    """Return when a day is over."""
    return datetime.combine(last, time(ENDS[last]), UTC)


@pytest.mark.parametrize("last", ENDS, ids=str)
def test_the_days_are_those_of_chisinau(catalogue: Catalogue, last: date) -> None:
    assert time_zone(catalogue) == CHISINAU
    assert over(last) == datetime.combine(last + A_DAY, time(), CHISINAU)
    changes = datetime.combine(last, time(), CHISINAU).utcoffset() != over(last).astimezone(CHISINAU).utcoffset()
    assert changes is (last.weekday() == 6)


@pytest.mark.parametrize("last", ENDS, ids=str)
@pytest.mark.parametrize("what", ENDING)
def test_it_holds_to_the_last_second_of_its_last_day(
    here: Here, monkeypatch: pytest.MonkeyPatch, what: str, last: date
) -> None:
    def turn(moment: datetime) -> None:
        here.clock.at = moment
        tell_the_time(monkeypatch, moment)

    turn(over(last) - timedelta(hours=20))
    holds = ENDING[what](here, last)
    assert holds()
    turn(over(last) - A_SECOND)
    assert holds()
    turn(over(last))
    assert not holds()
