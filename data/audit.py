"""The record of what was done: append only, each row sealed with a hash over itself and the row before it.

Whoever changes or removes a row breaks the chain; whoever cuts off its end is found by an earlier hash noted elsewhere.
No secret is ever written: no password, no token, no code, and no text of a report.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, NamedTuple, get_args

from sqlalchemy import Connection, Engine, RowMapping, select

from data.accounts_schema import audit_event
from data.moments import as_utc
from data.store import explained, writing

Kind = Literal[
    "signed_in",
    "sign_in_failed",
    "sign_in_throttled",
    "signed_out",
    "password_changed",
    "second_factor_set",
    "refused",
    "exported",
    "uploaded",
    "upload_refused",
    "account_added",
    "account_changed",
    "account_disabled",
    "account_enabled",
    "account_reset",
    "sessions_ended",
    "link_made",
    "link_revoked",
    "link_used",
    "published",
    "released",
    "corrected",
    "consent_given",
    "consent_withdrawn",
    "consent_ended",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
COMMAND = "command line"  # who does what no account does
BEGINNING = "0" * 64  # what stands before the first row
What = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the record; `at` is UTC."""

    number: int
    at: datetime
    kind: str
    who: str
    what: What
    hash: str


class Done(NamedTuple):
    """Something that was done, as a row will say it."""

    kind: Kind
    who: str
    what: What


class Audit:
    """Writes and reads the record."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, kind: Kind, who: str, what: What | None = None, *, at: datetime | None = None) -> None:
        """Write down that something was done; raises DatabaseError where it cannot be."""
        with writing(self._engine) as connection:
            append(connection, kind, who, what or {}, at or datetime.now(UTC))

    def latest(self, most: int, *, before: int | None = None, kind: str = "") -> list[Event]:
        """Return the newest rows first, of one kind or of all, those numbered below `before`."""
        question = select(audit_event).order_by(audit_event.c.number.desc()).limit(most)
        if before is not None:
            question = question.where(audit_event.c.number < before)
        if kind:
            question = question.where(audit_event.c.kind == kind)
        with explained(self._engine), self._engine.connect() as connection:
            return [_event(row) for row in connection.execute(question).mappings()]

    def head(self) -> Event | None:
        """Return the last row; None where there is none."""
        return next(iter(self.latest(1)), None)

    def add_missing(self, done: Iterable[Done], at: datetime) -> int:
        """Write down, in their order, those of what was done that no row says yet; return how many."""
        wanted = list(done)
        with writing(self._engine) as connection:
            kinds = {one.kind for one in wanted}
            rows = connection.execute(select(audit_event).where(audit_event.c.kind.in_(kinds))).mappings()
            said = {(event.kind, _written(event.what)) for event in map(_event, rows)}
            missing = [one for one in wanted if (one.kind, _written(one.what)) not in said]
            for one in missing:
                append(connection, one.kind, one.who, one.what, at)
        return len(missing)

    def broken_at(self, *, holds: str | None = None) -> int | None:
        """Return the number of the first row that is not what was written, or 0 where the hash `holds` is in no row;
        None where the record is whole."""
        before, expected, found = BEGINNING, 1, holds is None
        for event in self._all():
            if event.number != expected or event.hash != sealed(event, before):
                return event.number
            before, expected = event.hash, expected + 1
            found = found or event.hash == holds
        return None if found else 0

    def _all(self) -> Iterator[Event]:
        with explained(self._engine), self._engine.connect() as connection:
            rows = connection.execution_options(yield_per=1000).execute(
                select(audit_event).order_by(audit_event.c.number)
            )
            yield from (_event(row) for row in rows.mappings())


def append(connection: Connection, kind: Kind, who: str, what: What, at: datetime) -> None:
    """Write a row inside the caller's transaction, which must be that of the single writer (data.store.writing)."""
    last = connection.execute(
        select(audit_event.c.number, audit_event.c.hash).order_by(audit_event.c.number.desc()).limit(1)
    ).first()
    number, before = (last.number + 1, last.hash) if last else (1, BEGINNING)
    event = Event(number, at.astimezone(UTC).replace(microsecond=0), kind, who, what, "")
    connection.execute(
        audit_event.insert(),
        {
            "number": number,
            "at": event.at,
            "kind": kind,
            "who": who,
            "what": _written(what),
            "hash": sealed(event, before),
        },
    )


def sealed(event: Event, before: str) -> str:
    """Return the hash of a row: sha256 over the hash before it and all that it says, as JSON."""
    said = [before, event.number, event.at.isoformat(), event.kind, event.who, event.what]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _written(what: What) -> str:
    return json.dumps(what, ensure_ascii=False, sort_keys=True)


def _event(row: RowMapping) -> Event:
    said = dict(row)
    return Event(**{**said, "at": as_utc(said["at"]), "what": json.loads(said["what"])})
