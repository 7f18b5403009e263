"""One child process that does the dangerous work for this one, and is replaced when it dies."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Literal

from etl.deliveries import Delivery
from etl.limits import ReadingLimits
from etl.sandbox.child import OUT_OF_MEMORY, MakeWork, Reply, serve

# Forked processes begin at once; spawned ones import everything anew. Only Linux forks safely.
START: Literal["fork", "spawn"] = "fork" if sys.platform == "linux" else "spawn"
# A Rust parser without memory aborts; a system without memory kills.
_OUT_OF_MEMORY = {
    OUT_OF_MEMORY,
    -signal.SIGABRT,
    -getattr(signal, "SIGKILL", 9),
}
_TIME_IS_UP = {-getattr(signal, "SIGALRM", 14)}

Reason = Literal["time", "memory", "broken"]


class Stopped(Exception):
    """The work on one question did not end well; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        self.reason: Reason = reason
        super().__init__(reason)


class Sandbox:
    """Asks its child, waits no longer than the limit, and starts another child when one is gone. For one thread."""

    def __init__(self, make: MakeWork, limits: ReadingLimits) -> None:
        self._make, self._limits = make, limits
        self._process: BaseProcess | None = None
        self._child: Connection | None = None

    def ask(self, question: Delivery) -> bytes:
        """Return the answer; raises Stopped, and what the work itself raised."""
        child = self._told(question)
        try:
            if not child.poll(self._limits.seconds):
                self.kill()
                raise Stopped("time")
            reply: Reply = child.recv()
        except (EOFError, OSError) as error:
            raise Stopped(self._reason()) from error
        if reply.last:
            self.kill()
        if isinstance(reply.content, Exception):
            raise reply.content
        return reply.content

    def _told(self, question: Delivery) -> Connection:
        """Return a child that knows the question; one that was killed while it had nothing to do is replaced."""
        if self._child is not None:
            try:
                self._child.send(question)
                return self._child
            except OSError:
                self._forget()
        child = self._start()
        child.send(question)
        return child

    def kill(self) -> None:
        """End the child; the next question starts another."""
        if self._process is not None:
            self._process.kill()
        self._forget()

    def _start(self) -> Connection:
        fork = START == "fork"
        context = multiprocessing.get_context("fork") if fork else multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        inherited = ours if fork else None
        self._process = context.Process(
            target=serve, args=(self._make, theirs, inherited, self._limits), name="reader", daemon=True
        )
        self._process.start()
        theirs.close()
        self._child = ours
        return ours

    def _reason(self) -> Reason:
        """Return why the child is gone, and forget it."""
        process = self._process
        self._forget()
        code = process.exitcode if process is not None else None
        if code in _TIME_IS_UP:
            return "time"
        return "memory" if code in _OUT_OF_MEMORY else "broken"

    def _forget(self) -> None:
        if self._child is not None:
            self._child.close()
        if self._process is not None:
            self._process.join()
        self._child = self._process = None
