"""Published pages that were handed out once are handed out again as they are, before anything else is asked: so many
readers at once wait for little more than the sending."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flask import request

from dashboard.memory import Latest, Moment

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_FILE = "vitrina.published-file"
_MOST = 200  # answers, of some 20 kB each
_LONGEST = 400  # letters of a key: no page is asked for with more
# What an answer depends on beside the file; whoever asks for a part, or whether anything changed, is not answered here.
_ASKED = ("PATH_INFO", "QUERY_STRING", "HTTP_HOST", "wsgi.url_scheme", "HTTP_ACCEPT_ENCODING")
_FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
_ELSEWHERE = (*_CONDITIONS, "HTTP_RANGE", "HTTP_IF_RANGE")


class Written(NamedTuple):
    """A published file as it was read: when it was written, and when that was for the memory of files."""

    file: Path
    written: int
    moment: Moment | None


class _Answer(NamedTuple):
    of: Written
    status: str
    headers: list[tuple[str, str]]
    body: bytes


def ready_for_others(of: Written) -> None:
    """Let the answer to this request be handed to everybody who asks the same, as long as the file stands."""
    request.environ[_FILE] = of


class Ready:
    """What stands before an application: answers it gave, whole, until the file or the moment is another.

    `moment` tells what the database holds and which day it is, as for the memory of files: a story that was withdrawn,
    or whose consent ended, is in no answer. Many who ask at once need not all look: what was found to stand is taken to
    stand for `fresh` seconds.
    """

    def __init__(self, below: WSGIApplication, moment: Callable[[], Moment | None], *, fresh: float = 0.0) -> None:
        self._below, self._moment, self._fresh = below, moment, fresh
        self._found: dict[Path, tuple[Written, float]] = {}  # by file: what stood, and when that was found
        self._kept = Latest[_Answer](_MOST)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, from what was kept where that may be."""
        key = _key(environ)
        answer = self._kept.get(key)
        if answer is None or not self._stands(answer.of):
            return self._below(environ, start_response) if key is None else self._asked(key, environ, start_response)
        start_response(answer.status, list(answer.headers))
        return [answer.body]

    def _stands(self, of: Written) -> bool:
        now = time.monotonic()
        found, when = self._found.get(of.file, (None, 0.0))
        if found == of and now - when < self._fresh:
            return True
        try:
            stands = of.moment is not None and of == Written(of.file, of.file.stat().st_mtime_ns, self._moment())
        except OSError:
            return False
        if stands:
            self._found[of.file] = (of, now)
        return stands

    def _asked(self, key: Hashable, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def heard(status: str, headers: list[tuple[str, str]], *error: object) -> Callable[[bytes], object]:
            told.append((status, headers))
            return start_response(status, headers, *error)  # type: ignore[arg-type]

        said = self._below(environ, heard)
        of = environ.get(_FILE)
        if not isinstance(of, Written) or not _for_everybody(*told[-1]):
            return said
        body = b"".join(said)
        getattr(said, "close", lambda: None)()
        self._kept.keep(key, _Answer(of, *told[-1], body))
        return [body]


def _for_everybody(status: str, headers: list[tuple[str, str]]) -> bool:
    return status.startswith("200 ") and all(name.lower() != "set-cookie" for name, _ in headers)


def _key(environ: WSGIEnvironment) -> Hashable | None:
    """Return what an answer is kept by, or None for a request that is not answered from what was kept."""
    if environ["REQUEST_METHOD"] != "GET" or any(name in environ for name in _ELSEWHERE):
        return None
    asked = tuple(environ.get(name, "") for name in _ASKED)
    return (*asked, *(name in environ for name in _FORWARDED)) if sum(map(len, asked)) < _LONGEST else None
