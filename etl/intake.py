"""One received file -> what it says: the door through which every file passes, whoever sends it.

`Intake` is the door for a program that must live on whatever it is sent, such as a web server; the commands have such
processes of their own (etl/storing/pool.py). `read_one` is what happens inside them.
"""

from __future__ import annotations

import hashlib
import pickle
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Self

from etl.context import ReadingContext, make_context
from etl.deliveries import Delivery
from etl.guard import Refused, check_content, read_content
from etl.limits import limits
from etl.parsers import PARSER_ERRORS, is_panic
from etl.problems import Problem
from etl.refusal import too_heavy
from etl.reports import ReadFile
from etl.sandbox.child import Work
from etl.sandbox.executor import Answer, Sandboxes
from etl.sandbox.sandbox import Stopped
from etl.storing.pool import Reader, hash_file, stopped
from etl.understand import make_problem, understand
from etl.workbook import open_book

__all__ = ["Intake", "ReadingContext", "make_context", "read_one"]


class Intake:
    """Reads received files in processes of its own, as a context manager. Any number of threads may ask it.

    The first file waits some seconds for a process to begin; after that a file takes milliseconds, and never more than
    the limits allow. `processes`: how many files are read at once; others wait. Raises DefinitionError for a wrong
    network or layout.
    """

    def __init__(self, network: Path, layouts: Path | None = None, *, processes: int = 1) -> None:
        make_context(network, layouts)  # here, too, where somebody sees what is wrong with a definition
        self._limits = limits().reading
        make = partial(_reading, network, layouts)
        self._sandboxes = Sandboxes(make, self._limits, processes=processes, start="spawn")
        self._lock, self._restarts = Lock(), 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._sandboxes.kill()

    def read(self, path: Path, name: str) -> ReadFile:
        """Return what a file says, with everything that is wrong with it; `name` is the one shown to people.

        What it returns may be loaded: see `reader`.
        """
        delivery = Delivery(path, name)
        answer = self._ask(delivery)
        if isinstance(answer, Stopped):
            return stopped(delivery, answer, self._limits)
        read: ReadFile = pickle.loads(answer)  # noqa: S301 (from our own process)
        return read

    def reader(self) -> Reader:
        """Return what etl.load.load takes as `make_reader` with Pace(processes=0): it reads here, safely."""
        return self.read

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


def _reading(network: Path, layouts: Path | None) -> Work:
    return partial(_read_pickled, make_context(network, layouts))


def _read_pickled(context: ReadingContext, delivery: Delivery) -> bytes:
    return pickle.dumps(read_one(delivery.path, delivery.name, context), pickle.HIGHEST_PROTOCOL)


def read_one(path: Path, name: str, context: ReadingContext) -> ReadFile:
    """Return what a file says, with everything that is wrong with it; a bad file never raises.

    `name` is the path shown to people (below the folder given to the loader, with forward slashes). A file that breaks
    its parser or never ends takes this process with it: whoever reads what strangers send uses Intake, or the commands.
    """
    read = ReadFile(name=name, sha256="", size=0)
    try:
        _read(path, read, context)
    except Refused as refused:
        _refuse(read, refused, context)
    except MemoryError:
        _refuse(read, too_heavy("memory", limits().reading), context)
    except PARSER_ERRORS as error:
        _refuse(read, _unreadable(error), context)
    except BaseException as error:
        if not is_panic(error):
            raise
        _refuse(read, _unreadable(error), context)
    return read


def _read(path: Path, read: ReadFile, context: ReadingContext) -> None:
    try:
        content = read_content(path)
    except Refused as refused:
        if refused.kind == "too-large":
            read.sha256, read.size = hash_file(path), path.stat().st_size
        raise
    read.sha256, read.size = hashlib.sha256(content).hexdigest(), len(content)
    checked = check_content(content, Path(read.name).name)
    with closing(open_book(path, checked)) as book:
        read.sheets = book.sheet_names
        understand(book, read, context)
    read.problems.extend(make_problem(kind, read.name, context, read.name) for kind in checked.passed_over)


def _refuse(read: ReadFile, refused: Refused, context: ReadingContext) -> None:
    read.reports.clear()
    severity = context.catalogue.checks[refused.kind].severity
    place = (refused.sheet, refused.cell)
    read.problems.append(Problem(refused.kind, severity, read.name, *place, refused.found, refused.details))


def _unreadable(error: BaseException) -> Refused:
    return Refused("unreadable-file", None, error=f"{type(error).__name__}: {error}"[:200])
