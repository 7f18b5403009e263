"""Makes a release: the reports in force, what they say, the register and the definitions, frozen in one transaction.

The reports are those received until a moment. Register, definitions and corrections are declared facts without a date
of their own: a release holds them as they are when it is made.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from data import category_values, rollups
from data.bulk import stored_time
from data.catalogue import Catalogue
from data.register import next_id
from data.release import shadows
from data.release.definitions import Definitions
from data.release.stored import Release
from data.schema import (
    RELEASED,
    category_month,
    library,
    library_status,
    release,
    source_file,
    submission,
)
from data.schema import category_values as packed
from data.store import writing

# In force at a moment is what was not replaced yet: the one that replaced it, if any, came later.
_IN_FORCE = text("""
    INSERT INTO release_submission (release_id, submission_id)
    SELECT :release, s.id FROM submission s LEFT JOIN submission n ON n.id = s.superseded_by_id
    WHERE s.received_at <= :as_of AND (s.status = 'accepted' OR n.received_at > :as_of)
""")
# Of the lists of a library, kind and period one is current: the last one that has records, else the last one.
_CURRENT_LISTS = text("""
    INSERT INTO release_list (release_id, submission_id, kind)
    SELECT :release, submission_id, kind FROM (
        SELECT r.submission_id, r.kind, ROW_NUMBER() OVER (PARTITION BY r.kind, r.period, r.library_id
        ORDER BY CASE WHEN r.records > 0 THEN 0 ELSE 1 END, r.submission_id DESC) AS place
        FROM record_list r JOIN release_submission f ON f.submission_id = r.submission_id AND f.release_id = :release
    ) AS ranked WHERE place = 1
""")
# A row that told of another one again: of the row that stood for that event then, where a later list brought another.
_JOINED = text("""
    INSERT INTO release_event (release_id, event_id, same_as)
    SELECT :release, e.id, COALESCE((
        SELECT MIN(a.id) FROM event a JOIN release_list r ON r.submission_id = a.submission_id AND r.kind = 'events'
        WHERE r.release_id = :release AND a.library_id = x.library_id AND a.same_key = x.same_key
    ), e.same_as)
    FROM release_list l JOIN event e ON e.submission_id = l.submission_id JOIN event x ON x.id = e.same_as
    WHERE l.release_id = :release AND l.kind = 'events'
""")
_OBSERVED = "o.value, o.state, o.submission_id, o.cell"
_CURRENT = text(f"""
    INSERT INTO release_observation
    (release_id, indicator_id, period, library_id, category_id, value, state, submission_id, cell)
    SELECT :release, o.indicator_id, o.period, o.library_id, o.category_id, {_OBSERVED}
    FROM observation o JOIN release_submission f ON f.release_id = :release AND f.submission_id = o.submission_id
""")  # noqa: S608
_REPLACED = text(f"""
    INSERT INTO release_observation
    (release_id, indicator_id, period, library_id, category_id, value, state, submission_id, cell)
    SELECT :release, o.indicator_id, s.period, s.library_id, o.category_id, {_OBSERVED}
    FROM release_submission f JOIN submission s ON s.id = f.submission_id
    JOIN superseded_observation o ON o.submission_id = s.id
    WHERE f.release_id = :release AND s.status = 'superseded'
""")  # noqa: S608
_CORRECTED = text("""
    INSERT INTO release_corrected
    (release_id, submission_id, indicator_id, category_id, source_value, source_state, value, state, reason)
    SELECT :release, c.submission_id, c.indicator_id, c.category_id, c.source_value, c.source_state, c.value, c.state,
    c.reason FROM corrected c JOIN release_submission f ON f.release_id = :release AND f.submission_id = c.submission_id
""")


class NameTaken(Exception):
    """A release is never made anew: there is one of that name."""


def make_release(
    engine: Engine,
    catalogue: Catalogue,
    name: str,
    as_of: datetime,
    *,
    embargo: date | None = None,
    now: datetime | None = None,
) -> Release:
    """Freeze what is in force of the reports received until a moment; return the release. Raises NameTaken."""
    with writing(engine) as connection:
        if connection.scalar(select(release.c.id).where(release.c.name == name)) is not None:
            raise NameTaken(name)
        made = Release(next_id(connection, release), name, as_of, (now or datetime.now(UTC)), embargo)
        row = {
            "id": made.id,
            "name": name,
            "as_of": as_of.astimezone(UTC),
            "made_at": made.made_at,
            "embargo": embargo,
            "last_file_id": connection.scalar(select(func.coalesce(func.max(source_file.c.id), 0))),
            "last_submission_id": connection.scalar(select(func.coalesce(func.max(submission.c.id), 0))),
            "definitions": Definitions.of(catalogue).model_dump_json(exclude_defaults=True),
        }
        connection.execute(insert(release), row)
        _freeze(connection, made)
        return made


def _freeze(connection: Connection, made: Release) -> None:
    given = {"release": made.id, "as_of": stored_time(connection, made.as_of.astimezone(UTC))}
    connection.execute(_IN_FORCE, given)
    for statement in (_CURRENT_LISTS, _JOINED, _CURRENT, _REPLACED, _CORRECTED):
        connection.execute(statement, {"release": made.id})
    for table in (library, library_status):
        _keep(connection, table.name, made.id)
    _roll_up(connection, made.id)


def pack_values(connection: Connection) -> None:
    """Pack the values of today and of every release that an earlier version did not pack."""
    if _lacks(connection, packed, category_month):
        category_values.rebuild(connection)
    kept, months = RELEASED[packed.name], RELEASED[category_month.name]
    for number in connection.scalars(select(release.c.id)).all():
        if _lacks(connection, kept, months, number):
            shadows.put_before(connection, number)
            rollups.rebuild_totals(connection)
            _keep(connection, packed.name, number)
            shadows.take_away(connection)


def _lacks(connection: Connection, values: Table, months: Table, number: int | None = None) -> bool:
    """Return True where values were reported by category, and none are packed; of a release where one is named."""
    asked = [select(table).limit(1) for table in (values, months)]
    if number is not None:
        asked = [one.where(one.selected_columns.release_id == number) for one in asked]
    packed_one, reported_one = (connection.execute(one).first() for one in asked)
    return packed_one is None and reported_one is not None


def _roll_up(connection: Connection, release_id: int) -> None:
    """Count the rollups from what is frozen: for that it stands in the place of today's tables, with empty rollups."""
    shadows.put_before(connection, release_id)
    rollups.rebuild(connection)
    for table in shadows.ROLLUPS:
        _keep(connection, table.name, release_id)
    shadows.take_away(connection)


def _keep(connection: Connection, name: str, release_id: int) -> None:
    """Copy what a table holds, whichever is found under its name, into the release."""
    columns = ", ".join(one.name for one in RELEASED[name].columns if one.name != "release_id")
    connection.execute(
        text(f"INSERT INTO release_{name} (release_id, {columns}) SELECT :release, {columns} FROM {name}"),  # noqa: S608
        {"release": release_id},
    )
