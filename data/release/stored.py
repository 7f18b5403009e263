"""The releases that were made: their names, their dates, and whether they may be shown yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from data.moments import as_utc
from data.release.definitions import Definitions
from data.schema import release


@dataclass(frozen=True, slots=True)
class Release:
    """A release: it holds the reports received until `as_of`; before the day of its `embargo` it is not shown."""

    id: int
    name: str
    as_of: datetime
    made_at: datetime
    embargo: date | None = None

    def last_day(self, zone: ZoneInfo) -> date:
        """Return the last day of receipt in the network's time zone: one that ends at midnight ends the day before."""
        return (self.as_of - timedelta(microseconds=1)).astimezone(zone).date()

    def shown(self, zone: ZoneInfo, now: datetime | None = None) -> bool:
        """Return True where it may be shown: the day of its embargo has begun in the network's time zone."""
        return self.embargo is None or (now or datetime.now(UTC)).astimezone(zone).date() >= self.embargo


def releases(session: Session) -> list[Release]:
    """Return every release, the newest reports first; those under embargo, too: ask each whether it is `shown`."""
    return [_release(row) for row in session.execute(_asked().order_by(release.c.as_of.desc(), release.c.id.desc()))]


def release_named(session: Session, name: str) -> Release | None:
    """Return the release of a name, or None."""
    row = session.execute(_asked().where(release.c.name == name)).one_or_none()
    return _release(row) if row else None


def definitions_of(session: Session, one: Release) -> Definitions:
    """Return what figures meant in a release."""
    kept = session.execute(select(release.c.definitions).where(release.c.id == one.id)).scalar_one()
    return Definitions.model_validate_json(kept)


def _asked() -> Select[int, str, datetime, datetime, date | None]:
    rows = release.c
    return select(rows.id, rows.name, rows.as_of, rows.made_at, rows.embargo)


def _release(row: Row[int, str, datetime, datetime, date | None]) -> Release:
    number, name, as_of, made_at, embargo = row
    return Release(number, name, as_utc(as_of), as_utc(made_at), embargo)
