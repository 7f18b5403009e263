"""Moments as the database keeps them: UTC, which SQLite stores without saying so; the time, the day it is in a zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo

Now = Callable[[], datetime]  # what tells the time


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def as_utc(stored: datetime) -> datetime:
    """Return a stored moment as one that knows its zone; any other moment in UTC."""
    return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored.astimezone(UTC)


def today(zone: tzinfo) -> date:
    """Return the day it is now in a zone; its days may have 23 or 25 hours."""
    return datetime.now(zone).date()
