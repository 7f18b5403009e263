"""Reads files in worker processes and returns them packed, in the order they were given, whoever finished first.

A reader that crashes or never ends costs its own file only: the workers are replaced and the file is refused.
"""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from etl.deliveries import Delivery
from etl.problems import Problem
from etl.reports import ReadFile
from etl.saved import saved_at
from etl.storing.packing import Codes, PackedFile, pack

Reader = Callable[[Path, str], ReadFile]
MakeReader = Callable[[], Reader]  # called once in every worker; must be picklable, e.g. a partial of a function

PROCESSES = 2
# Forked workers begin at once; spawned ones import everything anew (measured for a single file: 1 s against 5 s). What
# a forked worker inherits beside the reader, an idle database connection, it never touches. Only Linux forks safely.
START = "fork" if sys.platform == "linux" else "spawn"
CHUNK = 8  # files a worker takes at a time
AHEAD = 64  # chunks read ahead, so that no worker waits while a group is written: about 10 MB of packed reports
_BLOCK = 1 << 20  # bytes hashed at a time
_OBJECTS = 50_000  # new ones before Python looks for garbage: reading makes many objects and few cycles
SECONDS = 300.0  # nothing that is a report takes that long to read

_worker: dict[str, tuple[Reader, Codes]] = {}  # what this process reads with: one entry


def _start(make_reader: MakeReader, codes: Codes) -> None:
    _worker["reader"] = (make_reader(), codes)
    gc.freeze()  # layouts, registers and modules stay for good; not to be looked through again and again
    gc.set_threshold(_OBJECTS)


def _read(chunk: Sequence[Delivery]) -> list[PackedFile]:
    read, codes = _worker["reader"]
    packed = []
    for path, name, arrival in chunk:
        try:
            file = pack(read(path, name), codes)
            packed.append(replace(file, arrival=arrival, saved_at=None if file.refused else saved_at(path)))
        except Exception as error:
            error.add_note(f"while reading {name}")
            raise
    return packed


class Readers:
    """The worker processes, as a context manager; with 0 processes files are read in this one."""

    def __init__(
        self, make_reader: MakeReader, codes: Codes, *, processes: int = PROCESSES, seconds: float = SECONDS
    ) -> None:
        self._arguments = (make_reader, codes)
        self._processes = processes
        self._seconds = seconds
        _start(
            make_reader, codes
        )  # here, too: what is wrong with a definition is raised, and forked workers inherit it
        self._executor = self._new_executor()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._kill()
        self._executor.shutdown(cancel_futures=True)

    def read_all(self, files: Sequence[Delivery]) -> Iterator[PackedFile]:
        """Yield every file packed, in order, reading on while who takes them writes; some hundred files at most."""
        if not self._processes:
            for delivery in files:
                yield from _read([delivery])
            return
        waiting: deque[tuple[Sequence[Delivery], Future[list[PackedFile]]]] = deque()
        for start in range(0, len(files), CHUNK):
            chunk = files[start : start + CHUNK]
            waiting.append((chunk, self._submit(chunk)))
            if len(waiting) > AHEAD:
                yield from self._result(*waiting.popleft())
        while waiting:
            yield from self._result(*waiting.popleft())

    def _submit(self, chunk: Sequence[Delivery]) -> Future[list[PackedFile]]:
        try:
            return self._executor.submit(_read, chunk)
        except BrokenProcessPool:
            self._restart()
            return self._executor.submit(_read, chunk)

    def _result(self, chunk: Sequence[Delivery], future: Future[list[PackedFile]]) -> Iterable[PackedFile]:
        try:
            return future.result(self._seconds)
        except (BrokenProcessPool, TimeoutError):
            self._restart()
            return [self._read_alone(delivery) for delivery in chunk]

    def _read_alone(self, delivery: Delivery) -> PackedFile:
        try:
            return self._submit([delivery]).result(self._seconds)[0]
        except (BrokenProcessPool, TimeoutError):
            self._restart()
            file = pack(unreadable(delivery, "the reader stopped"), self._arguments[1])
            return replace(file, arrival=delivery.arrival)

    def _restart(self) -> None:
        self._kill()
        self._executor.shutdown(cancel_futures=True)
        self._executor = self._new_executor()

    def _kill(self) -> None:
        for process in multiprocessing.active_children():
            process.kill()

    def _new_executor(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context(START)
        if START == "fork":
            return ProcessPoolExecutor(self._processes or 1, mp_context=context)
        return ProcessPoolExecutor(
            self._processes or 1, mp_context=context, initializer=_start, initargs=self._arguments
        )


def hash_file(path: Path) -> str:
    """Return the sha256 of a file's content, in hexadecimal."""
    hashed = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            hashed.update(block)
    return hashed.hexdigest()


def unreadable(delivery: Delivery, found: str) -> ReadFile:
    """Return the refusal of a file that could not be read."""
    problem = Problem(kind="unreadable-file", severity="refuse", file=delivery.name, found=found)
    return ReadFile(
        name=delivery.name,
        sha256=hash_file(delivery.path),
        size=delivery.path.stat().st_size,
        problems=[problem],
    )
