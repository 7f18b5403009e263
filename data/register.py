"""The declared registers in the database: libraries, indicators, categories, each with a number that never changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, Engine, Table, bindparam, func, select

from data import completeness, correcting, deadlines, rollups
from data.catalogue import Catalogue, load_catalogue
from data.database_errors import DatabaseError
from data.disclosure import cell_key, protections
from data.models import Library
from data.periods import Month
from data.rounding import key_of
from data.schema import (
    NO_CATEGORY,
    category,
    indicator,
    library,
    library_status,
    network,
    protected,
    submission,
)
from data.store import writing

ALWAYS = 190_001  # in_network_from of a network that does not say when its libraries joined
# What rollups stand on.
_COUNTED_BY = ("territory", "kind", "in_network_from", "in_network_to", "opened", "closed", "obligated")


class FoundLibrary(NamedTuple):
    """A library of an open register: taken from a file, because no register declares it."""

    code: str
    name: str
    territory: str
    kind: str
    in_network_from: int


def synchronise(engine: Engine, catalogue: Catalogue) -> None:
    """Bring the registers in the database up to date; returns at once where nothing changed.

    Raises DatabaseError where the database holds another network.
    """
    with engine.connect() as connection:
        current = is_current(connection, catalogue)
    if not current:
        with writing(engine) as connection:
            store(connection, catalogue)


def is_current(connection: Connection, catalogue: Catalogue) -> bool:
    """Return True where the database holds these very registers; raises DatabaseError for another network's."""
    found = connection.execute(select(network.c.name, network.c.registers_hash)).one_or_none()
    if found is not None and found.name != catalogue.settings.name:
        address = connection.engine.url.render_as_string()
        raise DatabaseError("other-network", address, f"it holds the network {found.name!r}")
    return found is not None and found.registers_hash == _hash(catalogue, _library_rows(catalogue))


def store(connection: Connection, catalogue: Catalogue) -> None:
    """Write the registers. A library that they no longer name stays: its reports are still there.

    Rollups are made anew when a library moved to another territory, type or time, or other counts are to be rounded;
    what is owed, and whether it was on
    time, when a status or a due date changed.
    """
    rows = _library_rows(catalogue)
    _add_codes(connection, indicator, catalogue.indicators, first=1)
    _add_codes(connection, category, ["-", *catalogue.categories], first=NO_CATEGORY)
    moved = _store_libraries(connection, rows)
    moved |= store_protection(connection, catalogue)
    owing = _store_statuses(connection, catalogue)
    owing |= deadlines.store(connection, catalogue)
    rollups.refresh_totals(connection, correcting.synchronise(connection, catalogue))
    settings = catalogue.settings
    facts = {
        "name": settings.name,
        "demonstration": settings.demonstration,
        "registers_hash": _hash(catalogue, rows),
    }
    connection.execute(network.delete())
    connection.execute(network.insert(), facts)
    if connection.scalar(select(submission.c.id).limit(1)) is not None:
        if moved:
            rollups.rebuild(connection)
        elif owing:
            completeness.rebuild(connection)


def add_library(connection: Connection, found: FoundLibrary) -> int:
    """Return the number of a library of an open register, which is added or, where it reports earlier, belongs earlier.

    It belongs to the network from the first month it is known to have reported.
    """
    known = connection.execute(
        select(library.c.id, library.c.in_network_from).where(library.c.code == found.code)
    ).one_or_none()
    if known is None:
        number = next_id(connection, library)
        row = {"id": number, **found._asdict(), "record_key": key_of(found.code)}
        connection.execute(library.insert(), row)
        return number
    if known.in_network_from is None or known.in_network_from > found.in_network_from:
        update = library.update().where(library.c.id == known.id)
        connection.execute(update, {"in_network_from": found.in_network_from})
    return int(known.id)


def codes(connection: Connection, table: Table) -> dict[str, int]:
    """Return the number of each code of `library`, `indicator` or `category`."""
    return {row.code: row.id for row in connection.execute(select(table.c.code, table.c.id))}


def next_id(connection: Connection, table: Table) -> int:
    """Return the number after the highest one in use; only the single writer may use it."""
    return 1 + int(connection.scalar(select(func.coalesce(func.max(table.c.id), 0))) or 0)


