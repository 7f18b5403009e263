"""Sandboxes side by side: an executor whose workers do nothing dangerous themselves, each keeps a sandbox for that.

The workers answer as those of any executor do, and live on when a sandbox breaks. They end at once when the process
that started them does, however it ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import Connection
from typing import Literal

from etl.deliveries import Delivery
from etl.limits import ReadingLimits
from etl.sandbox.child import MakeWork
from etl.sandbox.sandbox import START, Sandbox, Stopped

Answer = bytes | Stopped

_mine: list[Sandbox] = []  # the sandbox of this worker


class Sandboxes:
    """So many sandboxes. `start`: "spawn" where this process has threads, as a web server does; it takes seconds."""

    def __init__(
        self, make: MakeWork, limits: ReadingLimits, *, processes: int, start: Literal["fork", "spawn"] = START
    ) -> None:
        self._make = _ready(make) if start == "fork" else make
        self._limits, self._processes, self._start = limits, processes, start
        self._open()

    def submit(self, questions: Sequence[Delivery]) -> Future[list[Answer]]:
        """Ask one sandbox the questions; the future holds the answers, a Stopped for work that did not end well.

        Raises BrokenProcessPool, as the future does, where a worker itself was killed: restart, and ask again.
        """
        return self._executor.submit(_ask, questions)

    def restart(self) -> None:
        """Start anew; what was asked and not answered is lost."""
        self.kill()
        self._open()

    def close(self) -> None:
        """Wait for the answers that are on their way, and end the processes."""
        self._executor.shutdown(cancel_futures=True)
        self._life.close()

    def kill(self) -> None:
        """End the processes at once."""
        self._life.close()
        self._executor.shutdown(cancel_futures=True)

    def _open(self) -> None:
        context = multiprocessing.get_context(self._start)
        ends, self._life = context.Pipe(duplex=False)
        inherited = self._life if self._start == "fork" else None
        self._executor = ProcessPoolExecutor(
            self._processes, context, _begin, (self._make, self._limits, ends, inherited)
        )


def _ready(make: MakeWork) -> MakeWork:
    """Return what hands on work made here and now: forked processes inherit it."""
    work = make()
    return lambda: work


def _begin(make: MakeWork, limits: ReadingLimits, ends: Connection, inherited: Connection | None) -> None:
    """Prepare a worker: `ends` comes to its end when the process that started it does."""
    if inherited is not None:
        inherited.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _mine[:] = [Sandbox(_ready(make) if START == "fork" else make, limits)]
    threading.Thread(target=_end_with, args=(ends,), daemon=True).start()


def _end_with(ends: Connection) -> None:
    ends.poll(None)
    try:
        for sandbox in _mine:
            sandbox.kill()  # a child that is only being made cannot be killed, and ends by itself
    finally:
        os._exit(0)


def _ask(questions: Sequence[Delivery]) -> list[Answer]:
    answers: list[Answer] = []
    for question in questions:
        try:
            answers.append(_mine[0].ask(question))
        except Stopped as stopped:
            answers.append(stopped)
    return answers
