"""The one door for a program that must live on whatever it is sent, such as a web server: files are read in processes
of their own, held against what the database knows, answered with a marked copy, and stored.

The commands have such processes of their own (etl/storing/pool.py); etl/read_one.py is what happens inside them.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Self

from sqlalchemy import Engine

from data.catalogue import Catalogue
from etl.context import ReadingContext, make_context
from etl.deliveries import Arrival, Delivery
from etl.limits import limits
from etl.load import Pace, load
from etl.problems import Problem
from etl.read_one import read_one
from etl.receipts.answer import answer
from etl.receipts.copying import CopiedSheet
from etl.receipts.making import copied_sheets
from etl.receipts.order import Order
from etl.receipts.writing import write_receipt
from etl.reports import ReadFile
from etl.sandbox.child import Work
from etl.sandbox.executor import Answer, Sandboxes
from etl.sandbox.sandbox import Stopped
from etl.storing.pool import Reader, stopped
from etl.summary import FileOutcome

__all__ = ["Intake", "Offered", "ReadingContext", "make_context", "read_one"]

CHANNEL = "upload"  # a key of text [channel]


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that somebody would like to bring in: what it says, and what storing it would come to."""

    read: ReadFile
    outcome: FileOutcome
    sheets: tuple[CopiedSheet, ...] = ()

    @property
    def libraries(self) -> frozenset[str]:
        """The codes of the libraries it speaks of, new ones of an open register among them."""
        read = self.read
        named = [*(one.library for one in read.reports), *(one.library for one in read.lists)]
        return frozenset([*named, *(one.code for one in read.new_libraries)])

    @property
    def periods(self) -> tuple[int, ...]:
        """The stored periods of its reports, in order."""
        return tuple(sorted({one.period for one in self.read.reports}))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything found in it, the gravest first."""
        order = ("refuse", "warn", "note")
        return tuple(sorted(self.outcome.problems, key=lambda one: order.index(one.severity)))


class Intake:
    """Reads received files in processes of its own, as a context manager. Any number of threads may ask it.

    The first file waits some seconds for a process to begin; after that a file takes milliseconds, and never more than
    the limits allow. `processes`: how many files are read at once; others wait. `copies`: sheets are copied for a
    receipt, too. Raises DefinitionError for a wrong network or layout.
    """

    def __init__(self, network: Path, layouts: Path | None = None, *, processes: int = 1, copies: bool = False) -> None:
        make_context(network, layouts)  # here, too, where somebody sees what is wrong with a definition
        self._network, self._layouts = network, layouts
        self._limits = limits().reading
        make = partial(_reading, network, layouts, copies)
        self._sandboxes = Sandboxes(make, self._limits, processes=processes, start="spawn")
        self._lock, self._restarts = Lock(), 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes at once."""
        self._sandboxes.kill()

    @staticmethod
    def most_bytes() -> int:
        """Return how large a file may be."""
        return limits().file.most_bytes

    def read(self, path: Path, name: str) -> ReadFile:
        """Return what a file says, with everything that is wrong with it; `name` is the one shown to people.

        What it returns may be loaded: see `reader`.
        """
        return self._read(path, name)[0]

    def reader(self) -> Reader:
        """Return what etl.load.load takes as `make_reader` with Pace(processes=0): it reads here, safely."""
        return self.read

    def offer(self, path: Path, name: str, *, engine: Engine, catalogue: Catalogue) -> Offered:
        """Return what a file says and what storing it would come to; nothing is stored. Raises DatabaseError."""
        read, sheets = self._read(path, name)
        return Offered(read, _loaded(Delivery(path, name), read, engine, catalogue, dry_run=True), sheets)

    def store(self, path: Path, offered: Offered, *, sender: str, engine: Engine, catalogue: Catalogue) -> FileOutcome:
        """Store a file as it was read when it was offered, and return what became of it. Raises DatabaseError."""
        arrival = Arrival(datetime.now(UTC), sender or None, CHANNEL)
        delivery = Delivery(path, offered.read.name, arrival)
        return _loaded(delivery, offered.read, engine, catalogue, dry_run=False)

    def receipt(self, offered: Offered, to: Path, *, language: str, day: date, catalogue: Catalogue) -> None:
        """Write the sender's own workbook with every finding marked in it; raises OSError."""
        read, problems = offered.read, offered.problems
        order = Order(to, day, self._network, self._layouts, language)
        said = answer(read, problems, catalogue, language=language, day=day, status="checked")
        write_receipt(to, said, offered.sheets, order.stamp(read.sha256, catalogue))

    def _read(self, path: Path, name: str) -> tuple[ReadFile, tuple[CopiedSheet, ...]]:
        delivery = Delivery(path, name)
        found = self._ask(delivery)
        if isinstance(found, Stopped):
            return stopped(delivery, found, self._limits), ()
        read, sheets = pickle.loads(found)  # noqa: S301 (from our own process)
        return read, tuple(sheets)

    def _ask(self, delivery: Delivery) -> Answer:
        restarts = self._restarts
        try:
            return self._sandboxes.submit([delivery]).result()[0]
        except BrokenProcessPool:  # the system has killed the process, for memory perhaps
            with self._lock:
                if restarts == self._restarts:  # no other thread has begun anew meanwhile
                    self._sandboxes.restart()
                    self._restarts += 1
            return self._sandboxes.submit([delivery]).result()[0]


def _loaded(delivery: Delivery, read: ReadFile, engine: Engine, catalogue: Catalogue, *, dry_run: bool) -> FileOutcome:
    outcomes: list[FileOutcome] = []
    load(
        [delivery],
        engine=engine,
        catalogue=catalogue,
        make_reader=lambda: lambda _path, _name: read,
        dry_run=dry_run,
        tell=outcomes.extend,
        pace=Pace(processes=0),
    )
    return outcomes[0]


def _reading(network: Path, layouts: Path | None, copies: bool) -> Work:
    return partial(_read_pickled, make_context(network, layouts), copies)


def _read_pickled(context: ReadingContext, copies: bool, delivery: Delivery) -> bytes:
    read = read_one(delivery.path, delivery.name, context)
    sheets: Sequence[CopiedSheet] = copied_sheets(delivery.path, read, read.problems) if copies else ()
    return pickle.dumps((read, sheets), pickle.HIGHEST_PROTOCOL)