def _hash(catalogue: Catalogue, rows: list[dict[str, object]]) -> str:
    settings = catalogue.settings
    facts = [settings.name, settings.demonstration, list(catalogue.indicators), list(catalogue.categories), rows]
    facts.append([correction.model_dump(mode="json") for correction in catalogue.corrections.values()])
    facts.append([status.model_dump(mode="json") for statuses in catalogue.statuses.values() for status in statuses])
    facts.append([(*key, said.base, cell_key(*key)) for *key, said in protections(catalogue.categories)])
    facts.append(
        [(one.form, one.period, str(one.due_on), settings.time_zone) for one in deadlines.due_dates(catalogue)]
    )
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _library_rows(catalogue: Catalogue) -> list[dict[str, object]]:
    libraries = catalogue.libraries.values()
    joined_is_told = any(declared.in_network_from for declared in libraries)
    joined = None if joined_is_told else ALWAYS
    return [{**_library_row(one, joined), "obligated": _obligated(one, catalogue)} for one in libraries]


def _obligated(declared: Library, catalogue: Catalogue) -> bool:
    territory = catalogue.territories.get(declared.territory)
    return territory is None or territory.obligated


def _library_row(declared: Library, joined: int | None) -> dict[str, object]:
    return {
        "code": declared.code,
        "name": declared.name,
        "kind": declared.kind,
        "territory": declared.territory,
        "area": declared.area,
        "population": declared.population,
        "in_network_from": _stored(declared.in_network_from) or joined,
        "in_network_to": _stored(declared.in_network_to),
        "opened": _stored(declared.opened),
        "closed": _stored(declared.closed),
    }


def _stored(month: Month | None) -> int | None:
    return month.period if month else None


def _add_codes(connection: Connection, table: Table, declared: Iterable[str], *, first: int) -> None:
    known = codes(connection, table)
    number = max(known.values(), default=first - 1) + 1
    new = [code for code in declared if code not in known]
    if new:
        connection.execute(table.insert(), [{"id": number + index, "code": code} for index, code in enumerate(new)])


def _store_libraries(connection: Connection, rows: list[dict[str, object]]) -> bool:
    """Insert and update the libraries; returns True where a known one changed in what rollups stand on."""
    known = {row["code"]: dict(row) for row in connection.execute(select(library)).mappings()}
    number = next_id(connection, library)
    new = [row for row in rows if row["code"] not in known]
    changed = [row for row in rows if row["code"] in known and any(known[row["code"]][key] != row[key] for key in row)]
    if new:
        connection.execute(library.insert(), [{"id": number + index, **row} for index, row in enumerate(new)])
    if changed:
        update = library.update().where(library.c.code == bindparam("known_code"))
        values = [{("known_code" if key == "code" else key): value for key, value in row.items()} for row in changed]
        connection.execute(update, values)
    return bool(new) or any(known[row["code"]][key] != row[key] for row in changed for key in _COUNTED_BY)


def protect(connection: Connection) -> None:
    """Let counts that an earlier version kept exact be rounded, by the shipped definitions, before anybody reads."""
    there = connection.scalar(select(library.c.id).limit(1)) is not None
    if there and store_protection(connection, load_catalogue()):
        rollups.rebuild(connection)


def store_protection(connection: Connection, catalogue: Catalogue) -> bool:
    """Write what is rounded and by what; returns True where it changed."""
    unknown = connection.execute(select(library.c.id, library.c.code).where(library.c.record_key == 0)).all()
    if unknown:
        update = library.update().where(library.c.id == bindparam("known_id"))
        connection.execute(update, [{"known_id": row.id, "record_key": key_of(row.code)} for row in unknown])
    indicators, categories = codes(connection, indicator), codes(connection, category)
    rows = [
        {
            "indicator_id": indicators[measure],
            "category_id": categories[of_category],
            "base": said.base,
            "cell_key": cell_key(measure, of_category),
        }
        for measure, of_category, said in protections(catalogue.categories)
        if measure in indicators and of_category in categories
    ]
    known = [dict(row) for row in connection.execute(select(protected)).mappings()]
    changed = {tuple(row.values()) for row in known} != {tuple(row.values()) for row in rows}
    if changed:
        connection.execute(protected.delete())
        if rows:
            connection.execute(protected.insert(), rows)
    return changed or bool(unknown)


def _store_statuses(connection: Connection, catalogue: Catalogue) -> bool:
    """Write the dated statuses of the libraries in place of those there are; returns True where they changed."""
    numbers = codes(connection, library)
    rows = [
        {
            "library_id": numbers[status.library],
            "status": status.status,
            "first": status.since.period,
            "last": _stored(status.until),
            "other_id": numbers[status.other] if status.other else None,
            "months": "".join(str(int(month in status.months)) for month in range(1, 13)) if status.months else None,
            "text": status.former_name or status.where,
        }
        for statuses in catalogue.statuses.values()
        for status in statuses
    ]
    known = [dict(row) for row in connection.execute(select(library_status)).mappings()]
    changed = {tuple(row.values()) for row in known} != {tuple(row.values()) for row in rows}
    if changed:
        connection.execute(library_status.delete())
        if rows:
            connection.execute(library_status.insert(), rows)
    return changed
