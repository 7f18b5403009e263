"""The record of what was done: whole, or known not to be, and without a secret."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from dashboard.access.audit import Audit
from data.store import open_engine, prepare
from data.upgrades import ACCOUNTS

from .conftest import Person


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
    said = str(events)
    assert "/ro/overview.csv" in said
    assert "/ro/accounts" in said
    for secret in (ion.password, ion.secret, "parola mea secreta", ion.browser.get_cookie("vitrina").value):
        assert secret not in said
