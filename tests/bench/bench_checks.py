"""What checking costs: the same files loaded with all checks and without, side by side. Read ratios, not seconds.

    python tests/bench/bench_checks.py --network var/demo [--rounds 3]

Without: nothing is held against the rest of its file or against the past; cells, names, periods, duplicates and totals
are read and told all the same, for that is reading. Only this script can switch checks off: it replaces the functions.
Each load runs in a process of its own into a database of its own; the two take turns, and the quickest of each counts.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

GOAL = 1.5  # times the bare load


@dataclass(frozen=True)
class Measured:
    """One load: seconds on the clock, seconds of both processors, findings told."""

    seconds: float
    worked: float
    told: int


def load_once(network: Path, database: str, *, checks: bool) -> None:
    """Load a network's files and print what it took; without checks their functions do nothing."""
    import etl.load
    import etl.understand
    from data.catalogue import load_catalogue
    from data.store import open_engine
    from etl.deliveries import deliveries
    from etl.reading import workbook_reader
    from etl.storing.recalling import Memory

    if not checks:
        etl.understand.check_content = lambda *arguments: None
        Memory.compared = lambda self, connection, files: list(files)
    folder = network / "network"
    started = time.perf_counter()
    summary = etl.load.load(
        deliveries([network]),
        engine=open_engine(database),
        catalogue=load_catalogue(folder),
        make_reader=partial(workbook_reader, folder, None),
    )
    seconds = time.perf_counter() - started
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    worked = sum(one.ru_utime + one.ru_stime for one in used)
    print(json.dumps([seconds, worked, len(summary.problems)]))  # noqa: T201


def measure(network: Path, *, checks: bool) -> Measured:
    """Return what a load in a process of its own took."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--network", str(network), "--database", f"sqlite:///{folder}/x.db"]
        command += ["--checks" if checks else "--no-checks"]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return Measured(*json.loads(done.stdout))


def main() -> None:
    """Run both in turns and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True, help="folder of the demonstration network")
    parser.add_argument("--rounds", type=int, default=2, help="how often each is measured")
    parser.add_argument("--database", default="", help=argparse.SUPPRESS)
    parser.add_argument("--checks", action=argparse.BooleanOptionalAction, default=True, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.database:
        load_once(asked.network, asked.database, checks=asked.checks)
        return
    runs = [(measure(asked.network, checks=False), measure(asked.network, checks=True)) for _ in range(asked.rounds)]
    bare, full = (
        Measured(min(one.seconds for one in side), min(one.worked for one in side), side[0].told)
        for side in zip(*runs, strict=True)
    )
    say(f"{'':22}{'seconds':>9}{'processor':>11}{'findings':>10}")
    for name, one in (("bare load", bare), ("load with all checks", full)):
        say(f"{name:22}{one.seconds:9.1f}{one.worked:11.1f}{one.told:10,}")
    say(
        f"checking costs {full.seconds / bare.seconds - 1:.0%} of the bare load on the clock, "
        f"{full.worked / bare.worked - 1:.0%} of the processors (goal: less than {GOAL - 1:.0%})"
    )


def say(line: str) -> None:
    """Print a line of the result."""
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
