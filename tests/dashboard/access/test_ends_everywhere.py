"""What ends, ends at the next request: on pages, in callbacks, files, published and framed pages, whatever of it was
remembered before, and on days that have 23 or 25 hours."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from dashboard.access.entrance import Entrance
from dashboard.access.share import Wanted
from dashboard.exports import EXTENSIONS
from dashboard.factory import create_app
from dashboard.pages import PAGES
from dashboard.public.publishing import Publisher
from dashboard.public.subject import of_stage
from dashboard.site import Site
from data.catalogue import Catalogue
from data.consents import withdraw
from data.schema import story_consent
from data.store import open_engine, session_factory, writing
from tests.dashboard.told import WORDS
from tests.dashboard.told import clock as tell_the_time

from .conftest import Clock, Person, said_by
from .test_every_way_in import Marks, ask, marks, served  # noqa: F401 (a fixture)

FEBRUARY = datetime(2018, 2, 10, 12, tzinfo=UTC)
PAGE = "/ro/campaign?stage=CAMP-NVB.S2"
FILES = tuple(f"/ro/campaign.{extension}?stage=CAMP-NVB.S2" for extension in EXTENSIONS)
# The last day of a consent, and when it is over: in summer time, and on the days on which the clocks change.
ENDS = {
    date(2018, 3, 31): datetime(2018, 3, 31, 21, tzinfo=UTC),
    date(2018, 3, 25): datetime(2018, 3, 25, 21, tzinfo=UTC),
    date(2018, 10, 28): datetime(2018, 10, 28, 22, tzinfo=UTC),
}


@dataclass
class Told:
    """A published story, and everybody to whom it is shown."""

    app: Dash
    engine: Engine
    admin: Person
    bearer: FlaskClient
    published: str  # the page's path below /public/
    turn: Callable[[datetime], None]

    def shown(self) -> dict[str, bool]:
        """Return for each way in which the story may come whether its words do; what is kept is asked for again."""
        ways = {path: self.admin.browser.get(path) for path in (PAGE, *FILES)}
        ways |= {f"link {path}": self.bearer.get(path) for path in (PAGE, *FILES)}
        draw = next(name for name in served(self.app) if name.startswith("..page."))
        ways["callback"] = ask(self.admin.browser, self.app, draw, "/ro/campaign", "?stage=CAMP-NVB.S2")
        for path in (f"/public/{self.published}", f"/embed/public/{self.published}"):
            ways[path] = self.bearer.get(path)
        assert {answer.status_code for answer in ways.values()} <= {200, 404}
        return {way: WORDS in words_of(answer) for way, answer in ways.items()}


def words_of(answer: TestResponse) -> str:
    return json.dumps(answer.json, ensure_ascii=False) if answer.is_json else said_by(answer)


@pytest.fixture
def told(
    told_database: str,
    catalogue: Catalogue,
    entrance: Entrance,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Told]:
    def turn(moment: datetime) -> None:
        clock.at = moment
        tell_the_time(monkeypatch, moment)

    turn(FEBRUARY)
    engine, public = open_engine(told_database), tmp_path / "public"
    app = create_app(catalogue, session_factory(engine), entrance=entrance, public=public)
    site = Site.of(catalogue, session_factory(engine), PAGES)
    home = Publisher(site, public).publish(of_stage("CAMP-NVB.S2"), ["ro"])
    admin = Person(app.server.test_client(), entrance, "root", "")
    admin.password = entrance.accounts.add("root", "administrator", "network", None, by="test")
    admin.sign_in()
    until = entrance.shares.today() + timedelta(days=360)
    token = entrance.shares.make(Wanted("link", "x", "/campaign", "network", None, until), by=None, name="test")
    bearer = app.server.test_client()
    Person(bearer, entrance, "", "").post("/ro/shared", token=token)
    yield Told(app, engine, admin, bearer, f"{home.relative_to(public).as_posix()}/ro.html", turn)
    engine.dispose()


def test_a_withdrawn_consent_ends_everywhere_at_the_next_request(told: Told) -> None:
    before = told.shown()
    assert sum(before.values()) >= 10, before
    other = open_engine(str(told.engine.url))  # as the command does, from another process
    with writing(other) as connection:
        mark = connection.scalar(story_consent.select().with_only_columns(story_consent.c.mark))
        assert withdraw(connection, mark, FEBRUARY) == 1
    other.dispose()
    assert not any(told.shown().values())


@pytest.mark.parametrize("last", ENDS)
def test_a_consent_ends_everywhere_with_its_last_day(told: Told, last: date) -> None:
    with writing(told.engine) as connection:
        connection.execute(story_consent.update().values(expires=last))
    told.turn(ENDS[last] - timedelta(seconds=1))
    told.admin.sign_in()
    before = told.shown()
    assert sum(before.values()) >= 10, before
    told.turn(ENDS[last])
    assert not any(told.shown().values())


def test_a_scope_taken_away_holds_everywhere_at_the_next_request(
    staff_app: Dash,
    person: Callable[..., Person],
    marks: Marks,  # noqa: F811
) -> None:
    ana, ion, hidden = person("ana", "manager"), person("ion", "manager", "territory", "MD-BA"), marks("MD-BA")
    draw = next(name for name in served(staff_app) if name.startswith("..page."))

    def shown(one: Person) -> dict[str, str]:
        """Return what each page says to somebody, in its callback and in a file."""
        one.browser.get("/ro/overview")  # which gives the token that goes with callbacks
        said = {
            f"{page.key}.csv": one.browser.get(f"/ro/{page.key}.csv").text
            for page in PAGES
            if page.files and not page.item
        }
        said |= {page.key: words_of(ask(one.browser, staff_app, draw, f"/ro/{page.key}")) for page in PAGES}
        return said

    before = shown(ana)
    assert [way for way, said in before.items() if hidden.search(said)] == ["libraries.csv", "libraries"]
    account = ana.entrance.accounts.named("ana")
    assert account
    ana.entrance.accounts.change(account, "manager", "territory", "MD-BA", by="test")
    after = shown(ana)
    assert after == shown(ion)
    assert not [way for way, said in after.items() if hidden.search(said)]
    ana.entrance.accounts.change(account, "funder", "territory", "MD-BA", by="test")
    assert {ana.browser.get(f"/ro/{path}").status_code for path in ("libraries", "reporting", "libraries.csv")} == {403}


@pytest.mark.parametrize("what", ["revoked", "link is over", "maker disabled", "account disabled", "session ended"])
def test_whoever_may_no_longer_gets_nothing_anywhere(
    staff_app: Dash, person: Callable[..., Person], clock: Clock, what: str
) -> None:
    ana = person("ana", "advocacy")
    entrance, account = ana.entrance, ana.entrance.accounts.named("ana")
    assert account
    wanted = Wanted("link", "x", "/overview", "network", None, entrance.shares.today(), whole=True)
    token = entrance.shares.make(wanted, by=entrance.viewer(account), name="ana")
    bearer = Person(staff_app.server.test_client(), entrance, "", "")
    bearer.post("/ro/shared", token=token)
    one = ana if what in ("account disabled", "session ended") else bearer
    figures = [page.key for page in PAGES if page.audience == "figures" and not page.item]
    draw = next(name for name in served(staff_app) if name.startswith("..page."))

    def statuses() -> set[int]:
        paths = [path for page in figures for path in (f"/ro/{page}", f"/ro/{page}.csv")]
        asked = [one.browser.get(path).status_code for path in paths]
        return {*asked, *(ask(one.browser, staff_app, draw, f"/ro/{page}").status_code for page in figures)}

    assert statuses() <= {200, 404}, "a page without a table has no file"
    if what == "revoked":
        entrance.shares.revoke(1, name="ana")
    elif what == "link is over":
        clock.turn(hours=14)  # the day has ended in Chișinău
    elif what == "session ended":
        entrance.accounts.end_sessions(account, by="test")
    else:
        entrance.accounts.disable(account, by="test")
    assert statuses() <= {302, 401}
