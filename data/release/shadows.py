"""A release in the place of today's tables: on one connection, temporary views of the same names stand before them.

Both databases look for a name among the temporary ones first. So every question, asked as always, is answered from the
release, and nothing else has to know that there are releases.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Connection, MetaData, Table, text
from sqlalchemy.schema import CreateTable

from data.schema import (
    FROZEN,
    RELEASED,
    category_month,
    category_values,
    completeness,
    evaluation_result,
    event,
    library_month,
    problem,
    record_list,
    source_file,
    submission,
    territory_month,
)

_SCHEMAS = {"sqlite": "main", "postgresql": "public"}
ROLLUPS = (territory_month, library_month, category_month, category_values, completeness)
# What a release keeps no rows of, because nothing of it is ever changed: it holds those that were there.
_THERE = {
    source_file: "WHERE t.id <= (SELECT last_file_id FROM {main}.release WHERE id = {id}) AND t.received_at <= {as_of}",
    problem: "WHERE t.source_file_id IN (SELECT id FROM {main}.source_file WHERE received_at <= {as_of} AND id <= "
    "(SELECT last_file_id FROM {main}.release WHERE id = {id}))",
    event: "",
    evaluation_result: "WHERE t.computed_at <= {as_of}",
    submission: "WHERE t.id <= (SELECT last_submission_id FROM {main}.release WHERE id = {id}) "
    "AND t.received_at <= {as_of}",
    record_list: "WHERE t.submission_id IN (SELECT submission_id FROM {main}.release_submission "
    "WHERE release_id = {id})",
}
# What of them was another thing then.
_THEN = {
    "submission.status": "CASE WHEN t.id IN (SELECT submission_id FROM {main}.release_submission "
    "WHERE release_id = {id}) THEN 'accepted' ELSE 'superseded' END",
    "event.same_as": "(SELECT j.same_as FROM {main}.release_event j WHERE j.release_id = {id} AND j.event_id = t.id)",
    "record_list.current": "EXISTS (SELECT 1 FROM {main}.release_list c WHERE c.release_id = {id} "
    "AND c.submission_id = t.submission_id AND c.kind = t.kind)",
}
_AS_OF = "(SELECT as_of FROM {main}.release WHERE id = {id})"


def statements(dialect: str, release_id: int, *, rollups: bool = True) -> Iterator[str]:
    """Yield what puts a release in the place of today's tables, all of them or all but the rollups."""
    for table in FROZEN:
        if rollups or table not in ROLLUPS:
            kept = f"{_SCHEMAS[dialect]}.{RELEASED[table.name].name}"
            yield _view(table, dialect, release_id, f"{kept} t WHERE t.release_id = {release_id:d}")
    for table, condition in _THERE.items():
        yield _view(table, dialect, release_id, f"{_SCHEMAS[dialect]}.{table.name} t {condition}")


def put_before(connection: Connection, release_id: int) -> None:
    """Put a release in the place of today's tables on this connection, with rollups in which nothing stands yet."""
    for statement in statements(connection.dialect.name, release_id, rollups=False):
        connection.execute(text(statement))
    for table in ROLLUPS:
        columns = [
            Column(one.name, one.type, primary_key=one.primary_key, autoincrement=False) for one in table.columns
        ]
        connection.execute(CreateTable(Table(table.name, MetaData(), *columns, prefixes=["TEMPORARY"])))
    _look_again(connection)


def take_away(connection: Connection) -> None:
    """Let today's tables be found again."""
    schema = "temp" if connection.dialect.name == "sqlite" else "pg_temp"
    for table in (*FROZEN, *_THERE):
        kind = "TABLE" if table in ROLLUPS else "VIEW"
        connection.execute(text(f"DROP {kind} {schema}.{table.name}"))
    _look_again(connection)


def _look_again(connection: Connection) -> None:
    """Let statements that the server has prepared find the tables of their names anew."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("DISCARD PLANS"))


def _view(table: Table, dialect: str, release_id: int, source: str) -> str:
    columns = [_THEN.get(f"{table.name}.{one.name}", f"t.{one.name}") + f" AS {one.name}" for one in table.columns]
    filled = {"main": _SCHEMAS[dialect], "id": f"{release_id:d}"}
    said = f"CREATE TEMPORARY VIEW {table.name} AS SELECT {', '.join(columns)} FROM {source}"  # noqa: S608
    return said.replace("{as_of}", _AS_OF).format(**filled)
