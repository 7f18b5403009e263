"""The tables that migrations make are those of data/schema.py, from nothing and again."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from data.accounts_schema import accounts_metadata
from data.schema import metadata
from data.store import DatabaseError, open_engine, prepare
from data.upgrades import ACCOUNTS, VERSIONS, is_current


def test_migrations_make_exactly_the_declared_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_preparing_again_changes_nothing(engine: Engine) -> None:
    with engine.connect() as connection:
        assert is_current(connection)
    prepare(engine)
    with engine.connect() as connection:
        assert connection.scalars(text("SELECT version_num FROM alembic_version")).all() == [VERSIONS[-1]]


def test_an_empty_database_is_not_current(database: str) -> None:
    engine = open_engine(database)
    with engine.connect() as connection:
        assert not is_current(connection)
        assert not inspect(connection).has_table("observation")
    engine.dispose()


def test_a_database_of_a_newer_version_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="9999") as caught:
        prepare(engine)
    assert caught.value.reason == "newer"


def test_migrations_of_accounts_make_exactly_their_tables(database: str) -> None:
    engine = open_engine(database)
    prepare(engine, ACCOUNTS)
    with engine.connect() as connection:
        options = {"version_table": ACCOUNTS.table}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), accounts_metadata) == []
    engine.dispose()


def test_accounts_may_lie_beside_the_figures(engine: Engine) -> None:
    prepare(engine, ACCOUNTS)
    with engine.connect() as connection:
        assert is_current(connection)
        assert is_current(connection, ACCOUNTS)
