"""What became of the declared corrections: applied, waiting for a report, or without their error."""

from __future__ import annotations

import json
from typing import Literal, NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from data.bounds import bounds_of
from data.correcting import source_text
from data.corrections import Correction
from data.provenance import cell_name, unpack_cell
from data.schema import (
    category,
    corrected,
    correction,
    indicator,
    library,
    observation,
    raw_text,
    source_file,
    submission,
)

Outcome = Literal["applied", "waiting", "outdated"]


class Corrected(NamedTuple):
    """A declared correction and what it met. `source`: what the cell says; None in the place of what is not there."""

    library: str
    library_name: str
    period: int
    indicator: str
    category: str
    outcome: Outcome
    source: str | None
    value: float | None  # as stored
    reason: dict[str, str]
    file: str | None
    sheet: str | None
    cell: str | None


def corrections(session: Session) -> list[Corrected]:
    """Return every declared correction, within the session's bounds, with what it did to the current view, by library,
    period and indicator."""
    rows, done, raw = observation.c, corrected.c, raw_text.c
    key = ("library_id", "period", "indicator_id", "category_id")
    question = (
        select(
            library.c.code, library.c.name, correction.c.period, indicator.c.code.label("indicator"),
            category.c.code.label("category"), correction.c.declared, rows.value, rows.cell,
            rows.submission_id, raw.text,
            done.submission_id.label("done"), done.source_value, source_file.c.name.label("file"), source_file.c.sheets,
        )
        .select_from(correction)
        .join(library, library.c.id == correction.c.library_id)
        .join(indicator, indicator.c.id == correction.c.indicator_id)
        .join(category, category.c.id == correction.c.category_id)
        .outerjoin(observation, and_(*(rows[name] == correction.c[name] for name in key)))
        .outerjoin(raw_text, and_(*(raw[name] == rows[name] for name in ("submission_id", *key[2:]))))
        .outerjoin(corrected, and_(*(done[name] == rows[name] for name in ("submission_id", *key[2:]))))
        .outerjoin(submission, submission.c.id == rows.submission_id)
        .outerjoin(source_file, source_file.c.id == submission.c.source_file_id)
        .where(bounds_of(session).holds(library.c.code, library.c.territory))
        .order_by(library.c.code, correction.c.period, indicator.c.code, category.c.code)
    )  # fmt: skip
    found = []
    for row in session.execute(question):
        there, applied = row.submission_id is not None, row.done is not None
        sheet, cell = _place(row.cell, json.loads(row.sheets)) if there else (None, None)
        found.append(
            Corrected(
                row.code, row.name, row.period, row.indicator, row.category,
                "applied" if applied else "outdated" if there else "waiting",
                source_text(row.source_value if applied else row.value, row.text), row.value,
                Correction.model_validate_json(row.declared).reason, row.file, sheet, cell,
            )
        )  # fmt: skip
    return found


def _place(packed: int, sheets: list[str]) -> tuple[str | None, str]:
    """Return the names of a cell's sheet and of the cell."""
    sheet, row, column = unpack_cell(packed)
    return sheets[sheet] if sheet < len(sheets) else None, cell_name(row, column)
