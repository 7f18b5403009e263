"""Every version of a library's report of one period, and what each changed against the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.queries.versions import Change, Value, Version, changes, values, versions
from data.schema import due_date
from etl.tracing.asked import Subject


@dataclass(frozen=True, slots=True)
class Step:
    """A version, and what it says otherwise than the one received before it; the first `follows` none."""

    version: Version
    changes: tuple[Change, ...] = ()
    follows: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """The versions of a report in the order of receipt."""

    library: Subject
    period: int
    due_on: date | None
    steps: tuple[Step, ...]


def history(session: Session, library: Subject, period: int) -> History:
    """Return the versions of a library's reports of a stored period."""
    found = versions(session, library.code, period)
    before: dict[str, dict[tuple[str, str], Value]] = {}  # by form: the parts of a report are compared each by itself
    steps = []
    for version in found:
        changed: list[Change] = []
        follows = version.submission_id is not None and version.form in before
        if version.submission_id is not None:
            said = values(session, version.submission_id)
            if follows:
                changed = changes(before[version.form], said)
            before[version.form] = said
        steps.append(Step(version, tuple(changed), follows))
    forms = [version.form.partition("+")[0] for version in found]
    due = select(due_date.c.due_on).where(due_date.c.form.in_(forms), due_date.c.period == period)
    return History(library, period, session.scalar(due), tuple(steps))
