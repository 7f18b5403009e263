"""Sessions: who is signed in. The browser holds a random token, the database its hash: ended is ended, at once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, Engine, and_, func, select

from dashboard.access.accounts import Account, account_of
from dashboard.access.rules import SessionRules
from data.accounts_schema import account, account_session
from data.moments import Now, as_utc, utc_now
from data.store import explained, writing

Stage = Literal["begun", "whole"]


@dataclass(frozen=True, slots=True)
class Signed:
    """A session and its account; a session that is only begun shows nothing yet."""

    account: Account
    stage: str
    token_hash: str
    seen_at: datetime


class Sessions:
    """Starts, finds and ends sessions; `now` tells the time."""

    def __init__(self, engine: Engine, rules: SessionRules, now: Now = utc_now) -> None:
        self._engine, self._rules, self._now = engine, rules, now

    def start(self, one: Account, stage: Stage, *, instead_of: str | None = None) -> str:
        """Start a session and return its token; the one `instead_of` which it comes (a hash) ends."""
        token, now = secrets.token_urlsafe(32), self._now()
        lasts = timedelta(hours=self._rules.longest_hours)
        row = {
            "token_hash": hashed(token),
            "account_id": one.id,
            "stage": stage,
            "created_at": now,
            "seen_at": now,
            "expires_at": now + (lasts if stage == "whole" else timedelta(minutes=self._rules.begun_minutes)),
        }
        rows = account_session.c
        with writing(self._engine) as connection:
            connection.execute(account_session.delete().where((rows.token_hash == instead_of) | self._over(now)))
            connection.execute(account_session.insert(), row)
        return token

    def find(self, token: str) -> Signed | None:
        """Return the session of a token; None where there is none, or it is over, or its account is disabled."""
        now, rows = self._now(), account_session.c
        question = (
            select(account, rows.stage, rows.token_hash, rows.seen_at)
            .join_from(account_session, account, account.c.id == rows.account_id)
            .where(rows.token_hash == hashed(token), account.c.disabled_at.is_(None), ~self._over(now))
        )
        with explained(self._engine), self._engine.connect() as connection:
            row = connection.execute(question).mappings().first()
        if row is None:
            return None
        signed = Signed(account_of(row), row["stage"], row["token_hash"], as_utc(row["seen_at"]))
        if now - signed.seen_at >= timedelta(seconds=self._rules.touch_seconds):
            self._touch(signed, now)
        return signed

    def end(self, token: str) -> None:
        """End the session of a token."""
        with writing(self._engine) as connection:
            connection.execute(account_session.delete().where(account_session.c.token_hash == hashed(token)))

    def count(self) -> dict[int, int]:
        """Return how many whole sessions each account has now, by its number."""
        rows = account_session.c
        question = select(rows.account_id, func.count().label("many")).where(
            rows.stage == "whole", ~self._over(self._now())
        )
        with explained(self._engine), self._engine.connect() as connection:
            found = connection.execute(question.group_by(rows.account_id))
            return {row.account_id: row.many for row in found}

    def _touch(self, signed: Signed, now: datetime) -> None:
        rows = account_session.c
        with writing(self._engine) as connection:
            connection.execute(account_session.update().where(rows.token_hash == signed.token_hash), {"seen_at": now})

    def _over(self, now: datetime) -> ColumnElement[bool]:
        rows = account_session.c
        idle = and_(rows.stage == "whole", rows.seen_at <= now - timedelta(minutes=self._rules.idle_minutes))
        return (rows.expires_at <= now) | idle


def hashed(token: str) -> str:
    """Return the hash under which a token is known."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
