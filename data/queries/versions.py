"""The versions of a report: what each file said of it, which is in force, and what changed between two of them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import DateTime, text
from sqlalchemy.orm import Session

from data.bounds import sees
from data.moments import as_utc
from data.provenance import cell_name, unpack_cell
from data.states import State


class Version(NamedTuple):
    """A version of a library's report of one period, or a refused file about it (then without a number)."""

    submission_id: int | None
    form: str
    version: int | None
    status: str  # accepted (in force) | superseded | refused
    received_at: datetime
    file_id: int
    file: str
    sender: str | None
    channel: str | None
    role: str | None
    saved_at: datetime | None
    asked: int
    filled: int
    superseded_by: int | None  # the submission that outranks it


class Value(NamedTuple):
    """What a version says of one question, and where."""

    value: float | None
    state: State
    sheet: str
    cell: str  # e.g. B17
    raw: str | None  # what the cell said, where that is not simply the number
    source: float | None = None  # of a corrected value: the number of the file
    reason: dict[str, str] | None = None  # of a corrected value: language -> why


class Change(NamedTuple):
    """A question that two versions answer differently; None: not asked in that version."""

    indicator: str
    category: str  # "" for none
    before: Value | None
    after: Value | None


_TIMES = {name: DateTime(timezone=True) for name in ("received_at", "saved_at")}
_VERSIONS = text("""
    SELECT s.id, s.form, s.version, s.status, s.received_at AS received_at, f.id AS file_id, f.name, f.sender,
           f.channel, f.role, f.saved_at AS saved_at, s.asked, s.filled, s.superseded_by_id
    FROM submission s JOIN source_file f ON f.id = s.source_file_id JOIN library l ON l.id = s.library_id
    WHERE l.code = :library AND s.period = :period
    UNION ALL
    SELECT NULL, r.form, NULL, 'refused', f.received_at, f.id, f.name, f.sender,
           f.channel, f.role, f.saved_at, 0, 0, NULL
    FROM refused_report r JOIN source_file f ON f.id = r.source_file_id JOIN library l ON l.id = r.library_id
    WHERE l.code = :library AND r.period = :period
    ORDER BY 5, 1
""").columns(**_TIMES)
# CROSS JOIN tells SQLite the order: one look into the observations for each indicator.
_VALUES = text("""
    SELECT i.code, c.code, o.value, o.state, o.cell, f.sheets, t.text, d.source_value, d.reason
    FROM submission s CROSS JOIN source_file f CROSS JOIN indicator i CROSS JOIN observation o CROSS JOIN category c
    LEFT JOIN raw_text t ON t.submission_id = s.id AND t.indicator_id = i.id AND t.category_id = c.id
    LEFT JOIN corrected d ON d.submission_id = s.id AND d.indicator_id = i.id AND d.category_id = c.id
    WHERE s.id = :submission AND f.id = s.source_file_id AND o.indicator_id = i.id AND o.period = s.period
    AND o.library_id = s.library_id AND o.submission_id = s.id AND c.id = o.category_id
    UNION ALL
    SELECT i.code, c.code, o.value, o.state, o.cell, f.sheets, t.text, d.source_value, d.reason
    FROM superseded_observation o JOIN submission s ON s.id = o.submission_id
    JOIN source_file f ON f.id = s.source_file_id
    JOIN indicator i ON i.id = o.indicator_id JOIN category c ON c.id = o.category_id
    LEFT JOIN raw_text t ON t.submission_id = s.id AND t.indicator_id = i.id AND t.category_id = c.id
    LEFT JOIN corrected d ON d.submission_id = s.id AND d.indicator_id = i.id AND d.category_id = c.id
    WHERE o.submission_id = :submission
""")

_WHOSE = text("SELECT l.code FROM library l JOIN submission s ON s.library_id = l.id WHERE s.id = :submission")

Values = dict[tuple[str, str], Value]  # (indicator, category) -> what a version says


def versions(session: Session, library: str, period: int) -> list[Version]:
    """Return every version of a library's reports of a stored period, and refused files about it, as received; nothing
    of a library outside the session's bounds."""
    if not sees(session, library):
        return []
    rows = session.execute(_VERSIONS, {"library": library, "period": period})
    found = [Version(*row) for row in rows]
    return [
        one._replace(received_at=as_utc(one.received_at), saved_at=as_utc(one.saved_at) if one.saved_at else None)
        for one in found
    ]


def values(session: Session, submission_id: int) -> Values:
    """Return what a version says, question by question, in the order of the definitions; nothing of a library outside
    the session's bounds."""
    whose = session.scalar(_WHOSE, {"submission": submission_id})
    found: Values = {}
    if whose is None or not sees(session, whose):
        return found
    for row in session.execute(_VALUES, {"submission": submission_id}):
        indicator, category, value, state, cell, sheets, raw, source, reason = row
        key = (indicator, "" if category == "-" else category)
        place = place_of(cell, sheets)
        found[key] = Value(value, State(state), *place, raw, source, json.loads(reason) if reason else None)
    return found


def place_of(cell: int, sheets: str) -> tuple[str, str]:
    """Return the name of the sheet and the cell of a stored address; `sheets` as source_file holds them."""
    sheet, row, column = unpack_cell(cell)
    names = json.loads(sheets)
    return (names[sheet] if sheet < len(names) else ""), cell_name(row, column)


def changes(before: Values, after: Values) -> list[Change]:
    """Return the questions whose value or state differs, in the order of the first version, then the new ones."""
    keys = list(dict.fromkeys([*before, *after]))
    pairs = [Change(*key, before.get(key), after.get(key)) for key in keys]
    return [pair for pair in pairs if _said(pair.before) != _said(pair.after)]


def _said(value: Value | None) -> tuple[float | None, State] | None:
    return (value.value, value.state) if value else None
