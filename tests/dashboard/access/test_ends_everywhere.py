"""What somebody may no longer see is on no page, in no callback and in no file at their next request.

The table of every end and every way, over one page, is in test_every_end.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from dash import Dash
from werkzeug.test import TestResponse

from dashboard.access.share import Wanted
from dashboard.pages import PAGES

from .conftest import Clock, Person, said_by
from .test_every_way_in import Marks, ask, marks, served  # noqa: F401 (a fixture)


def words_of(answer: TestResponse) -> str:
    return json.dumps(answer.json, ensure_ascii=False) if answer.is_json else said_by(answer)


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
