"""The plain pages of staff: one's own account, all accounts, and the record."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from dash import Dash

from dashboard.access.roles import roles
from dashboard.pages import PAGES

from .conftest import Clock, Person
from .test_audit import in_words
from .test_every_way_in import ask, served

NEW = "alte vorbe fara nicio legatura"


@pytest.fixture
def root(person: Callable[..., Person]) -> Person:
    return person("root", "administrator")


def change(root: Person, name: str, do: str, **values: str) -> str:
    """Press a button of an account on the page of all accounts, and return the page."""
    one = root.entrance.accounts.named(name)
    assert one is not None
    answer = root.post("/en/accounts", account=str(one.id), do=do, **values)
    return str(answer.text)


def alert(page: str) -> bool:
    return 'role="alert"' in page


def test_an_administrator_adds_somebody_who_signs_in_with_the_password_shown_once(
    root: Person, person: Callable[..., Person]
) -> None:
    added = root.post("/en/accounts", do="add", name="Ion", role="manager", scope="territory", code="MD-CU").text
    password = re.search(r"shown this once: ([a-z2-9-]{23})", added)
    assert password
    assert password[1] not in root.browser.get("/en/accounts").text
    ion = Person(root.browser.application.test_client(), root.entrance, "ion", password[1])
    ion.sign_in()
    assert ion.browser.get("/en/overview").status_code == 200
    assert "Territory: Chi" in ion.browser.get("/en/account").text


@pytest.mark.parametrize(
    "values",
    [
        {"name": "root", "role": "funder", "scope": "network"},
        {"name": "new", "role": "queen", "scope": "network"},
        {"name": "new", "role": "administrator", "scope": "territory", "code": "MD-CU"},
        {"name": "new", "role": "funder", "scope": "territory", "code": "XX"},
        {"name": "new", "role": "funder", "scope": "everything"},
    ],
)
def test_what_makes_no_sense_is_said_and_not_done(root: Person, values: dict[str, str]) -> None:
    assert alert(root.post("/en/accounts", do="add", **values).text)
    assert [one.name for one in root.entrance.accounts.all()] == ["root"]


def test_every_button_does_what_it_says_at_once(root: Person, person: Callable[..., Person]) -> None:
    ana = person("ana", "advocacy")
    change(root, "ana", "change", role="funder", scope="network", code="")
    assert ana.browser.get("/ro/libraries").status_code == 403
    change(root, "ana", "end_sessions")
    assert ana.browser.get("/ro/overview").status_code == 302
    change(root, "ana", "disable")
    assert ana.post("/ro/sign-in", name="ana", password=ana.password).status_code == 401
    change(root, "ana", "enable")
    assert ana.post("/ro/sign-in", name="ana", password=ana.password).status_code == 302
    assert "shown this once" in change(root, "ana", "reset")
    assert ana.browser.get("/ro/overview").status_code == 302
    assert in_words(root.entrance)


def test_nobody_takes_away_their_own_account(root: Person) -> None:
    assert alert(change(root, "root", "disable"))
    assert root.browser.get("/en/accounts").status_code == 200


def test_a_new_password_asks_for_the_old_one_and_signs_out_elsewhere(
    person: Callable[..., Person], clock: Clock
) -> None:
    ana = person("ana", "funder")
    other = Person(ana.browser.application.test_client(), ana.entrance, "ana", ana.password)
    other.sign_in()
    wrong = ana.post("/en/account", old=NEW, new=NEW, again=NEW)
    assert (wrong.status_code, alert(wrong.text)) == (401, True)
    done = ana.post("/en/account", old=ana.password, new=NEW, again=NEW)
    assert not alert(done.text)
    assert ana.browser.get("/en/overview").status_code == 200
    assert other.browser.get("/en/overview").status_code == 302
    other.password = NEW
    other.sign_in()
    assert other.browser.get("/en/overview").status_code == 200


def test_the_record_is_shown_newest_first_by_kind_and_whole(root: Person, person: Callable[..., Person]) -> None:
    ana = person("ana", "funder")
    ana.browser.get("/ro/overview.csv?library=<script>alert(1)</script>")
    page = root.browser.get("/en/audit").text
    assert "The record is whole" in page
    assert "Took a file away" in page
    assert "<script>alert" not in page
    only = root.browser.get("/en/audit?kind=signed_in&before=x").text
    body = only[only.index("<tbody>") :]
    assert "Signed in" in body
    assert "Took a file away" not in body


def test_a_figure_of_the_network_is_not_shown_to_whoever_sees_a_part(
    root: Person, person: Callable[..., Person]
) -> None:
    ion = person("ion", "manager", "territory", "MD-CU")
    shown = re.search(r'href="(/en/figure/[^"?]+)', root.browser.get("/en/overview").text)
    assert shown
    value = re.search(r'class="card-figure">([^<]+)<', root.browser.get(shown[1]).text)
    assert value
    answer = ion.browser.get(shown[1]).text
    assert value[1] not in answer


def test_open_data_is_open_only_where_somebody_opened_it(staff_app: Dash) -> None:
    answer = staff_app.server.test_client().get("/open/v1/releases.json")
    assert (answer.status_code, answer.location) == (302, "/ro/sign-in")


IMPACT, OWN = "/public/en.html", "/en/account"
OFFERED = {
    "administrator": {IMPACT, "/en/upload", "/en/publish", "/en/links", "/en/accounts", "/en/audit", OWN},
    "manager": {IMPACT, "/en/upload", "/en/links", OWN},
    "advocacy": {IMPACT, "/en/publish", "/en/links", OWN},
    "funder": {IMPACT, OWN},
}


@pytest.mark.parametrize("role", roles())
def test_the_header_offers_each_role_what_it_may_do_and_nothing_else(
    person: Callable[..., Person], staff_app: Dash, role: str
) -> None:
    one = person("ana", role)
    top = one.browser.get("/en/account").text.partition('class="top-end"')[2].partition("</div>")[0]
    offered = set(re.findall(r'href="([^"]+)"', top))
    assert offered == OFFERED[role]
    assert {one.browser.get(href).status_code for href in offered} == {200}
    frame = next(name for name in served(staff_app) if "frame" in name)
    assert OFFERED[role] <= set(
        re.findall(r'"href": "([^"]+)"', json.dumps(ask(one.browser, staff_app, frame, "/en/overview").json))
    )


def test_whoever_signs_in_is_shown_the_way_to_what_everybody_may_see(staff_app: Dash) -> None:
    browser = staff_app.server.test_client()
    page = browser.get("/ru/sign-in").text
    assert 'href="/public/ru.html"' in page
    assert "/ru/upload" not in page
    assert "Пока ничего не опубликовано" in browser.get("/public/ru.html").text


@pytest.mark.parametrize("role", roles())
def test_a_page_of_figures_is_shared_from_where_it_stands_by_whoever_may(
    person: Callable[..., Person], staff_app: Dash, role: str
) -> None:
    one, may = person("ana", role), roles()[role].may
    draw = next(name for name in served(staff_app) if name.startswith("..page."))
    one.browser.get("/en/overview")  # which gives the token that goes with callbacks
    for page in PAGES:
        if page.audience not in may:
            continue
        said = json.dumps(ask(one.browser, staff_app, draw, f"/en/{page.key}", "?from=2017-01").json)
        (*_, found) = [None, *re.findall(r'"href": "(/en/links[^"]*)"', said)]
        assert bool(found) is ("share" in may and page.audience == "figures"), page.key
        if found:
            form = one.browser.get(found).text
            shared = re.search(r'name="address"[^>]*value="([^"]+)"', form)
            assert shared
            assert shared[1].startswith(f"/en/{page.key}")
