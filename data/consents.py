"""Consent to publish a story: recorded for its very words, where it may stand, in which languages, until a day.

What a workbook says ("Acord publicare: da") is what the sender says. A story leaves only with a consent that somebody
recorded: `python -m data consent`. It ends with its last day, in the network's time zone, or when it is withdrawn. It
is given for words: a story that a corrected report tells otherwise needs a new one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple, get_args

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update
from sqlalchemy.orm import Session

from data.moments import as_utc
from data.register import next_id
from data.schema import library, record_list, story, story_consent

Scope = Literal["pages", "impact"]  # the site's own pages with their files; impact pages, which everybody may open
SCOPES: tuple[Scope, ...] = get_args(Scope)
KIND = "stories"
_LETTERS = 12  # of a story's mark


class Consent(NamedTuple):
    """What was agreed to. `named`: the library's name may stand beside the words; else its territory stands there."""

    scopes: tuple[Scope, ...]
    languages: tuple[str, ...]
    named: bool
    given: date
    expires: date  # the last day on which it holds
    evidence: str  # where the signed paper is kept


class Told(NamedTuple):
    """A story as the libraries' current lists tell it, with what was recorded of it; the consent recorded last."""

    mark: str
    library: str
    period: int
    title: str | None
    said: str | None  # yes | no, as its workbook says; None: nobody said
    personal: bool  # it names a person, and never leaves
    consent: Consent | None
    withdrawn: datetime | None


class UnknownStory(LookupError):
    """No library's current list tells a story of this mark."""


class NotPublishable(ValueError):
    """Its workbook says no, or it names a person: no consent is recorded for it."""


def mark_of(library: str, title: str | None, words: str | None, quote: str | None) -> str:
    """Return the mark of a library's words: the same words have the same one, whatever report tells them."""
    whole = "\x1f".join([library, title or "", words or "", quote or ""])
    return hashlib.sha256(whole.encode()).hexdigest()[:_LETTERS]


def in_force(scope: Scope, language: str, today: date) -> ColumnElement[bool]:
    """Return the condition that a consent holds today, there, in that language."""
    consent = story_consent.c
    return and_(
        consent.withdrawn_at.is_(None),
        consent.given <= today,
        consent.expires >= today,
        consent.scopes.contains(_listed((scope,)), autoescape=True),
        consent.languages.contains(_listed((language,)), autoescape=True),
    )


def holding(session: Session, scope: Scope, language: str, today: date) -> dict[str, Consent]:
    """Return the consents that hold today, by the marks of their stories."""
    rows = session.execute(select(story_consent).where(in_force(scope, language, today)).order_by(story_consent.c.id))
    return {row.mark: _consent(row) for row in rows}


def told(session: Session) -> list[Told]:
    """Return every story of the libraries' current lists, the latest first, with the consent recorded last."""
    recorded = {row.mark: row for row in session.execute(select(story_consent).order_by(story_consent.c.id))}
    lists, one = record_list.c, story.c
    rows = session.execute(
        select(library.c.code, one.period, one.title, one.story, one.quote, one.consent, one.withheld)
        .join_from(story, record_list, and_(lists.submission_id == one.submission_id, lists.kind == KIND))
        .join(library, library.c.id == one.library_id)
        .where(lists.current)
        .order_by(one.period.desc(), library.c.code, one.id)
    )
    found = []
    for code, period, title, words, quote, said, personal in rows:
        mark = mark_of(code, title, words, quote)
        row = recorded.get(mark)
        withdrawn = as_utc(row.withdrawn_at) if row and row.withdrawn_at else None
        found.append(Told(mark, code, period, title, said, personal, _consent(row) if row else None, withdrawn))
    return found


def record(connection: Connection, mark: str, consent: Consent, now: datetime) -> None:
    """Record a consent; raises UnknownStory, and NotPublishable for a story that no consent can let out."""
    found = [one for one in told(Session(connection)) if one.mark == mark]
    if not found:
        raise UnknownStory(mark)
    if any(one.personal or one.said == "no" for one in found):
        raise NotPublishable(mark)
    row = {
        "id": next_id(connection, story_consent),
        "mark": mark,
        "scopes": _listed(consent.scopes),
        "languages": _listed(consent.languages),
        "named": consent.named,
        "given": consent.given,
        "expires": consent.expires,
        "evidence": consent.evidence,
        "recorded_at": now.astimezone(UTC),
    }
    connection.execute(insert(story_consent), row)


def withdraw(connection: Connection, mark: str, now: datetime) -> int:
    """Withdraw every consent of a story; return how many held until now. Its story may be told no longer."""
    rows = story_consent.c
    ended = update(story_consent).where(rows.mark == mark, rows.withdrawn_at.is_(None))
    return connection.execute(ended.values(withdrawn_at=now.astimezone(UTC))).rowcount


def _listed(codes: Sequence[str]) -> str:
    """Return codes as one text in which each can be found whole: ",impact,pages,"."""
    return f",{','.join(codes)},"


def _codes(listed: str) -> list[str]:
    return [code for code in listed.split(",") if code]


def _consent(row: object) -> Consent:
    given = {name: getattr(row, name) for name in ("named", "given", "expires", "evidence")}
    scopes = tuple(scope for scope in SCOPES if scope in _codes(getattr(row, "scopes")))  # noqa: B009
    return Consent(scopes=scopes, languages=tuple(_codes(getattr(row, "languages"))), **given)  # noqa: B009
