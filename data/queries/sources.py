"""Where the values of an indicator came from: file, sheet, cell and text, library by library."""

from __future__ import annotations

import json
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from data.moments import as_utc
from data.queries.facts import indicator_id
from data.queries.scope import Scope
from data.queries.versions import Value, place_of
from data.schema import category, corrected, library, observation, raw_text, source_file, submission
from data.states import State


class Source(NamedTuple):
    """One observation in force and where it came from."""

    library: str
    name: str
    territory: str
    period: int
    category: str  # "" for none
    said: Value
    file: str
    received_at: datetime
    submission_id: int
    version: int


def sources(session: Session, scope: Scope, code: str) -> list[Source]:
    """Return the observations of an indicator in the scope, whatever their state, by library, period and category."""
    rows, raw, done = observation.c, raw_text.c, corrected.c
    same = ("submission_id", "indicator_id", "category_id")
    wanted = [rows.indicator_id == indicator_id(code), scope.holds(rows.period), submission.c.form == scope.form]
    wanted.append(scope.includes(library.c.territory, library.c.kind))
    if scope.library:
        wanted.append(library.c.code == scope.library)
    question = (
        select(
            library.c.code.label("library"), library.c.name, library.c.territory, rows.period,
            category.c.code.label("category"), rows.value, rows.state, rows.cell, raw.text, done.source_value,
            done.reason, source_file.c.name.label("file"), source_file.c.sheets, submission.c.received_at,
            rows.submission_id, submission.c.version,
        )
        .select_from(observation)
        .join(library, library.c.id == rows.library_id)
        .join(category, category.c.id == rows.category_id)
        .join(submission, submission.c.id == rows.submission_id)
        .join(source_file, source_file.c.id == submission.c.source_file_id)
        .outerjoin(raw_text, and_(*(raw[name] == rows[name] for name in same)))
        .outerjoin(corrected, and_(*(done[name] == rows[name] for name in same)))
        .where(*wanted)
        .order_by(library.c.code, rows.period, category.c.id)
    )  # fmt: skip
    return [
        Source(
            row.library, row.name, row.territory, row.period, "" if row.category == "-" else row.category,
            Value(
                row.value, State(row.state), *place_of(row.cell, row.sheets), row.text, row.source_value,
                json.loads(row.reason) if row.reason else None,
            ),
            row.file, as_utc(row.received_at), row.submission_id, row.version,
        )
        for row in session.execute(question)
    ]  # fmt: skip
