"""The record of what was done: whole, or known not to be, and without a secret."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from dash import Dash
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from dashboard.access.entrance import Entrance
from dashboard.factory import create_app
from dashboard.words import page_languages, words
from data.audit import Audit
from data.catalogue import Catalogue
from data.consents import withdraw
from data.problem_words import title
from data.store import open_engine, prepare, session_factory, writing
from data.upgrades import ACCOUNTS
from tests.dashboard.told import NOW, QUOTE, WORDS

from .conftest import Clock, Person


@pytest.fixture
def accounts_engine(database: str) -> Iterator[Engine]:
    engine = open_engine(database)
    prepare(engine, ACCOUNTS)
    yield engine
    engine.dispose()


@pytest.fixture
def audit(accounts_engine: Engine) -> Audit:
    made = Audit(accounts_engine)
    for number in range(5):
        made.record("exported", "ana", {"path": f"/ro/overview.csv?{number}"})
    return made


def without_triggers(engine: Engine, *statements: str) -> None:
    """Change the record as somebody with the whole database in their hands would."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for what in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER audit_event_no_{what}"))
        else:
            connection.execute(text("ALTER TABLE audit_event DISABLE TRIGGER USER"))
        for statement in statements:
            connection.execute(text(statement))


def test_rows_are_numbered_and_the_record_is_whole(audit: Audit) -> None:
    assert [event.number for event in audit.latest(10)] == [5, 4, 3, 2, 1]
    assert audit.broken_at() is None


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET who = 'ion'", "DELETE FROM audit_event"])
def test_the_database_itself_refuses_to_change_a_row(audit: Audit, accounts_engine: Engine, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append only"), accounts_engine.begin() as connection:
        connection.execute(text(statement))
    assert audit.broken_at() is None


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit_event SET who = 'ion' WHERE number = 3", 3),
        ("UPDATE audit_event SET what = '{}' WHERE number = 2", 2),
        ("DELETE FROM audit_event WHERE number = 1", 2),
        ("DELETE FROM audit_event WHERE number = 4", 5),
    ],
)
def test_a_row_that_was_changed_all_the_same_is_found(
    audit: Audit, accounts_engine: Engine, statement: str, broken: int
) -> None:
    without_triggers(accounts_engine, statement)
    assert audit.broken_at() == broken


def test_an_end_that_was_cut_off_is_found_by_a_hash_noted_earlier(audit: Audit, accounts_engine: Engine) -> None:
    noted = audit.latest(1)[0].hash
    assert audit.broken_at(holds=noted) is None
    without_triggers(accounts_engine, "DELETE FROM audit_event WHERE number = 5")
    assert audit.broken_at() is None
    assert audit.broken_at(holds=noted) == 0


def test_what_people_do_is_written_down_without_a_secret(person: Callable[..., Person]) -> None:
    ion = person("ion", "manager", "territory", "MD-OR")
    ion.post("/ro/sign-in", name="ion", password="parola mea secreta")  # noqa: S106
    ion.browser.get("/ro/overview.csv?from=2017-01")
    ion.browser.get("/ro/accounts")
    other = Person(ion.browser.application.test_client(), ion.entrance, "ion", "")
    other.post("/ro/sign-in", name="parola mea secreta", password="x")  # noqa: S106
    events = ion.entrance.audit.latest(20)
    kinds = [event.kind for event in reversed(events)]
    assert kinds == [
        "account_added", "password_changed", "second_factor_set", "signed_in", "exported", "refused", "sign_in_failed",
    ]  # fmt: skip
    assert in_words(ion.entrance)
    said = str(events)
    assert "/ro/overview.csv" in said
    assert "/ro/accounts" in said
    for secret in (ion.password, ion.secret, "parola mea secreta", ion.browser.get_cookie("vitrina").value):
        assert secret not in said


def in_words(entrance: Entrance) -> bool:
    """Return True where every particular of the record has a name in every language."""
    names = {name for event in entrance.audit.latest(200) for name in event.what}
    assert names
    texts = [words(entrance.catalogue, language) for language in page_languages()]
    return all(f"audit.particular.{name}" in text for name in names for text in texts)


def kinds(entrance: Entrance, *wanted: str) -> list[str]:
    """Return the kinds of the record's rows, those wanted, the oldest first."""
    return [event.kind for event in reversed(entrance.audit.latest(90)) if event.kind in wanted]


