"""What was said is remembered until the database changes, the day ends or there is no more room: the same address gives
the same page, so a page that was drawn once need not be drawn again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import UTC, tzinfo
from typing import Generic, TypeVar

from data.moments import Now, utc_now

Said = TypeVar("Said")
Moment = tuple[str, str]  # a revision of the database, and a day


class Latest(Generic[Said]):
    """Keeps what was said under a key, the `most` that was used last; safe to ask from several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Said] = OrderedDict()
        self._changing = threading.Lock()

    def get(self, key: Hashable) -> Said | None:
        """Return what was said under the key, or None."""
        with self._changing:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Hashable, said: Said) -> None:
        """Keep what was said; what was used longest ago makes room."""
        with self._changing:
            self._kept[key] = said
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


class Memory(Generic[Said]):
    """Remembers what was said under a key, the latest `most` of it; safe to ask from several threads.

    `revision` tells what the database holds: with another revision, or on another day, nothing is remembered. Without
    one (None) nothing ever is. `zone`: in which a day begins and ends; `now` tells the time.
    """

    def __init__(
        self, revision: Callable[[], str | None], *, most: int, zone: tzinfo = UTC, now: Now = utc_now
    ) -> None:
        self._revision, self._most, self._zone, self._now = revision, most, zone, now
        self._kept = Latest[Said](most)
        self._of: Moment | None = None
        self._changing = threading.Lock()

    def moment(self) -> Moment | None:
        """Return when it is for the memory; what is said from now on is kept under this moment.

        Take it before anything is read of the database: a later one may be of a change that was not read.
        """
        revision = self._revision()
        return None if revision is None else (revision, self._now().astimezone(self._zone).date().isoformat())

    def recall(self, moment: Moment | None, key: Hashable) -> Said | None:
        """Return what was said under the key at this moment, or None."""
        with self._changing:
            return None if moment is None or moment != self._of else self._kept.get(key)

    def keep(self, moment: Moment | None, key: Hashable, said: Said) -> None:
        """Remember what was said, unless the database has changed since the moment at which it was asked."""
        if moment is None or moment != self.moment():
            return
        with self._changing:
            if moment != self._of:
                self._kept = Latest(self._most)
                self._of = moment
            self._kept.keep(key, said)
