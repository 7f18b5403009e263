"""Writes a group of files inside the caller's transaction: the one place where observations enter the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, Connection, Integer, MetaData, Table, text

from data import bulk, completeness, correcting, rollups
from data.grouping import order_of
from data.register import FoundLibrary, add_library
from data.rollups import Added, Place, Touched
from data.schema import observation, raw_text, superseded_observation
from data.states import State
from etl.storing import submissions
from etl.storing.list_writing import write_lists
from etl.storing.packing import PackedFile
from etl.storing.precedence import NONE_DECLARED, Precedence
from etl.storing.stored_files import store_files
from etl.storing.submissions import Planned
from etl.storing.versions_told import told_of_versions
from etl.summary import FileOutcome

_replaced = Table(
    "replaced_submission",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("period", Integer),
    Column("library_id", Integer),
    Column("by_id", Integer),
    prefixes=["TEMPORARY"],
)
# CROSS JOIN tells SQLite the order: for each replaced submission one look into the observations for each indicator.
_FOUND = (
    "FROM replaced_submission r CROSS JOIN indicator i CROSS JOIN observation o "
    "WHERE o.indicator_id = i.id AND o.period = r.period AND o.library_id = r.library_id AND o.submission_id = r.id"
)
_KEEP = text(
    "INSERT INTO superseded_observation (submission_id, indicator_id, category_id, value, state, cell) "
    f"SELECT o.submission_id, o.indicator_id, o.category_id, o.value, o.state, o.cell {_FOUND}"
)
_REMOVE = text(
    "DELETE FROM observation WHERE (indicator_id, period, library_id, category_id) IN ("  # noqa: S608 (constants)
    f"SELECT o.indicator_id, o.period, o.library_id, o.category_id {_FOUND})"
)
_CLOSE = text(
    "UPDATE submission SET status = 'superseded', superseded_by_id = "
    "(SELECT r.by_id FROM replaced_submission r WHERE r.id = submission.id) "
    "WHERE id IN (SELECT id FROM replaced_submission)"
)

KIND_OF_FOUND = "mixt"  # library type of a library that a file brings: such a file does not say


def write_group(
    connection: Connection, files: Sequence[PackedFile], now: datetime, precedence: Precedence = NONE_DECLARED
) -> list[FileOutcome]:
    """Write files and return what became of each: a refused one leaves only itself and its problems."""
    files = [file.dated(now) for file in files]
    found = _add_libraries(connection, files)
    planned = submissions.plan(connection, files, precedence)
    files = told_of_versions(files, planned, precedence)
    where = rollups.places(connection)
    file_ids = store_files(connection, files)
    submissions.store(connection, planned, file_ids)
    _move_replaced(connection, planned)
    columns = _columns(planned)
    live = np.repeat([new.live for new in planned], [new.report.readings for new in planned]).astype(bool)
    _insert_observations(connection, columns, live)
    _insert_raw(connection, planned, columns)
    write_lists(connection, planned)
    _update_rollups(connection, planned, columns, live, where)
    live_reports = {(new.key.library_id, new.key.period) for new in planned if new.live}
    rollups.refresh_totals(connection, correcting.apply(connection, live_reports))
    if found:
        completeness.rebuild(connection)
    by_file = defaultdict(list)
    for new in planned:
        by_file[new.file.sha256].append(new)
    return [_outcome(file, by_file[file.sha256]) for file in files]


def _add_libraries(connection: Connection, files: Sequence[PackedFile]) -> bool:
    """Add the libraries of open registers that the accepted files bring; returns True where there are any."""
    found = False
    for file in files:
        first: dict[str, int] = {}
        for report in file.reports:
            month = report.period if report.period >= 10_000 else report.period * 100 + 1
            first[report.library] = min(month, first.get(report.library, month))
        for new in () if file.refused else file.new_libraries:
            if new.code in first:
                add_library(connection, FoundLibrary(new.code, new.name, new.territory, KIND_OF_FOUND, first[new.code]))
                found = True
    return found


def _move_replaced(connection: Connection, planned: Sequence[Planned]) -> None:
    """Move the rows of stored submissions that are replaced out of the current view."""
    replaced = [(number, new) for new in planned for number in new.replaces_stored]
    if not replaced:
        return
    bulk.empty_temporary(connection, _replaced)
    bulk.insert(
        connection,
        _replaced,
        {
            "id": [number for number, _new in replaced],
            "period": [new.key.period for _number, new in replaced],
            "library_id": [new.key.library_id for _number, new in replaced],
            "by_id": [new.id for _number, new in replaced],
        },
    )
    for statement in (_KEEP, _REMOVE, _CLOSE):
        connection.execute(statement)


def _columns(planned: Sequence[Planned]) -> dict[str, NDArray[np.generic]]:
    """Return the observations of the submissions, column by column."""
    counts = [new.report.readings for new in planned]
    rows = [file.rows for file in {id(new.file): new.file for new in planned}.values()]

    def repeated(values: list[int]) -> NDArray[np.generic]:
        return np.repeat(np.array(values, dtype=np.int64), counts)

    def joined(name: str, kind: type[np.generic]) -> NDArray[np.generic]:
        return np.concatenate([np.empty(0, dtype=kind), *(getattr(part, name) for part in rows)])

    return {
        "indicator_id": joined("indicator_id", np.int16),
        "period": repeated([new.key.period for new in planned]),
        "library_id": repeated([new.key.library_id for new in planned]),
        "category_id": joined("category_id", np.int16),
        "value": joined("value", np.float64),
        "state": joined("state", np.int8),
        "submission_id": repeated([new.id for new in planned]),
        "cell": joined("cell", np.int64),
    }


def _insert_observations(
    connection: Connection, columns: dict[str, NDArray[np.generic]], live: NDArray[np.bool_]
) -> None:
    order = order_of(*(columns[name] for name in ("indicator_id", "period", "library_id", "category_id")))
    current, superseded = order[live[order]], np.flatnonzero(~live)
    bulk.insert(connection, observation, _with_nulls({name: column[current] for name, column in columns.items()}))
    kept = {name: columns[name][superseded] for name in superseded_observation.c.keys()}  # noqa: SIM118 (not a dict)
    bulk.insert(connection, superseded_observation, _with_nulls(kept))


def _with_nulls(columns: dict[str, NDArray[np.generic]]) -> dict[str, bulk.Column]:
    values: list[float | None] = columns["value"].tolist()
    for place in np.flatnonzero(columns["state"] != State.REPORTED).tolist():
        values[place] = None
    return {**columns, "value": values}


def _insert_raw(connection: Connection, planned: Sequence[Planned], columns: dict[str, NDArray[np.generic]]) -> None:
    offset = 0
    rows: list[int] = []
    texts: list[str] = []
    for file in {id(new.file): new.file for new in planned}.values():
        rows.extend(offset + row for row, _said in file.raw)
        texts.extend(said for _row, said in file.raw)
        offset += len(file.rows)
    at = np.array(rows, dtype=np.int64)
    keys = {name: columns[name][at] for name in ("submission_id", "indicator_id", "category_id")}
    bulk.insert(connection, raw_text, {**keys, "text": texts})


def _update_rollups(
    connection: Connection,
    planned: Sequence[Planned],
    columns: dict[str, NDArray[np.generic]],
    live: NDArray[np.bool_],
    where: dict[int, Place],
) -> None:
    """Add what is new to the totals; count anew where something was replaced."""
    touched = [Touched(new.key.form, new.key.period, where[new.key.library_id].territory) for new in planned]
    replaced = {report[1:] for report, new in zip(touched, planned, strict=True) if new.replaces_stored}
    counts = [new.report.readings for new in planned]
    fresh = np.repeat(np.array([report[1:] not in replaced for report in touched], dtype=bool), counts)
    counted = live & fresh & (columns["state"] == State.REPORTED)
    added = {name: columns[name][counted] for name in ("indicator_id", "period", "library_id", "category_id", "value")}
    rollups.add(connection, Added(**added), where)
    rollups.refresh_totals(connection, replaced)
    completeness.refresh(connection, set(touched))


def _outcome(file: PackedFile, planned: Sequence[Planned]) -> FileOutcome:
    if file.refused:
        return FileOutcome(file.name, "refused", refused=max(1, len(file.reports)), problems=file.problems)
    superseding = sum(1 for new in planned if new.replaces)
    outranked = sum(1 for new in planned if new.outranked)
    return FileOutcome(
        name=file.name,
        status="accepted",
        accepted=len(planned) - superseding - outranked,
        superseding=superseding,
        outranked=outranked,
        states=tuple(np.bincount(file.rows.state, minlength=len(State)).tolist()),
        problems=file.problems,
    )
