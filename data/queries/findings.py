"""What was found in the files received: problems by file and by library, each with its cell."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection

import pandas as pd
from sqlalchemy import Select, Subquery, Table, exists, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from data.bounds import bounds_of
from data.catalogue import Catalogue
from data.moments import as_utc
from data.queries.scope import Scope, scope_of
from data.schema import library, problem, refused_report, source_file, submission
from data.selection import Selection

SEVERITIES = ("refuse", "warn", "note")
FILE_COLUMNS = ["file_id", "file", "received_at", "sender", "channel", "status", "reports"]
FINDING_COLUMNS = ["file_id", "file", "received_at", "library", "kind", "severity", "sheet", "cell", "found", "details"]


def files_received(
    session: Session, catalogue: Catalogue, selection: Selection, *, annual: bool = False
) -> pd.DataFrame:
    """Return a row for each file about a report of the selection, the latest received first: file_id, file,
    received_at (UTC), sender, channel, status (accepted | refused), reports (of the selection, in the file), and how
    many problems refuse, warn and note. A refused file whose reports nobody could tell is there, with 0 reports, when
    all libraries are selected.
    """
    scope = scope_of(session, catalogue, selection, annual=annual)
    about = _about(scope)
    of_file = (source_file.c.id, source_file.c.name, source_file.c.received_at, source_file.c.sender)
    question = select(*of_file, source_file.c.channel, source_file.c.status, about.c.reports).join(
        about, about.c.file_id == source_file.c.id
    )
    rows = session.execute(question.order_by(source_file.c.received_at.desc(), source_file.c.id))
    frame = _with_moments(pd.DataFrame([tuple(row) for row in rows], columns=FILE_COLUMNS, dtype=object))
    told: dict[tuple[int, str], int] = defaultdict(int)
    by_severity = (problem.c.source_file_id, problem.c.severity)
    for number, severity, count in session.execute(select(*by_severity, func.count()).group_by(*by_severity)):
        told[number, severity] = count
    for severity in SEVERITIES:
        frame[severity] = [told[number, severity] for number in frame["file_id"]]
    return frame


def findings(session: Session, catalogue: Catalogue, selection: Selection, *, annual: bool = False) -> pd.DataFrame:
    """Return a row for each problem of those files, in the order of the files and as found in each: file_id, file,
    received_at (UTC), library (None where the problem is of the whole file), kind, severity, sheet, cell, found,
    details (a dictionary: the values of the kind's message).
    """
    scope = scope_of(session, catalogue, selection, annual=annual)
    about = _about(scope)
    of_file = (source_file.c.id, source_file.c.name, source_file.c.received_at, null())
    what = (problem.c.kind, problem.c.severity, problem.c.sheet, problem.c.cell, problem.c.found, problem.c.details)
    question = (
        select(*of_file, *what)
        .select_from(
            problem.join(source_file, source_file.c.id == problem.c.source_file_id).join(
                about, about.c.file_id == source_file.c.id
            )
        )
        .order_by(source_file.c.received_at.desc(), source_file.c.id, problem.c.id)
    )
    frame = pd.DataFrame([tuple(row) for row in session.execute(question)], columns=FINDING_COLUMNS, dtype=object)
    frame["details"] = [json.loads(details) for details in frame["details"]]
    alone = _libraries_alone(session, _files(frame))
    told = zip(frame["details"], frame["file_id"], strict=True)
    whose = [alone.get(file) or details.get("library") for details, file in told]
    frame["library"] = pd.Series(whose, index=frame.index, dtype=object)
    if scope.library:
        its = pd.Series([one in (None, scope.library) for one in whose], index=frame.index, dtype=bool)
        frame = frame[its].reset_index(drop=True)
    return _with_moments(_within_bounds(session, frame))


def _within_bounds(session: Session, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the findings that may be seen: those of libraries within the session's bounds, named by their code or by a
    name that no other library has, and of whole files all of whose reports are of such libraries."""
    bounds = bounds_of(session)
    if bounds.everything:
        return frame
    unit, seen, outside = library.c, set[object](), set[int]()
    within = bounds.holds(unit.code, unit.territory)
    for code, name in session.execute(select(unit.code, unit.name).where(within)):
        seen |= {code, name}
    seen -= set(session.scalars(select(unit.name).where(~within)))
    for table in (submission, refused_report):
        number = table.c.source_file_id
        others = select(number).join(library, unit.id == table.c.library_id).where(~within, number.in_(_files(frame)))
        outside.update(session.scalars(others.distinct()))
    told = zip(frame["library"], frame["file_id"], strict=True)
    kept = [library in seen or (library is None and file not in outside) for library, file in told]
    return frame[pd.Series(kept, index=frame.index, dtype=bool)].reset_index(drop=True)


def _files(frame: pd.DataFrame) -> list[int]:
    return sorted({int(number) for number in frame["file_id"]})


def _libraries_alone(session: Session, files: Collection[int]) -> dict[int, str]:
    """Return the library of each of the files that is about one library only."""
    found: dict[int, str] = {}
    for table in (submission, refused_report):
        number = table.c.source_file_id
        question = select(number, func.min(library.c.code)).join(library, library.c.id == table.c.library_id)
        one = question.where(number.in_(list(files))).group_by(number).having(func.count(library.c.id.distinct()) == 1)
        found.update((file, code) for file, code in session.execute(one))
    return found


def _about(scope: Scope) -> Subquery:
    """Return file_id, reports: the files about the scope, and how many of its reports each is about."""
    each = union_all(*(_reports(scope, table) for table in (submission, refused_report))).subquery()
    known = select(each.c.file_id, func.count().label("reports")).group_by(each.c.file_id)
    everything = scope.territories is None and scope.kinds is None and scope.library is None
    return (union_all(known, _nobody_knows()) if everything else known).subquery()


def _reports(scope: Scope, table: Table) -> Select[int]:
    """Return file_id: one row for each report of the scope that a file is about."""
    return select(table.c.source_file_id.label("file_id")).where(
        table.c.form == scope.form,
        scope.holds(table.c.period),
        library.c.id == table.c.library_id,
        scope.includes(library.c.territory, library.c.kind),
    )


def _nobody_knows() -> Select[int, int]:
    """Return the refused files whose reports nobody could tell."""
    known = exists().where(refused_report.c.source_file_id == source_file.c.id)
    return select(source_file.c.id, literal(0)).where(source_file.c.status == "refused", ~known)


def _with_moments(frame: pd.DataFrame) -> pd.DataFrame:
    frame["received_at"] = pd.Series([as_utc(moment) for moment in frame["received_at"]], dtype="datetime64[us, UTC]")
    return frame
