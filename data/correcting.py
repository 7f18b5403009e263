"""Declared corrections in the database: the stored figure is the corrected one, the source's stays beside it.

`correction` holds what is declared, `corrected` what was done: of each corrected observation of a submission the
source's value and state, and the reason. What is no longer declared, or no longer fits, is undone.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, select, update

from data.catalogue import Catalogue
from data.corrections import Correction
from data.schema import category, corrected, correction, indicator, library, observation, raw_text
from data.states import State

Report = tuple[int, int]  # library_id, period
Touched = set[tuple[int, str]]  # period and territory in which a stored value changed


class Where(NamedTuple):
    """The key of an observation, and its territory."""

    indicator_id: int
    period: int
    library_id: int
    category_id: int
    territory: str


def synchronise(connection: Connection, catalogue: Catalogue) -> Touched:
    """Bring declared corrections and what they do to the current view up to date; return what changed."""
    rows = _declared_rows(connection, catalogue)
    known = [dict(row) for row in connection.execute(select(correction).order_by(*correction.primary_key)).mappings()]
    if known == rows:
        return set()
    touched = _undo(connection)
    connection.execute(correction.delete())
    if rows:
        connection.execute(correction.insert(), rows)
    return touched | apply(connection)


def apply(connection: Connection, reports: Collection[Report] | None = None) -> Touched:
    """Correct the current observations of the reports given (all: None) that fit; return what changed."""
    wanted = None if reports is None else set(reports)
    touched: Touched = set()
    named = select(correction, library.c.territory).join(library, library.c.id == correction.c.library_id)
    for row in connection.execute(named).mappings().all():
        if wanted is not None and (row["library_id"], row["period"]) not in wanted:
            continue
        where = Where(*(row[name] for name in Where._fields))
        if _apply_one(connection, where, Correction.model_validate_json(row["declared"])):
            touched.add((where.period, where.territory))
    return touched


def source_text(value: float | None, raw: str | None) -> str | None:
    """Return what a cell says: its text where it was kept, else its number as written."""
    return raw if raw is not None or value is None else f"{value:.15g}"


def _apply_one(connection: Connection, where: Where, declared: Correction) -> bool:
    found = connection.execute(_observation(where)).mappings().one_or_none()
    if found is None or found["already"] is not None:
        return False
    if not declared.fits(found["value"], source_text(found["value"], found["text"])):
        return False
    value = declared.corrected(found["value"])
    state = State.ERROR if value is None else State.REPORTED
    _store(connection, where, value, state)
    done = {name: found[name] for name in ("submission_id", "indicator_id", "category_id")}
    before = {"source_value": found["value"], "source_state": found["state"]}
    after = {"value": value, "state": state, "reason": json.dumps(declared.reason, ensure_ascii=False)}
    connection.execute(corrected.insert(), {**done, **before, **after})
    return True


def _undo(connection: Connection) -> Touched:
    """Give the current observations that were corrected the source's values back."""
    rows, done = observation.c, corrected.c
    same = _same_observation()
    current = (
        select(rows.indicator_id, rows.period, rows.library_id, rows.category_id, library.c.territory)
        .add_columns(done.submission_id, done.source_value, done.source_state)
        .join(corrected, same)
        .join(library, library.c.id == rows.library_id)
    )
    touched: Touched = set()
    for row in connection.execute(current).mappings().all():
        where = Where(*(row[name] for name in Where._fields))
        _store(connection, where, row["source_value"], State(row["source_state"]))
        keys = (done.submission_id, done.indicator_id, done.category_id)
        connection.execute(corrected.delete().where(*(key == row[key.name] for key in keys)))
        touched.add((where.period, where.territory))
    return touched


def _same_observation() -> ColumnElement[bool]:
    rows, done = observation.c, corrected.c
    return and_(
        done.submission_id == rows.submission_id,
        done.indicator_id == rows.indicator_id,
        done.category_id == rows.category_id,
    )


def _at(where: Where) -> ColumnElement[bool]:
    rows = observation.c
    return and_(
        rows.indicator_id == where.indicator_id,
        rows.period == where.period,
        rows.library_id == where.library_id,
        rows.category_id == where.category_id,
    )


def _observation(where: Where) -> Select[tuple[object, ...]]:
    """Return the question for the current observation, its cell's text, and whether it was corrected already."""
    rows, raw = observation.c, raw_text.c
    same_text = and_(
        raw.submission_id == rows.submission_id,
        raw.indicator_id == rows.indicator_id,
        raw.category_id == rows.category_id,
    )
    columns = (observation, raw.text, corrected.c.submission_id.label("already"))
    joined = observation.outerjoin(raw_text, same_text).outerjoin(corrected, _same_observation())
    return select(*columns).select_from(joined).where(_at(where))


def _store(connection: Connection, where: Where, value: float | None, state: State) -> None:
    connection.execute(update(observation).where(_at(where)).values(value=value, state=state))


def _declared_rows(connection: Connection, catalogue: Catalogue) -> list[dict[str, object]]:
    """Return the rows of what is declared, in the order of the key."""
    libraries, indicators, categories = (_numbers(connection, table) for table in (library, indicator, category))
    rows = [
        {
            "library_id": libraries[one.library],
            "period": one.period,
            "indicator_id": indicators[one.indicator],
            "category_id": categories[one.category],
            "declared": one.model_dump_json(exclude_defaults=True),
        }
        for one in catalogue.corrections.values()
    ]
    return sorted(rows, key=lambda row: [row[name] for name in ("library_id", "period", "indicator_id", "category_id")])


def _numbers(connection: Connection, table: Table) -> dict[str, int]:
    return {row.code: row.id for row in connection.execute(select(table.c.code, table.c.id))}
