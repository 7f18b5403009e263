"""Loads what has come whole into an inbox, answers it and puts it aside; over and over, or once.

Nothing is lost and nothing is loaded twice whenever it is interrupted: a file is put aside only after it is stored, and
one that is stored already is known by its content when it is met again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from data.catalogue import load_catalogue
from data.deadlines import time_zone
from etl.arrivals import with_arrivals
from etl.deliveries import Arrival, Delivery
from etl.inbox.folder import Inbox, put_there
from etl.load import load
from etl.reading import workbook_reader
from etl.receipts.order import Order
from etl.summary import FileOutcome, Summary

CHANNEL = "folder"
BATCH = 100  # files loaded before it is looked whether to stop
_SLICE = 0.2  # seconds slept before it is looked whether to stop


class Aside(NamedTuple):
    """The names of the folders of an inbox for what is done with."""

    accepted: str
    refused: str


class Done(NamedTuple):
    """What became of a file and where it is now, below the inbox; `place` None: it could not be moved."""

    outcome: FileOutcome
    place: str | None


@dataclass
class Watch:
    """An inbox with the database it is loaded into. `stopping` is asked between batches."""

    inbox: Inbox
    aside: Aside
    engine: Engine
    network: Path
    tell: Callable[[Done], None]
    layouts: Path | None = None
    receipts: bool = False
    stopping: Callable[[], bool] = lambda: False
    summary: Summary = field(default_factory=Summary)
    _stuck: set[tuple[Path, int]] = field(default_factory=set)  # files that could not be moved, as they looked then

    def pass_once(self) -> int:
        """Load what has come whole and return the number of files; raises DatabaseError and DefinitionError."""
        ready = [path for path in self.inbox.ready() if self._key(path) not in self._stuck]
        for start in range(0, len(ready), BATCH):
            if self.stopping():
                break
            self._take(ready[start : start + BATCH])
        return len(ready)

    def _take(self, paths: Sequence[Path]) -> None:
        catalogue = load_catalogue(self.network)
        files = with_arrivals([self._delivery(path) for path in paths], time_zone(catalogue))
        outcomes: list[FileOutcome] = []
        summary = load(
            [self._dated(delivery) for delivery in files],
            engine=self.engine,
            catalogue=catalogue,
            make_reader=partial(workbook_reader, self.network, self.layouts),
            tell=outcomes.extend,
        )
        self.summary.join(summary)
        by_name = {outcome.name: outcome for outcome in outcomes}
        places = {path: self._place(path, by_name[self.inbox.name(path)]) for path in paths}
        if self.receipts:
            self._answer(places, by_name)
        for path, place in places.items():
            self.tell(Done(by_name[self.inbox.name(path)], self._move(path, place)))

    def _delivery(self, path: Path) -> Delivery:
        return Delivery(path, self.inbox.name(path))

    def _dated(self, delivery: Delivery) -> Delivery:
        """Return a file as received when it was put there, from the office whose folder it lies in."""
        known = delivery.arrival
        office, slash, _rest = delivery.name.partition("/")
        arrival = Arrival(
            known.received_at or put_there(delivery.path),
            known.sender or (office if slash else None),
            known.channel or CHANNEL,
        )
        return delivery._replace(arrival=arrival)

    def _place(self, path: Path, outcome: FileOutcome) -> Path:
        return self.inbox.place(path, self.aside.refused if outcome.status == "refused" else self.aside.accepted)

    def _answer(self, places: dict[Path, Path], outcomes: dict[str, FileOutcome]) -> None:
        """Write each file's receipt beside the place where the file goes."""
        from etl.receipts.making import make_receipts  # here, because it loads what reads and writes workbooks

        names = {path: place.relative_to(self.inbox.root).as_posix() for path, place in places.items()}
        files = [Delivery(path, name) for path, name in names.items()]
        loaded = {name: outcomes[self.inbox.name(path)] for path, name in names.items()}
        make_receipts(files, Order(self.inbox.root, date.today(), self.network, self.layouts, loaded=loaded))

    def _move(self, path: Path, place: Path) -> str | None:
        """Put a file aside; one that was changed meanwhile stays, and is read at the next pass."""
        if not self.inbox.is_same(path):
            return None
        try:
            self.inbox.move(path, place)
        except OSError:
            self._stuck.add(self._key(path))
            return None
        return self.inbox.name(place)

    def _key(self, path: Path) -> tuple[Path, int]:
        try:
            return path, path.stat().st_mtime_ns
        except OSError:
            return path, 0


def wait(seconds: float, stopping: Callable[[], bool]) -> None:
    """Sleep, but no longer than it takes to hear that one is to stop."""
    until = time.monotonic() + seconds
    while not stopping() and (left := until - time.monotonic()) > 0:
        time.sleep(min(_SLICE, left))
