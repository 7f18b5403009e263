"""Moments as the database keeps them: UTC, which SQLite stores without saying so."""

from __future__ import annotations

from datetime import UTC, datetime


def as_utc(stored: datetime) -> datetime:
    """Return a stored moment as one that knows its zone; any other moment in UTC."""
    return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored.astimezone(UTC)
