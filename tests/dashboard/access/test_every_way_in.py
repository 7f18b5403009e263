"""A crawler: every route and every callback, as everybody who might try, gives no figure to whoever may not see it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from dashboard.access import CALLBACKS, Audience, Door
from dashboard.access.door import FRAMEWORK
from dashboard.access.entrance import Entrance
from dashboard.access.roles import roles
from dashboard.access.rules import Rules
from dashboard.access.share import EXPLAINING, Wanted
from dashboard.exports import EXTENSIONS
from dashboard.factory import create_app
from dashboard.pages import PAGES
from data.catalogue import Catalogue
from data.schema import library

from .conftest import KEY, Clock, Person, said_by

# Open to everybody, and why. A route that is not here must not be: say here what it hands out before adding it.
OPEN = {
    "/": "a redirect to a language",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": "scripts of the page",
    CALLBACKS: "each callback has an audience of its own",
    "/_favicon.ico": "a picture",
    "_dash_assets.static": "styles and scripts",
    "embedded-snapshot": "what was published for everybody, where it is framed",
    "embedding": "what somebody chose to show in a page elsewhere, by a name nobody guesses",
    "health": "one word",
    **{
        f"open-{name}-{form}": "figures of releases, where whoever runs the site opens them"
        for name in ("releases", "indicators", "territories", "figures")
        for form in ("json", "csv")
    },
    "open-description": "what open data consists of",
    "published": "a redirect to the list of what was published",
    "published-file": "what was published for everybody",
    "sign-in": "the form",
    "sign-in/password": "the next step of whoever has given the password",
    "sign-in/code": "the next step of whoever has given the password",
    "shared": "the form that opens a link",
    "sign-out": "ends the caller's own session",
}
VALUES = {"language": "ro", "page": "overview", "path": "no/such/place", "package_name": "dash"}
Crawled = tuple[Dash, dict[str, Person]]
Marks = Callable[[str | None], re.Pattern[str]]


@pytest.fixture(scope="module")
def crawled(
    small: Callable[[], Session], catalogue: Catalogue, rules: Rules, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Crawled]:
    """Return the application and everybody who tries: nobody, whose session is over, and every role."""
    folder = tmp_path_factory.mktemp("crawled")
    clock = Clock()
    entrance = Entrance.open(
        f"sqlite:///{folder / 'accounts.db'}", catalogue, key=KEY, secure=False, rules=rules, now=clock
    )
    app = create_app(catalogue, small, entrance=entrance, public=folder / "public", open_data=True)
    wanted = {
        "expired": ("advocacy", "network", None),
        "funder": ("funder", "network", None),
        "advocacy": ("advocacy", "network", None),
        "elsewhere": ("manager", "territory", "MD-BA"),
        "administrator": ("administrator", "network", None),
    }
    people = {"nobody": Person(app.server.test_client(), entrance, "", "")}
    for name, (role, scope, code) in wanted.items():
        given = entrance.accounts.add(name, role, scope, code, by="test")
        people[name] = Person(app.server.test_client(), entrance, name, given)
        people[name].sign_in()
        if name == "expired":
            clock.turn(hours=13)
    yield app, people
    entrance.accounts.engine.dispose()


@pytest.fixture(scope="module")
def door(crawled: Crawled) -> Door:
    found = crawled[0].server.extensions["door"]
    assert isinstance(found, Door)
    return found


@pytest.fixture(scope="module")
def marks(small: Callable[[], Session]) -> Marks:
    """Return a function that makes a pattern of every library's name and code, but for those of one territory."""

    def pattern(but: str | None) -> re.Pattern[str]:
        unit = library.c
        with small() as session:
            rows = session.execute(select(unit.name, unit.code, unit.territory)).all()
        own = {name for name, _, territory in rows if territory == but}
        names = {word for name, code, territory in rows if territory != but for word in (name, code)} - own
        return re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in sorted(names)))

    return pattern


def address_of(rule: Rule) -> str:
    """Return an address that a rule serves."""
    values = {name: VALUES.get(name, "1") for name in rule.arguments}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values.get(found[1], "1"), rule.rule)


def ask(browser: FlaskClient, app: Dash, name: str, path: str = "/ro/overview", search: str = "") -> TestResponse:
    """Ask a callback as the browser does, without looking it up as whoever asks."""
    declared = app.callback_map[name]
    values = {"pathname": path, "search": search}
    given = [{**one, "value": values.get(one["property"])} for one in (*declared["inputs"], *declared["state"])]
    split = len(declared["inputs"])
    outputs = [dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in name.strip(".").split("...")]
    cookie = browser.get_cookie("_csrf_token")
    body = {"output": name, "outputs": outputs, "inputs": given[:split], "state": given[split:]}
    headers = {"X-CSRFToken": cookie.value} if cookie else {}
    return browser.post(CALLBACKS, json={**body, "changedPropIds": []}, headers=headers)


def served(app: Dash) -> list[str]:
    """Return the callbacks that the server answers; others run in the browser."""
    return [name for name, one in app.callback_map.items() if one.get("callback")]


def test_only_what_is_listed_is_open_to_everybody(door: Door) -> None:
    anyone: set[str] = {endpoint for endpoint, audience in door.routes.items() if audience == "anyone"}
    assert anyone == set(OPEN)


