"""The application as `make run` serves it, and the requests that a browser sends to redraw its pages."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from dashboard.pages import PAGES

ROOT = Path(__file__).resolve().parents[2]
MONTH, YEAR, YEARS = "?from=2018-06&to=2018-06", "", "?from=2015-01&to=2018-12"
SCOPES = (YEAR, "?group=nord", "?territory=MD-OR", "?library=MD-OR-0001", MONTH, YEARS)
SERVE = "import app, sys; app.serve_at('127.0.0.1', int(sys.argv[1]))"


class Redraw(NamedTuple):
    """A page over a scope, and the request that draws it."""

    page: str
    scope: str
    body: bytes


@contextmanager
def serving(database: str, network: Path) -> Iterator[tuple[int, int]]:
    """Yield the port and the process number of the application, served as `make run` serves it."""
    port = 20_000 + os.getpid() % 20_000
    environment = {**os.environ, "VITRINA_DATABASE": database, "VITRINA_NETWORK": str(network)}
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            try:
                ask(port, "GET", "/_dash-dependencies")
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def ask(port: int, method: str, path: str, body: bytes | None = None) -> bytes:
    """Return what one request is answered with; raises OSError where it is not."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Content-Type": "application/json"} if body else {}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    if answer.status != 200:
        raise OSError(f"{path}: {answer.status}")
    return said


def redraws(port: int) -> list[Redraw]:
    """Return the request of every page over every scope, as a browser would send it."""
    callbacks = json.loads(ask(port, "GET", "/_dash-dependencies"))
    page = next(one for one in callbacks if one["output"].startswith("..page.children"))
    outputs = [
        dict(zip(("id", "property"), output.rsplit(".", 1), strict=True))
        for output in page["output"].strip(".").split("...")
    ]
    found = []
    for one in PAGES:
        for search in SCOPES if one.filters else ("",):
            values = (f"/ro/{one.key}", search)
            inputs = [{**given, "value": value} for given, value in zip(page["inputs"], values, strict=True)]
            body = {"output": page["output"], "outputs": outputs, "inputs": inputs, "state": []}
            sent = json.dumps({**body, "changedPropIds": ["address.pathname"]}).encode()
            found.append(Redraw(one.key, search if one.filters else "none", sent))
    return found


def timed(port: int, body: bytes) -> float:
    """Return the milliseconds that a redraw takes."""
    start = time.perf_counter()
    ask(port, "POST", "/_dash-update-component", body)
    return (time.perf_counter() - start) * 1000


def at_once(port: int, bodies: Sequence[bytes], *, users: int, seconds: float) -> tuple[float, list[float]]:
    """Return the requests a second and their milliseconds, of so many users who redraw without a pause."""
    until = time.perf_counter() + seconds

    def user(number: int) -> list[float]:
        times: list[float] = []
        while time.perf_counter() < until:
            times.append(timed(port, bodies[(number * 7 + len(times)) % len(bodies)]))
        return times

    start = time.perf_counter()
    with ThreadPoolExecutor(users) as pool:
        found = [one for times in pool.map(user, range(users)) for one in times]
    return len(found) / (time.perf_counter() - start), found


def processor(process: int) -> float:
    """Return the milliseconds that a process has computed for, where the system tells it (Linux); else 0."""
    tasks = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="utf-8").split()[0]) for task in tasks) / 1e6


def megabytes(process: int) -> float:
    """Return the memory of a process, where the system tells it (Linux); else 0."""
    told = Path(f"/proc/{process}/status")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
