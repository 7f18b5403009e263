"""The releases a site shows: which there are, and each as sessions that find it in the place of today's tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy.orm import Session, sessionmaker

from data.bounds import EVERYTHING, Bounds, bind
from data.catalogue import Catalogue
from data.deadlines import time_zone
from data.release.frozen import frozen_engine
from data.release.stored import Release, definitions_of, release_named, releases
from data.store import session_factory

Read = tuple[Session, Catalogue]


class Releases:
    """Knows the releases that may be shown now; what is under embargo is not there. Several threads may ask."""

    def __init__(self, catalogue: Catalogue, sessions: Callable[[], Session]) -> None:
        self._catalogue, self._sessions = catalogue, sessions
        self._zone = time_zone(catalogue)
        self._kept: dict[int, tuple[sessionmaker[Session], Catalogue]] = {}
        self._opening = Lock()

    def shown(self) -> list[Release]:
        """Return the releases that may be shown, the newest reports first."""
        with self._sessions() as session:
            return [one for one in releases(session) if one.shown(self._zone)]

    def named(self, name: str) -> Release | None:
        """Return the release of a name that may be shown, or None."""
        with self._sessions() as session:
            found = release_named(session, name)
        return found if found is not None and found.shown(self._zone) else None

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
