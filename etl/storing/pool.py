"""Reads files in sandboxes and returns them packed, in the order they were given, whoever finished first.

A file that breaks its reader, never ends or needs more memory than any report costs one refusal: its own.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from etl.deliveries import Delivery
from etl.limits import ReadingLimits, limits
from etl.problems import Problem
from etl.refusal import too_heavy
from etl.reports import ReadFile
from etl.sandbox.child import Work, settle
from etl.sandbox.executor import Answer, Sandboxes
from etl.sandbox.sandbox import Stopped
from etl.storing.packing import Codes, PackedFile, pack

Reader = Callable[[Path, str], ReadFile]
MakeReader = Callable[[], Reader]  # called once in every worker; must be picklable, e.g. a partial of a function

PROCESSES = 2
CHUNK = 8  # files a worker takes at a time
AHEAD = 64  # chunks read ahead, so that no worker waits while a group is written: about 10 MB of packed reports
_BLOCK = 1 << 20  # bytes hashed at a time
_MOST_RESTARTS = 3  # of workers that were killed from outside


class Readers:
    """The worker processes, as a context manager. With 0 processes files are read in this one, without any limit."""

    def __init__(
        self, make_reader: MakeReader, codes: Codes, *, processes: int = PROCESSES, most: ReadingLimits | None = None
    ) -> None:
        self._codes, self._most = codes, most or limits().reading
        self._restarts = 0
        self._read: Work | None = None
        if processes:
            self._sandboxes = Sandboxes(partial(_packing, make_reader, codes), self._most, processes=processes)
            settle()
        else:
            self._read = _packing(make_reader, codes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._read is None:
            if error is None:
                self._sandboxes.close()
            else:
                self._sandboxes.kill()

    def read_all(self, files: Sequence[Delivery]) -> Iterator[PackedFile]:
        """Yield every file packed, in order, reading on while who takes them writes; some hundred files at most."""
        if self._read is not None:
            for delivery in files:
                yield self._packed(delivery, self._read(delivery))
            return
        waiting: deque[tuple[Sequence[Delivery], Future[list[Answer]]]] = deque()
        for start in range(0, len(files), CHUNK):
            chunk = files[start : start + CHUNK]
            waiting.append((chunk, self._sandboxes.submit(chunk)))
            if len(waiting) > AHEAD:
                yield from self._next(waiting)
        while waiting:
            yield from self._next(waiting)

    def _next(self, waiting: deque[tuple[Sequence[Delivery], Future[list[Answer]]]]) -> list[PackedFile]:
        chunk, future = waiting[0]
        try:
            answers = future.result()
        except BrokenProcessPool:
            self._restarts += 1
            if self._restarts > _MOST_RESTARTS:
                raise
            self._sandboxes.restart()
            chunks = [asked for asked, _ in waiting]
            waiting.clear()
            waiting.extend((asked, self._sandboxes.submit(asked)) for asked in chunks)
            return self._next(waiting)
        waiting.popleft()
        return [self._packed(delivery, answer) for delivery, answer in zip(chunk, answers, strict=True)]

    def _packed(self, delivery: Delivery, answer: Answer) -> PackedFile:
        if isinstance(answer, Stopped):
            return replace(pack(stopped(delivery, answer, self._most), self._codes), arrival=delivery.arrival)
        packed: PackedFile = pickle.loads(answer)  # noqa: S301 (from our own process)
        return packed


def _packing(make_reader: MakeReader, codes: Codes) -> Work:
    """Return the work of a sandbox: a file read and packed, as bytes that pass through other processes as they are."""
    return partial(_read_packed, make_reader(), codes)


def _read_packed(read: Reader, codes: Codes, delivery: Delivery) -> bytes:
    path, name, arrival = delivery
    try:
        file = replace(pack(read(path, name), codes), arrival=arrival)
        return pickle.dumps(file, pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        error.add_note(f"while reading {name}")
        raise


def hash_file(path: Path) -> str:
    """Return the sha256 of a file's content, in hexadecimal."""
    hashed = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            hashed.update(block)
    return hashed.hexdigest()


def stopped(delivery: Delivery, why: Stopped, most: ReadingLimits) -> ReadFile:
    """Return the refusal of a file on which its reader stopped."""
    if why.reason == "broken":
        problem = Problem("unreadable-file", "refuse", delivery.name, details={"error": "the reader stopped"})
    else:
        refused = too_heavy(why.reason, most)
        problem = Problem(refused.kind, "refuse", delivery.name, found=refused.found, details=refused.details)
    try:
        sha256, size = hash_file(delivery.path), delivery.path.stat().st_size
    except OSError:  # it is gone, or never was a file
        sha256, size = "", 0
    return ReadFile(name=delivery.name, sha256=sha256, size=size, problems=[problem])
