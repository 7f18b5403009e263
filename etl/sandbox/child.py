"""What runs inside a sandbox: one file after the other, within the limits, nothing said to the terminal."""

from __future__ import annotations

import faulthandler
import gc
import math
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from etl.deliveries import Delivery
from etl.limits import ReadingLimits

if sys.platform != "win32":
    import resource

Work = Callable[[Delivery], bytes]
MakeWork = Callable[[], Work]  # picklable where processes are not forked, e.g. a partial of a function

OUT_OF_MEMORY = 77  # exit code
_OBJECTS = 500_000  # new ones before Python looks for garbage: reading makes many objects and hardly a cycle
_NICE = 5  # steps behind the process that takes the answers
_GRACE = 5  # seconds after which a child whose owner is gone ends itself


class Reply(NamedTuple):
    """An answer, or the exception that the work raised. `last`: the child ends, for it has grown."""

    content: bytes | Exception
    last: bool = False


def serve(make: MakeWork, questions: Connection, theirs: Connection | None, limits: ReadingLimits) -> None:
    """Answer questions until there are no more. `theirs`: the other end, which a forked child holds, too."""
    if theirs is not None:
        theirs.close()
    _fall_silent()
    _step_back()
    work = make()
    settle()
    allowance = limit_memory(limits.most_memory)
    started = _peak()
    while True:
        try:
            question = questions.recv()
        except (EOFError, OSError):
            return
        _alarm(math.ceil(limits.seconds) + _GRACE)
        try:
            reply = _reply(work, question)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        _alarm(0)
        questions.send(reply._replace(last=_peak() - started > allowance // 2))


def settle() -> None:
    """Look for garbage seldom, and no more among what is there now: layouts, registers and modules stay for good."""
    gc.freeze()
    gc.set_threshold(_OBJECTS)


def _reply(work: Work, question: Delivery) -> Reply:
    try:
        return Reply(work(question))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (it is raised again by whoever asked)
        error.add_note(traceback.format_exc())
        return Reply(_portable(error))


def _portable(error: Exception) -> Exception:
    """Return an exception that survives the way between processes."""
    try:
        return error if isinstance(pickle.loads(pickle.dumps(error)), Exception) else RuntimeError(repr(error))  # noqa: S301 (our own bytes)
    except (TypeError, AttributeError, ValueError, pickle.PickleError):
        return RuntimeError(repr(error), *getattr(error, "__notes__", ()))


def limit_memory(most: int) -> int:
    """Let this process hold so many bytes, but grow by half of them at least; return by how many it may grow.

    Only Linux can be asked for that; elsewhere time is the only limit.
    """
    if sys.platform != "linux":
        return most
    size, data, files = _memory("self")
    files = max(files, _memory(str(os.getppid()))[2])  # what a forked process has and has not touched yet
    allowance = max(most - files - data, most // 2)
    for limit, now in ((resource.RLIMIT_DATA, data), (resource.RLIMIT_AS, size)):
        hard = resource.getrlimit(limit)[1]
        wanted = now + allowance
        resource.setrlimit(limit, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    return allowance


def _memory(process: str) -> tuple[int, int, int]:
    """Return how many bytes a process has mapped, has for its own data, and holds of files."""
    size, _, files, _, _, data, _ = Path(f"/proc/{process}/statm").read_text().split()
    page = resource.getpagesize()
    return int(size) * page, int(data) * page, int(files) * page


def _peak() -> int:
    """Return the most memory this process has held, in bytes; 0 where that is not known."""
    if sys.platform == "win32":
        return 0
    unit = 1 if sys.platform == "darwin" else 1_024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _alarm(seconds: int) -> None:
    """Ask the system to end this process in so many seconds; 0 takes it back."""
    if sys.platform != "win32":
        signal.alarm(seconds)


def _step_back() -> None:
    """Let whoever asks go first where there are not enough processors: all wait for the one that writes."""
    if sys.platform != "win32":
        os.nice(_NICE)


def _fall_silent() -> None:
    """Say nothing and leave nothing behind when a parser breaks: what happened is told in the sender's words."""
    faulthandler.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # its owner decides when it ends
    with Path(os.devnull).open("r+b") as nothing:
        for stream in (0, 1, 2):
            os.dup2(nothing.fileno(), stream)
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
