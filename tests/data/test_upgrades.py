"""A database of any earlier version becomes one of this version, and every row of what was sent and decided stays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    select,
)

from data.accounts_schema import accounts_metadata
from data.schema import metadata
from data.store import open_engine, prepare, writing
from data.upgrades import ACCOUNTS, FIGURES, Chain, upgrade

# Sums of what is stored, and what the definitions say: an upgrade may make them anew.
DERIVED = {
    "territory_month",
    "library_month",
    "category_month",
    "category_values",
    "release_values",
    "completeness",
    "protected",
}
SAID = {  # what a column of this name holds, where something made up would not do
    ("indicator", "code"): ("V01", "S02"),
    ("category", "code"): ("-", "HE.PSY"),
    ("category", "id"): (0, 1),
    "period": (201701, 201702),
    "first": (201701, 201702),
    "last": (201712, 201712),
    "state": (0, 0),
    "form": ("monthly", "monthly"),
    "status": ("accepted", "accepted"),
    "territory": ("MD-OR", "MD-BA"),
    "kind": ("sat", "sat"),
    "sheets": ("[]", "[]"),
    "months": ("111111111111", "111111111111"),
}
EARLIER = [
    pytest.param(kind, chain, version, id=f"{kind}-{chain.folder}-{version}", marks=marks)
    for kind, marks in (("sqlite", ()), ("postgresql", pytest.mark.postgresql))
    for chain in (FIGURES, ACCOUNTS)
    # on the server, which is slow to make: from the first version, through all, and from the one before this
    for version in (chain.versions[:-1] if kind == "sqlite" else sorted({chain.versions[0], chain.versions[-2]}))
]


def made_up(table: Table, column: Column[object], number: int) -> object:
    """Return what a row holds in a column; in one that points elsewhere, the row of the same number there."""
    said = SAID.get((table.name, column.name), SAID.get(column.name))
    if column.foreign_keys:
        target = next(iter(column.foreign_keys)).column
        return made_up(target.table, target, number)
    if said is not None and not isinstance(column.type, Boolean):
        return said[number]
    kinds: tuple[tuple[type, object], ...] = (
        (Boolean, True),
        (DateTime, datetime(2018, 1, number + 1, tzinfo=UTC)),
        (Date, date(2018, 1, number + 1)),
        (Integer, number + 1),
        (Float, number + 2.0),
        (Numeric, number + 2),
        (LargeBinary, bytes([number])),
    )
    return next((value for kind, value in kinds if isinstance(column.type, kind)), f"{column.name} {number}")


def fill(connection: Connection) -> None:
    """Write two rows into every table there is."""
    there = MetaData()
    there.reflect(connection)
    for table in there.sorted_tables:
        if not table.name.endswith("_version"):
            rows = [{column.name: made_up(table, column, number) for column in table.c} for number in (0, 1)]
            connection.execute(table.insert(), rows)


def rows_of(connection: Connection) -> dict[str, list[dict[str, object]]]:
    """Return the rows of every table, column by column."""
    there = MetaData()
    there.reflect(connection)
    return {
        name: [dict(row) for row in connection.execute(select(table)).mappings()]
        for name, table in there.tables.items()
    }


@pytest.mark.parametrize(("database", "chain", "version"), EARLIER, indirect=["database"])
def test_an_earlier_version_keeps_its_rows(database: str, chain: Chain, version: str) -> None:
    engine = open_engine(database)
    with writing(engine) as connection:
        upgrade(connection, chain, to=version)
        fill(connection)
    with engine.connect() as connection:
        before = rows_of(connection)
    prepare(engine, chain)
    with engine.connect() as connection:
        after = rows_of(connection)
        context = MigrationContext.configure(connection, opts={"version_table": chain.table})
        assert compare_metadata(context, metadata if chain is FIGURES else accounts_metadata) == []
    engine.dispose()
    assert after[chain.table] == [{"version_num": chain.versions[-1]}]
    for name, rows in before.items():
        if name in DERIVED or name == chain.table:
            continue
        kept = [{column: row[column] for column in rows[0]} for row in after[name]]
        assert len(rows) == 2 and all(row in kept for row in rows), name
