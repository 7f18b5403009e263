"""Received files in the database: which are known already, and the rows of those that are new."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, func, select

from data.register import codes, next_id
from data.schema import library, problem, refused_report, source_file, submission
from etl.problems import Problem
from etl.storing.packing import PackedFile

_MANY = 500  # values in one IN (…)
_WHAT = ("kind", "severity", "sheet", "cell", "found", "details")


def accepted_files(connection: Connection, among: Sequence[str] | None = None) -> dict[str, int]:
    """Return the number of submissions of each accepted file, by its sha256: of all, or of those `among` some."""
    question = (
        select(source_file.c.sha256, func.count(submission.c.id).label("submissions"))
        .select_from(source_file.outerjoin(submission, submission.c.source_file_id == source_file.c.id))
        .where(source_file.c.status == "accepted")
        .group_by(source_file.c.sha256)
    )
    if among is None:
        return {row.sha256: row.submissions for row in connection.execute(question)}
    parts = (among[start : start + _MANY] for start in range(0, len(among), _MANY))
    rows = (row for part in parts for row in connection.execute(question.where(source_file.c.sha256.in_(part))))
    return {row.sha256: row.submissions for row in rows}


def store_files(connection: Connection, files: Sequence[PackedFile]) -> dict[str, int]:
    """Write files with their problems and return the numbers of the accepted ones by sha256.

    A file refused before is replaced; refused again for the same reasons it is left as it is.
    """
    refused_before = _refused(connection, [file.sha256 for file in files])
    new = []
    for file in files:
        known = refused_before.get(file.sha256)
        if known is None or not file.refused or known[1] != [_problem_row(found) for found in file.problems]:
            new.append(file)
    _forget(connection, [refused_before[file.sha256][0] for file in new if file.sha256 in refused_before])
    first = next_id(connection, source_file)
    if new:
        rows = [_file_row(file, first + index) for index, file in enumerate(new)]
        connection.execute(source_file.insert(), rows)
        _store_problems(connection, new, first)
        _store_refused(connection, new, first)
    return {file.sha256: first + index for index, file in enumerate(new) if not file.refused}


def _store_problems(connection: Connection, files: Sequence[PackedFile], first_file: int) -> None:
    number = next_id(connection, problem)
    rows = [
        {"source_file_id": first_file + index, **_problem_row(found)}
        for index, file in enumerate(files)
        for found in file.problems
    ]
    if rows:
        connection.execute(problem.insert(), [{"id": number + index, **row} for index, row in enumerate(rows)])


def _store_refused(connection: Connection, files: Sequence[PackedFile], first_file: int) -> None:
    """Write down which reports the refused files were about."""
    library_ids = codes(connection, library) if any(file.refused and file.reports for file in files) else {}
    rows = {
        (report.form, report.period, library_ids[report.library], first_file + index)
        for index, file in enumerate(files)
        for report in (file.reports if file.refused else ())
        if report.library in library_ids
    }
    names = refused_report.c.keys()
    if rows:
        connection.execute(refused_report.insert(), [dict(zip(names, row, strict=True)) for row in sorted(rows)])


def _refused(connection: Connection, hashes: Sequence[str]) -> dict[str, tuple[int, list[dict[str, object]]]]:
    """Return number and problems of the files that were refused before, by sha256."""
    found: dict[str, tuple[int, list[dict[str, object]]]] = {}
    for start in range(0, len(hashes), _MANY):
        known = select(source_file.c.id, source_file.c.sha256).where(
            source_file.c.sha256.in_(hashes[start : start + _MANY]), source_file.c.status == "refused"
        )
        for number, sha256 in connection.execute(known).all():
            columns = [problem.c[name] for name in _WHAT]
            rows = select(*columns).where(problem.c.source_file_id == number).order_by(problem.c.id)
            found[sha256] = (number, [dict(row) for row in connection.execute(rows).mappings()])
    return found


def _forget(connection: Connection, numbers: Collection[int]) -> None:
    if numbers:
        for table in (problem, refused_report):
            connection.execute(table.delete().where(table.c.source_file_id.in_(numbers)))
        connection.execute(source_file.delete().where(source_file.c.id.in_(numbers)))


def _file_row(file: PackedFile, number: int) -> dict[str, object]:
    return {
        "id": number,
        "sha256": file.sha256,
        "name": file.name,
        "size": file.size,
        "layout": file.layout,
        "layout_version": file.layout_version,
        "language": file.language,
        "sheets": json.dumps(file.sheets, ensure_ascii=False),
        "status": "refused" if file.refused else "accepted",
        "received_at": file.received_at,
        "sender": file.arrival.sender,
        "channel": file.arrival.channel,
        "role": file.role,
        "saved_at": file.saved_at,
    }


def _problem_row(found: Problem) -> dict[str, object]:
    details = json.dumps(found.details, ensure_ascii=False, sort_keys=True)
    return {**{name: getattr(found, name) for name in _WHAT}, "details": details}
