"""Throttling: after so many failed attempts in a window of time, no more are listened to until it has passed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import Engine, func, select

from dashboard.access.rules import ThrottleRules
from data.accounts_schema import sign_in_failure
from data.moments import Now, as_utc, utc_now
from data.store import explained, writing

Keys = Mapping[str, int]  # what is counted, and how many failures of it are let through


class Throttle:
    """Counts failures by account and address; only hashes of both are kept, and no longer than the window."""

    def __init__(self, engine: Engine, rules: ThrottleRules, now: Now = utc_now) -> None:
        self._engine, self._rules, self._now = engine, rules, now
        self._window = timedelta(minutes=rules.window_minutes)

    def of_password(self, name: str, address: str) -> Keys:
        """Return what an attempt with a password counts for."""
        rules = self._rules
        return {
            f"both {name} {address}": rules.same_account_and_address,
            f"address {address}": rules.same_address,
            f"account {name}": rules.same_account,
        }

    def of_code(self, number: int) -> Keys:
        """Return what an attempt with a code of the second factor counts for."""
        return {f"code {number}": self._rules.codes}

    def wait_minutes(self, keys: Keys) -> int:
        """Return how long to wait before the next attempt; 0: it may be made now."""
        now, rows, waits = self._now(), sign_in_failure.c, [0.0]
        with explained(self._engine), self._engine.connect() as connection:
            for key, most in keys.items():
                recent = select(func.count(), func.min(rows.failed_at)).where(
                    rows.key == _hashed(key), rows.failed_at > now - self._window
                )
                count, first = connection.execute(recent).one()
                if count >= most:
                    waits.append((as_utc(first) + self._window - now).total_seconds())
        return -int(-max(waits) // 60)

    def failed(self, keys: Keys) -> None:
        """Count a failure, and forget those of before the window."""
        now = self._now()
        with writing(self._engine) as connection:
            connection.execute(sign_in_failure.delete().where(sign_in_failure.c.failed_at <= now - self._window))
            number = connection.scalar(select(func.max(sign_in_failure.c.id))) or 0
            rows = [{"id": number + place, "key": _hashed(key), "failed_at": now} for place, key in enumerate(keys, 1)]
            connection.execute(sign_in_failure.insert(), rows)

    def forget(self, keys: Keys) -> None:
        """Forget the failures of somebody who got in: of the account at this address, not of the address alone."""
        mine = [_hashed(key) for key in keys if not key.startswith("address ")]
        with writing(self._engine) as connection:
            connection.execute(sign_in_failure.delete().where(sign_in_failure.c.key.in_(mine)))


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
