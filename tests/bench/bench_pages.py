"""What a redraw costs: every page, cold and warm, at several sizes; many users at once; the first chart in a browser.

    python tests/bench/bench_pages.py --network var/demo [--millions 1 10] [--users 20 50]

The database is the one that `python -m etl load` filled with the demonstration network, grown to each size by repeating
its months in earlier years. A redraw is one request of the page's callback over HTTP, as a browser sends it; *cold* is
the first of its address since the process started, *warm* every later one. Times are of this machine: read how they
grow from size to size, and what is cold against what is warm.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "journeys")]

from dashboard.pages import PAGES  # noqa: E402 (this is a script)
from tests.bench.growing import grow, size_of  # noqa: E402

SCOPES = ("", "?group=nord", "?territory=MD-OR", "?library=MD-OR-0001", "?from=2015-01&to=2018-12")
WARM = 5  # redraws of each address after the first
SECONDS = 8  # of many users at once
SERVE = (
    "from waitress import serve; import app, sys; "
    "serve(app.server, host='127.0.0.1', port=int(sys.argv[1]), threads=8, connection_limit=500)"
)


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


def redraws(port: int) -> list[bytes]:
    """Return the request of every page over every scope, as a browser would send it."""
    callbacks = json.loads(ask(port, "GET", "/_dash-dependencies"))
    page = next(one for one in callbacks if one["output"].startswith("..page.children"))
    outputs = [
        dict(zip(("id", "property"), output.rsplit(".", 1), strict=True))
        for output in page["output"].strip(".").split("...")
    ]
    bodies = []
    for one in PAGES:
        for search in SCOPES if one.filters else ("",):
            values = (f"/ro/{one.key}", search)
            inputs = [{**given, "value": value} for given, value in zip(page["inputs"], values, strict=True)]
            body = {"output": page["output"], "outputs": outputs, "inputs": inputs, "state": []}
            bodies.append(json.dumps({**body, "changedPropIds": ["address.pathname"]}).encode())
    return bodies


def timed(port: int, body: bytes) -> float:
    """Return the milliseconds that a redraw takes."""
    start = time.perf_counter()
    ask(port, "POST", "/_dash-update-component", body)
    return (time.perf_counter() - start) * 1000


def spread(times: Sequence[float]) -> str:
    """Return the median and the 95th percentile."""
    ordered = sorted(times)
    return f"median {statistics.median(ordered):7.0f}  p95 {ordered[int(len(ordered) * 0.95) - 1]:7.0f} ms"


def at_once(port: int, bodies: Sequence[bytes], users: int) -> tuple[float, list[float]]:
    """Return the requests a second and their milliseconds, of so many users who redraw without a pause."""
    until = time.perf_counter() + SECONDS

    def user(number: int) -> list[float]:
        times: list[float] = []
        while time.perf_counter() < until:
            times.append(timed(port, bodies[(number * 7 + len(times)) % len(bodies)]))
        return times

    start = time.perf_counter()
    with ThreadPoolExecutor(users) as pool:
        found = [one for times in pool.map(user, range(users)) for one in times]
    return len(found) / (time.perf_counter() - start), found


def megabytes(process: int) -> float:
    """Return the memory of a process, where the system tells it (Linux); else 0."""
    told = Path(f"/proc/{process}/status")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def first_charts(port: int) -> None:
    """Print when a first-time visitor and a returning one see the first chart, and how much came over the wire."""
    from conftest import browser_of, chromium

    executable = chromium()
    if executable is None:
        print("first chart: no browser on this machine")  # noqa: T201
        return
    with browser_of(executable) as browser:
        context = browser.new_context(base_url=f"http://127.0.0.1:{port}")
        for visit in ("cold", "warm"):
            page = context.new_page()
            wire = context.new_cdp_session(page)
            wire.send("Network.enable")
            sizes: list[int] = []
            wire.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
            start = time.perf_counter()
            page.goto("/ro/overview", wait_until="commit")
            page.locator("#first-paint .on-paper, main .main-svg").first.wait_for()
            seen = time.perf_counter() - start
            page.wait_for_function("() => !document.getElementById('first-paint')")
            ready = time.perf_counter() - start
            kilobytes = sum(sizes) / 1000
            print(f"first chart, {visit}: seen {seen:.2f} s, alive {ready:.2f} s, {kilobytes:.0f} kB")  # noqa: T201
            page.close()


def measure(database: Path, network: Path, users: Sequence[int], *, browser: bool) -> None:
    """Print all that is measured at one size."""
    millions = size_of(database) / 1e6
    print(f"\n== {millions:.1f} million observations, {database.stat().st_size / 1e6:.0f} MB")  # noqa: T201
    with serving(f"sqlite:///{database}", network) as (port, process):
        bodies = redraws(port)
        cold = [timed(port, body) for body in bodies]
        warm = [timed(port, body) for _ in range(WARM) for body in bodies]
        print(f"redraw, cold: {spread(cold)}   ({len(bodies)} addresses)")  # noqa: T201
        print(f"redraw, warm: {spread(warm)}")  # noqa: T201
        for count in users:
            rate, times = at_once(port, bodies, count)
            print(f"{count} users at once: {rate:.0f} requests/s, {spread(times)}")  # noqa: T201
        if browser:
            first_charts(port)
        print(f"memory of the server: {megabytes(process):.0f} MB")  # noqa: T201


def main() -> None:
    """Measure at each size."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--network", type=Path, required=True, help="the folder of the demonstration network")
    arguments.add_argument("--database", type=Path, default=ROOT / "var" / "vitrina.db")
    arguments.add_argument("--millions", type=float, nargs="*", default=[10.0], help="observations to grow to")
    arguments.add_argument("--users", type=int, nargs="*", default=[20, 50])
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="vitrina-bench-") as folder:
        database = Path(folder) / "vitrina.db"
        shutil.copy(given.database, database)
        sizes = sorted(given.millions)
        for size in sizes:
            grow(database, int(size * 1e6))
            measure(database, given.network / "network", given.users, browser=size == sizes[-1])


if __name__ == "__main__":
    main()
