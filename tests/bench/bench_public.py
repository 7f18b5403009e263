"""How long readers of impact pages wait: many at once, served by the application itself; and how large the pages are.

    python tests/bench/bench_public.py --network var/demo [--users 200] [--seconds 10]

Publishes a stage and a year of the network into a folder of its own. Each user opens a page, reads for two seconds and
opens the next, over a connection that stays open, as a browser's does. *In one instant* is the same without reading:
every user asks in the same moment, ten times. The pages are compared with the application's own answer of one word
(/health).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "journeys")]

from tests.bench.served import ask, serving  # noqa: E402 (this is a script)

BURSTS = 10
READS = 2.0  # seconds between two pages of a user
HEADERS = "Host: localhost\r\nAccept-Encoding: zstd, br, gzip\r\n\r\n"
YEAR = ("--from", "2017-01", "--until", "2017-10")


async def answered(port: int, paths: Sequence[str], until: float, reads: float, at: float) -> list[float]:
    """Return how long one user waited for each page, in milliseconds."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(max(0.0, at - time.perf_counter()))
    waited = []
    while True:
        started = time.perf_counter()
        writer.write(f"GET {random.choice(paths)} HTTP/1.1\r\n{HEADERS}".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        if " 200 " not in head.partition("\r\n")[0]:
            raise OSError(head.partition("\r\n")[0])
        await reader.readexactly(int(head.split("content-length:")[1].split("\r\n")[0]))
        waited.append(1000 * (time.perf_counter() - started))
        if time.perf_counter() >= until:
            writer.close()
            return waited
        await asyncio.sleep(random.uniform(0.5, 1.5) * reads)


async def many(port: int, paths: Sequence[str], *, users: int, seconds: float, together: bool) -> list[float]:
    """Return how long all users waited for each page."""
    start = time.perf_counter() + 1
    begins = [start + (0 if together else random.uniform(0, READS)) for _ in range(users)]
    until = start + (0 if together else seconds)
    told = await asyncio.gather(*(answered(port, paths, until, READS, begin) for begin in begins))
    return [one for waited in told for one in waited]


def said(name: str, waited: Sequence[float]) -> None:
    cut = statistics.quantiles(waited, n=100)
    sys.stdout.write(f"{name:<38} {len(waited):>6} answers   p50 {cut[49]:8.1f} ms   p95 {cut[94]:8.1f} ms\n")


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--network", type=Path, required=True)
    given.add_argument("--database", default=os.environ.get("VITRINA_DATABASE", "sqlite:///var/vitrina.db"))
    given.add_argument("--users", type=int, default=200)
    given.add_argument("--seconds", type=float, default=10)
    asked = given.parse_args()
    network = asked.network / "network"
    with tempfile.TemporaryDirectory() as folder:
        where = ("--to", folder, "--network", str(network), "--database", asked.database)
        command = (sys.executable, "-m", "dashboard.publish", "--stage", "CAMP-NVB.S2", "--all", *YEAR, *where)
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        pages = sorted(path for path in Path(folder).glob("*/*/*.html"))
        paths = [f"/public/{path.relative_to(folder)}" for path in pages]
        sys.stdout.write(f"largest page {max(path.stat().st_size for path in pages) / 1000:.0f} kB\n")
        os.environ["VITRINA_PUBLIC"] = folder
        with serving(asked.database, network) as (port, _):
            for path in paths:
                ask(port, "GET", path)
            for name, wanted in (("one word", ["/health"]), ("pages", paths)):
                reading = many(port, wanted, users=asked.users, seconds=asked.seconds, together=False)
                said(f"{name}, {asked.users} users reading", asyncio.run(reading))
                bursts = [many(port, wanted, users=asked.users, seconds=0, together=True) for _ in range(BURSTS)]
                waited = [one for burst in bursts for one in asyncio.run(burst)]
                said(f"{name}, {asked.users} users in one instant", waited)


if __name__ == "__main__":
    main()
