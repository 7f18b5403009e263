"""What a redraw costs: every page, cold and warm, at several sizes; many users at once; the first chart in a browser.

    python tests/bench/bench_pages.py --network var/demo [--millions 1 10 40] [--users 20 50]

The database is the one that `python -m etl load` filled with the demonstration network, cut to its latest months or
grown by repeating its months in earlier years, with rollups counted anew. So at every size a page shows the same (of a
million observations the year before is missing), and only what is stored besides differs. A redraw is one request of
the page's callback over HTTP, as a browser sends it; *cold* is the first of its address since the process started,
*warm* every later one; *processor alone* is what the server computed for it, whatever else the machine was doing.
Times are of this machine: read how they grow from size to size and from span to span.
"""

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "journeys")]

from data.store import database_file  # noqa: E402 (this is a script)
from tests.bench.growing import grow, size_of  # noqa: E402
from tests.bench.one_chart import one_chart  # noqa: E402
from tests.bench.served import (  # noqa: E402
    MONTH,
    YEAR,
    YEARS,
    at_once,
    megabytes,
    processor,
    redraws,
    serving,
    timed,
)

WARM = 5  # redraws of each address after the first
SECONDS = 8  # of many users at once
SPANS = {MONTH: "one month", YEAR: "a year", YEARS: "four years"}
GOALS = {
    "one chart's data and spec, uncached, processor: median": "10 ms",
    "redraw cold, all pages: p95": "400 ms",
    "redraw warm, all pages: p95": "100 ms",
    "20 users at once": "150/s",
    "20 users at once: p95": "200 ms",
    "first chart seen, first visit": "2.5 s",
    "first chart seen, later visit": "1 s",
    "first visit, over the wire": "1,700 kB",  # what a plain Dash page sends
}
Row = dict[str, str]


def p95(times: Sequence[float]) -> float:
    """Return the value that 95 of a hundred do not exceed (nearest rank)."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


def of_redraws(port: int, process: int) -> tuple[list[bytes], Row]:
    """Return the requests of all pages, and what they cost: cold, by the span they show, and warm."""
    found = redraws(port)
    cold, computed = [], []
    for one in found:
        before = processor(process)
        cold.append(timed(port, one.body))
        computed.append(processor(process) - before)
    warm = [timed(port, one.body) for _ in range(WARM) for one in found]
    slowest = found[computed.index(max(computed))]
    sys.stderr.write(f"slowest: /ro/{slowest.page}{slowest.scope}, {len(found)} addresses\n")
    told = spread("redraw cold, all pages", cold, 0) | spread("the same, processor alone", computed, 0)
    told["the slowest of them, processor alone"] = f"{max(computed):.0f} ms"
    for scope, name in SPANS.items():
        times = [one for one, redraw in zip(computed, found, strict=True) if redraw.scope == scope]
        told[f"{name} shown, processor alone: median"] = f"{statistics.median(times):.0f} ms"
    return [one.body for one in found], told | spread("redraw warm, all pages", warm, 1)


def spread(name: str, times: Sequence[float], digits: int) -> Row:
    """Return the median and the 95th percentile under a name."""
    middle, high = statistics.median(times), p95(times)
    return {f"{name}: median": f"{middle:.{digits}f} ms", f"{name}: p95": f"{high:.{digits}f} ms"}


def first_charts(port: int) -> Row:
    """Return when a first-time visitor and a returning one see the first chart, and how much came over the wire."""
    from conftest import browser_of, chromium

    executable = chromium()
    if executable is None:
        return {"first chart": "no browser"}
    told: Row = {}
    with browser_of(executable) as browser:
        context = browser.new_context(base_url=f"http://127.0.0.1:{port}")
        for visit in ("first", "later"):
            page = context.new_page()
            wire = context.new_cdp_session(page)
            wire.send("Network.enable")
            sizes: list[int] = []
            wire.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
            start = time.perf_counter()
            page.goto("/ro/overview", wait_until="commit")
            page.locator("#first-paint .on-paper, main .main-svg").first.wait_for()
            told[f"first chart seen, {visit} visit"] = f"{time.perf_counter() - start:.2f} s"
            told[f"{visit} visit, over the wire until then"] = f"{sum(sizes) / 1000:,.0f} kB"
            page.wait_for_function("() => !document.getElementById('first-paint')")
            told[f"all alive, {visit} visit"] = f"{time.perf_counter() - start:.2f} s"
            told[f"{visit} visit, over the wire"] = f"{sum(sizes) / 1000:,.0f} kB"
            page.close()
    return told


def measure(database: Path, network: Path, users: Sequence[int]) -> Row:
    """Return all that is measured at one size."""
    told = {"observations": f"{size_of(database) / 1e6:.1f} M", "database": f"{database.stat().st_size / 1e6:,.0f} MB"}
    alone, with_headline = one_chart(database, network)
    told["one chart's data and spec, uncached, processor: median"] = f"{statistics.median(alone):.1f} ms"
    told["the same with its page's headline figure"] = f"{statistics.median(with_headline):.1f} ms"
    with serving(f"sqlite:///{database}", network) as (port, process):
        bodies, redrawn = of_redraws(port, process)
        told |= redrawn
        for count in users:
            rate, times = at_once(port, bodies, users=count, seconds=SECONDS)
            told[f"{count} users at once"] = f"{rate:.0f}/s"
            told[f"{count} users at once: p95"] = f"{p95(times):.0f} ms"
        told |= first_charts(port)
        told["memory of the server"] = f"{megabytes(process):.0f} MB"
    return told


def printed(columns: Sequence[Row]) -> str:
    """Return the sizes side by side, with what each figure should be."""
    names = list(dict.fromkeys(name for column in columns for name in column))
    rows = [[name, *(column.get(name, "") for column in columns), GOALS.get(name, "")] for name in names]
    rows.insert(0, ["", *("" for _ in columns), "goal"])
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for name, *values in rows:
        lines.append("  ".join([name.ljust(widths[0]), *(v.rjust(w) for v, w in zip(values, widths[1:], strict=True))]))
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure at each size."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--network", type=Path, required=True, help="the folder of the demonstration network")
    arguments.add_argument("--database", type=Path, default=database_file(), help="loaded with it; it is left alone")
    arguments.add_argument(
        "--millions", type=float, nargs="*", default=[1.0, 10.0, 40.0], help="sizes, in observations"
    )
    arguments.add_argument("--users", type=int, nargs="*", default=[20, 50])
    given = arguments.parse_args()
    if given.database is None:
        arguments.error("VITRINA_DATABASE is no file: name a copy in SQLite with --database")
    columns = []
    with tempfile.TemporaryDirectory(prefix="vitrina-bench-") as folder:
        for millions in sorted(given.millions):
            sys.stderr.write(f"making {millions:g} million observations...\n")
            database = Path(folder) / "vitrina.db"
            shutil.copy(given.database, database)
            grow(database, int(millions * 1e6))
            columns.append(measure(database, given.network / "network", given.users))
    sys.stdout.write(printed(columns))


if __name__ == "__main__":
    main()