def test_the_page_shows_what_became_of_consents(
    told_database: str, catalogue: Catalogue, entrance: Entrance, clock: Clock
) -> None:
    engine = open_engine(told_database)
    app = create_app(catalogue, session_factory(engine), entrance=entrance)
    password = entrance.accounts.add("root", "administrator", "network", None, by="test")
    root = Person(app.server.test_client(), entrance, "root", password)
    root.sign_in()
    page = root.browser.get("/en/audit").text
    assert "Consent given" in page.partition("<tbody>")[2]
    assert "role: Administrator · part of the network: The whole network" in page
    assert "Consent ended" not in page.partition("<tbody>")[2]
    clock.turn(days=90)
    assert app.server.test_client().get("/en/overview").status_code == 302
    assert kinds(entrance, "consent_given", "consent_ended") == ["consent_given", "consent_ended"], "at any request"
    root.sign_in()
    page = root.browser.get("/ro/audit?kind=consent_ended").text
    row = page.partition("<tbody>")[2].replace("\N{NO-BREAK SPACE}", " ")
    assert re.search(r"<td>nimeni</td><td>Acord expirat</td>.*la: 1 apr\. 2018, 00:00:00 · istorie: [0-9a-f]{12}<", row)
    with writing(engine) as connection:
        withdraw(connection, "0" * 12, NOW)  # of another story: nothing
    root.browser.get("/ru/audit")
    assert in_words(entrance)
    assert kinds(entrance, "consent_given", "consent_ended", "consent_withdrawn") == ["consent_given", "consent_ended"]
    assert not re.search(f"{re.escape(WORDS)}|{re.escape(QUOTE)}", page)
    engine.dispose()


TITLES = {kind: title(kind, "en") for kind in ("unreadable-file", "not-a-workbook", "too-large")}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04garbage", "unreadable-file"),
        (b"MZ" + b"\0" * 500, "not-a-workbook"),
        (b"a" * 9_000, "too-large"),
        (b"a" * 300_000, "too-large"),
    ],
    ids=["garbage", "program", "large", "much too large"],
)
def test_a_refused_report_is_in_the_record_with_the_reason(
    staff_files: tuple[Dash, Entrance], content: bytes, why: str
) -> None:
    app, entrance = staff_files
    password = entrance.accounts.add("ion", "manager", "territory", "MD-OR", by="test")
    ion = Person(app.server.test_client(), entrance, "ion", password)
    ion.sign_in()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', ion.browser.get("/ro/upload").text)
    assert token
    sent = {"csrf_token": token[1], "file": (BytesIO(content), "iunie <b>.xlsx")}
    answer = ion.browser.post("/ro/upload", data=sent, content_type="multipart/form-data")
    assert answer.status_code in (413, 422)
    (said,) = [event for event in entrance.audit.latest(9) if event.kind.startswith("upload")]
    assert (said.kind, said.who, said.what["why"]) == ("upload_refused", "ion", why)
    password = entrance.accounts.add("root", "administrator", "network", None, by="test")
    root = Person(app.server.test_client(), entrance, "root", password)
    root.sign_in()
    page = root.browser.get("/en/audit?kind=upload_refused").text.partition("<tbody>")[2]
    assert "A report was refused" in page
    assert "<b>" not in page
    assert f"why: {TITLES[why]}" in page
    assert in_words(entrance)


@pytest.fixture
def staff_files(
    small: Callable[[], Session],
    catalogue: Catalogue,
    entrance: Entrance,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[Dash, Entrance]]:
    """An application that takes files of 5 kB at most."""
    own = tmp_path / "limits.toml"
    own.write_text("[file]\nmost_bytes = 5_000\n")
    monkeypatch.setenv("VITRINA_LIMITS", str(own))
    app = create_app(catalogue, small, entrance=entrance, files=tmp_path / "files", public=tmp_path / "public")
    yield app, entrance
    app.server.extensions["uploads"].close()


def test_who_published_what_is_in_the_record_and_who_tried(staff_files: tuple[Dash, Entrance]) -> None:
    app, entrance = staff_files
    people = {}
    for name, role in (("ana", "advocacy"), ("ion", "manager")):
        password = entrance.accounts.add(name, role, "network", None, by="test")
        people[name] = Person(app.server.test_client(), entrance, name, password)
        people[name].sign_in()
    asked = {"what": "group:nord", "from": "2017-01", "until": "2017-12", "name": "spring"}
    assert people["ion"].post("/en/publish", **asked).status_code in (400, 403)
    assert people["ana"].browser.post("/en/publish", data=asked).status_code == 400, "not by another site"
    done = people["ana"].post("/en/publish", **asked)
    assert done.status_code == 200, done.text
    assert in_words(entrance)
    said = [(event.kind, event.who, event.what) for event in reversed(entrance.audit.latest(20))]
    assert ("published", "ana", {"snapshot": "nord-2017/spring"}) in said
    assert ("refused", "ion", {"path": "/en/publish"}) in said
    assert [kind for kind, _, _ in said].count("published") == 1