@pytest.mark.parametrize("who", ["nobody", "expired"])
def test_whoever_is_not_signed_in_gets_no_figure_anywhere(
    crawled: Crawled,
    door: Door,
    marks: Marks,
    who: str,
) -> None:
    app, people = crawled
    browser, hidden = people[who].browser, marks(None)
    for rule in app.server.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            answer = browser.open(address_of(rule), method=method)
            assert answer.status_code < 500, rule
            assert not hidden.search(said_by(answer)), rule
            if rule.endpoint not in OPEN:
                assert answer.status_code in (302, 400, 401, 403), rule
    for page in PAGES:
        for extension in EXTENSIONS:
            answer = browser.get(f"/ro/{page.key}.{extension}")
            assert (answer.status_code, answer.location) == (302, "/ro/sign-in")
    for name in served(app):
        answer = ask(browser, app, name)
        assert answer.status_code in (400, 401)
        assert len(answer.data) < 5_000
        assert not hidden.search(said_by(answer))


@pytest.mark.parametrize("who", ["funder", "advocacy", "elsewhere", "administrator"])
def test_every_role_gets_exactly_its_pages(crawled: Crawled, marks: Marks, who: str) -> None:
    app, people = crawled
    one = people[who].entrance.accounts.named(who)
    assert one is not None
    may, hidden = roles()[one.role].may, marks(one.scope_code) if one.scope_code else None
    draw = next(name for name in served(app) if name.startswith("..page."))
    for page in PAGES:
        allowed = page.audience in may
        answers = [people[who].browser.get(f"/ro/{page.key}")]
        answers += [
            people[who].browser.get(f"/ro/{page.key}.{kind}")
            for kind in ("csv", "json")
            if page.files and not page.item
        ]
        for answer in answers:
            assert (answer.status_code == 200) is allowed, page.key
        drawn = ask(people[who].browser, app, draw, f"/ro/{page.key}")
        assert drawn.status_code == 200
        said = json.dumps(drawn.json, ensure_ascii=False)
        assert ("nu este deschisă pentru contul" in said) is not allowed
        for text in (*(said_by(answer) for answer in answers), said) if hidden else ():
            assert not hidden.search(text), page.key


def test_whatever_a_manager_selects_shows_no_other_territory(
    crawled: Crawled,
    marks: Marks,
    small: Callable[[], Session],
) -> None:
    _, people = crawled
    browser, hidden = people["elsewhere"].browser, marks("MD-BA")
    with small() as session:
        other = session.scalar(select(library.c.code).where(library.c.territory != "MD-BA"))
    for search in (f"?library={other}", "?territory=MD-OR", "?group=centru", "?territory=MD-OR,MD-BA&view=places"):
        for path in ("attendance", "libraries", "reporting", "territories", "services"):
            for address in (f"/ro/{path}{search}", f"/ro/{path}.csv{search}", f"/ro/{path}.json{search}"):
                said = browser.get(address).text.replace(str(other), "")  # the page names what it ignored
                assert not hidden.search(said), address


def test_whoever_has_a_link_gets_exactly_its_page_and_its_part(crawled: Crawled, door: Door, marks: Marks) -> None:
    app, people = crawled
    shares = people["nobody"].entrance.shares
    wanted = Wanted("link", "x", "/attendance", "territory", "MD-BA", shares.today())
    one = Person(app.server.test_client(), people["nobody"].entrance, "", "")
    one.post("/ro/shared", token=shares.make(wanted, by=None, name="test"))
    hidden, draw = marks("MD-BA"), next(name for name in served(app) if name.startswith("..page."))
    for page in PAGES:
        allowed = page.key == "attendance" or page.key in EXPLAINING
        answers = [one.browser.get(f"/ro/{page.key}")]
        answers += [one.browser.get(f"/ro/{page.key}.{kind}") for kind in EXTENSIONS if page.files and not allowed]
        assert {answer.status_code == 200 for answer in answers} == {allowed}, page.key
        drawn = ask(one.browser, app, draw, f"/ro/{page.key}")
        assert drawn.status_code == 200
        said = json.dumps(drawn.json, ensure_ascii=False)
        assert ("nu este deschisă pentru contul" in said) is not allowed
        for text in (*(said_by(answer) for answer in answers), said):
            assert not hidden.search(text), page.key
    for rule in app.server.url_map.iter_rules():
        if door.routes[rule.endpoint] not in ("anyone", "signed-in", "figures"):
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                assert one.browser.open(address_of(rule), method=method).status_code == 403, rule


@pytest.mark.parametrize("who", ["funder", "advocacy", "elsewhere"])
@pytest.mark.parametrize("path", ["/ro/accounts", "/ro/audit"])
def test_only_administrators_see_accounts_and_the_record(crawled: Crawled, who: str, path: str) -> None:
    answer = crawled[1][who].browser.get(path)
    assert answer.status_code == 403
    assert "administrator" not in re.sub(r"<option.*?</option>", "", said_by(answer)).lower()


def test_one_person_s_page_is_never_another_s(crawled: Crawled) -> None:
    app, people = crawled
    draw = next(name for name in served(app) if name.startswith("..page."))
    both = ("administrator", "elsewhere")
    answers = {who: ask(people[who].browser, app, draw, "/ro/attendance").data for who in both}
    again = {who: ask(people[who].browser, app, draw, "/ro/attendance").data for who in reversed(both)}
    assert answers == again
    assert answers["administrator"] != answers["elsewhere"]


def test_a_callback_without_the_token_of_the_page_is_refused(crawled: Crawled) -> None:
    app, people = crawled
    (draw, *_) = served(app)
    people["funder"].browser.delete_cookie("_csrf_token")
    assert ask(people["funder"].browser, app, draw).status_code == 400
    people["funder"].browser.get("/ro/overview")
    assert ask(people["funder"].browser, app, draw).status_code == 200


def test_every_audience_is_one_that_roles_know() -> None:
    known: set[Audience] = {"anyone", "signed-in"}
    for role in roles().values():
        known |= role.may
    assert {page.audience for page in PAGES} | set(FRAMEWORK.values()) <= known
