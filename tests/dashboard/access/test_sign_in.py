"""Signing in, from the password to the pages, and out again: at once, and everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pyotp
import pytest
from dash import Dash
from sqlalchemy import select

from dashboard.access.entrance import Entrance
from data.accounts_schema import account, account_session

from .conftest import Clock, Person

PAGE = "/ro/overview"
WRONG = "not this one"


def status(person: Person, path: str = PAGE) -> int:
    return person.browser.get(path).status_code


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(person: Callable[..., Person]) -> None:
    ana = person("ana@example.md", "advocacy", signed_in=False)
    asked = ana.browser.get("/ru/attendance?measure=E02")
    assert (asked.status_code, asked.location) == (302, "/ru/sign-in")
    ana.post("/ru/sign-in", name="ANA@example.md ", password=ana.password)
    assert status(ana, "/ru/attendance?measure=E02") == 302, "the password that was given is not enough"
    answer = ana.post("/ru/sign-in/password", new="trei cai verzi pe pereti", again="trei cai verzi pe pereti")
    assert answer.location == "/ru/attendance?measure=E02"
    assert status(ana) == 200


def test_managers_show_a_code_that_is_taken_once(person: Callable[..., Person], clock: Clock) -> None:
    ion = person("ion", "manager", "territory", "MD-OR")
    assert status(ion) == 200
    again = Person(ion.browser.application.test_client(), ion.entrance, ion.name, ion.password, ion.secret)
    again.sign_in()
    assert status(again) == 302, "the same code opened twice"
    clock.turn(seconds=30)
    again.sign_in()
    assert status(again) == 200


def test_a_wrong_code_opens_nothing_and_five_of_them_end_it(person: Callable[..., Person], clock: Clock) -> None:
    ion = person("ion", "manager")
    clock.turn(minutes=1)
    other = Person(ion.browser.application.test_client(), ion.entrance, ion.name, ion.password)
    other.post("/ro/sign-in", name="ion", password=ion.password)
    for _ in range(5):
        other.post("/ro/sign-in/code", code="000000")
    other.post("/ro/sign-in/code", code=pyotp.TOTP(ion.secret).at(clock()))
    assert status(other) == 302
    assert other.browser.get("/ro/sign-in/code").location == "/ro/sign-in"


@pytest.mark.parametrize("new", ["scurt", "parolaparola123456", "aaaaaaaaaaaaaaaa", "ana@example.md1"])
def test_a_weak_password_is_not_kept(person: Callable[..., Person], new: str) -> None:
    ana = person("ana@example.md", "funder", signed_in=False)
    ana.post("/ro/sign-in", name=ana.name, password=ana.password)
    answer = ana.post("/ro/sign-in/password", new=new, again=new)
    assert 'role="alert"' in answer.text
    assert status(ana) == 302


def test_five_failures_from_one_place_are_enough_for_a_while(person: Callable[..., Person], clock: Clock) -> None:
    ana = person("ana", "funder")
    other = Person(ana.browser.application.test_client(), ana.entrance, "ana", ana.password)
    for _ in range(5):
        assert other.post("/en/sign-in", name="ana", password=WRONG).status_code == 401
    assert other.post("/en/sign-in", name="ana", password=ana.password).status_code == 429
    assert status(ana) == 200, "who is signed in stays signed in"
    clock.turn(minutes=16)
    other.sign_in()
    assert status(other) == 200


def test_nobody_learns_which_accounts_there_are(person: Callable[..., Person]) -> None:
    ana = person("ana", "funder", signed_in=False)
    there = ana.post("/en/sign-in", name="ana", password=WRONG)
    nowhere = ana.post("/en/sign-in", name="bob", password=WRONG)
    assert there.status_code == nowhere.status_code == 401
    assert there.text.replace("ana", "bob")[-900:-400] == nowhere.text[-900:-400]


def test_sessions_end_idle_and_in_any_case(person: Callable[..., Person], clock: Clock) -> None:
    ana = person("ana", "funder")
    for _ in range(11):
        clock.turn(minutes=60)
        assert status(ana) == 200
    clock.turn(minutes=61)
    assert status(ana) == 302, "twelve hours are over"
    ana.sign_in()
    clock.turn(minutes=121)
    assert status(ana) == 302, "two hours without a request"


@pytest.mark.parametrize("how", ["disable", "reset", "end_sessions"])
def test_what_an_administrator_ends_is_ended_at_the_next_request(person: Callable[..., Person], how: str) -> None:
    ana = person("ana", "funder")
    one = ana.entrance.accounts.named("ana")
    getattr(ana.entrance.accounts, how)(one, by="root")
    assert status(ana) == 302


def test_another_role_and_scope_hold_at_the_next_request(person: Callable[..., Person]) -> None:
    ana = person("ana", "advocacy")
    one = ana.entrance.accounts.named("ana")
    assert one is not None
    assert status(ana, "/ro/libraries") == 200
    everything = ana.browser.get("/ro/attendance.csv").text
    ana.entrance.accounts.change(one, "advocacy", "territory", "MD-CU", by="root")
    narrowed = ana.browser.get("/ro/attendance.csv").text
    assert narrowed != everything
    ana.entrance.accounts.change(one, "funder", "network", None, by="root")
    assert status(ana, "/ro/libraries") == 403
    assert ana.browser.get("/ro/attendance.csv").text == everything


def test_signing_out_ends_the_session_on_the_server(person: Callable[..., Person], entrance: Entrance) -> None:
    ana = person("ana", "funder")
    kept = ana.browser.get_cookie("vitrina")
    token = ana.browser.get("/ro/account").text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    ana.browser.post("/ro/sign-out", data={"csrf_token": token})
    ana.browser.set_cookie("vitrina", kept.value)
    assert status(ana) == 302


def test_the_token_changes_with_every_step_and_is_stored_nowhere(
    person: Callable[..., Person], entrance: Entrance
) -> None:
    ion = person("ion", "manager", signed_in=False)
    ion.post("/ro/sign-in", name="ion", password=ion.password)
    first = ion.browser.get_cookie("vitrina")
    ion.browser = ion.browser.application.test_client()
    ion.sign_in()
    whole = ion.browser.get_cookie("vitrina")
    assert first.value != whole.value
    with entrance.accounts.engine.connect() as connection:
        kept = str(connection.execute(select(account_session)).all()) + str(connection.execute(select(account)).all())
    for secret in (whole.value, ion.password, ion.secret):
        assert secret not in kept
    assert "$argon2id$" in kept


def test_no_way_back_leads_to_another_host(person: Callable[..., Person]) -> None:
    ana = person("ana", "funder", signed_in=False)
    ana.browser.get("//evil.example/ro/overview")
    ana.browser.get("/\\evil.example")
    ana.post("/ro/sign-in", name="ana", password=ana.password)
    answer = ana.post("/ro/sign-in/password", new="trei cai verzi pe pereti", again="trei cai verzi pe pereti")
    assert answer.location.startswith("/")
    assert not answer.location.startswith(("//", "/\\"))


def test_a_form_without_its_token_does_nothing(person: Callable[..., Person]) -> None:
    ana = person("ana", "funder", signed_in=False)
    answer = ana.browser.post("/ro/sign-in", data={"name": "ana", "password": ana.password})
    assert answer.status_code == 400


def test_no_browser_keeps_what_staff_see(person: Callable[..., Person], staff_app: Dash) -> None:
    ana = person("ana", "funder")
    for path in (PAGE, "/ro/overview.csv", "/ro/account"):
        assert ana.browser.get(path).headers["Cache-Control"] == "no-store"
