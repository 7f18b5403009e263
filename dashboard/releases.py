"""The releases a site shows: which there are, and each as sessions that find it in the place of today's tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Lock

from sqlalchemy.orm import Session, sessionmaker

from data.bounds import EVERYTHING, Bounds, bind
from data.catalogue import Catalogue
from data.deadlines import time_zone
from data.moments import Now, utc_now
from data.release.frozen import frozen_engine
from data.release.stored import Release, definitions_of, release_named, releases
from data.store import session_factory

Read = tuple[Session, Catalogue]


class Releases:
    """Knows the releases that may be shown now; what is under embargo is not there. Several threads may ask."""

    def __init__(self, catalogue: Catalogue, sessions: Callable[[], Session], now: Now = utc_now) -> None:
        self._catalogue, self._sessions, self._now = catalogue, sessions, now
        self._zone = time_zone(catalogue)
        self._kept: dict[int, tuple[sessionmaker[Session], Catalogue]] = {}
        self._opening = Lock()

    def shown(self) -> list[Release]:
        """Return the releases that may be shown, the newest reports first."""
        with self._sessions() as session:
            return [one for one in releases(session) if self._shown(one)]

    def named(self, name: str) -> Release | None:
        """Return the release of a name that may be shown, or None."""
        with self._sessions() as session:
            found = release_named(session, name)
        return found if found is not None and self._shown(found) else None

    def waiting(self) -> Release | None:
        """Return the release under embargo that holds newer reports than any that may be shown, the first to come.

        Until its day, today's reports would tell what it holds: they are for staff.
        """
        with self._sessions() as session:
            every = releases(session)
        newest = max((one.as_of for one in every if self._shown(one)), default=None)
        held = [one for one in every if not self._shown(one) and (newest is None or one.as_of > newest)]
        return min(held, key=lambda one: (one.embargo or date.max, one.id), default=None)

    def _shown(self, one: Release) -> bool:
        return one.shown(self._zone, self._now())

    def last_day(self, release: Release) -> str:
        """Return the last day of receipt, YYYY-MM-DD."""
        return release.last_day(self._zone).isoformat()

    @contextmanager
    def reading(self, release: Release | None, bounds: Bounds = EVERYTHING) -> Iterator[Read]:
        """Yield a release (None: today) to be read, and what figures mean in it."""
        make, catalogue = (self._sessions, self._catalogue) if release is None else self._opened(release)
        with make() as session:
            yield bind(session, bounds), catalogue

    def _opened(self, release: Release) -> tuple[sessionmaker[Session], Catalogue]:
        with self._opening:
            if release.id not in self._kept:
                with self._sessions() as session:
                    engine = frozen_engine(session.get_bind().engine, release)
                    catalogue = definitions_of(session, release).within(self._catalogue)
                self._kept[release.id] = (session_factory(engine), catalogue)
            return self._kept[release.id]
