"""Fact sheets of a whole network in three languages: how long, and how much memory.

    python tests/bench/bench_factsheets.py --network var/demo [--stage CAMP-NVB.S2] [--keep DIR]

The goal is five minutes for 1,082 libraries in three languages on two processors. The sheets are made by the command
itself; the same command again finds nothing to do, and a sheet made alone shows what asking once for all is worth.
"""

from __future__ import annotations

import argparse
import csv
import resource
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_load import Measured, measure, say

GOAL, SHEETS = 300.0, 1_082 * 3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True, help="folder of the demonstration network")
    parser.add_argument("--stage", default="CAMP-NVB.S2", help="campaign and stage")
    parser.add_argument("--keep", type=Path, help="folder in which the sheets stay")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary) / "sheets"
        every = made(asked.network, asked.stage, folder, "--all")
        worked = resource.getrusage(resource.RUSAGE_CHILDREN)
        sheets = sorted(folder.glob("*/*.pdf"))
        again = made(asked.network, asked.stage, folder, "--all")
        with (folder / "index.csv").open(encoding="utf-8-sig", newline="") as index:
            code = next(row["code"] for row in csv.DictReader(index) if row["kind"] == "library" and row["file"])
        alone = made(asked.network, asked.stage, Path(temporary) / "one", "--library", code)
        size = sum(path.stat().st_size for path in sheets) / 1e6
    each = every.seconds / len(sheets)
    say(f"{len(sheets)} sheets, {size:.0f} MB, in {every.seconds:.0f} s and {every.memory:.0f} MB of memory; "
        f"nothing new: {again.seconds:.0f} s")  # fmt: skip
    busy = (worked.ru_utime + worked.ru_stime) / len(sheets)
    say(f"processor time: {1000 * busy:.0f} ms a sheet, {busy * SHEETS:.0f} s for {SHEETS}")
    say(f"a sheet: {1000 * each:.0f} ms; alone: {alone.seconds / 3 / each:.0f} times as long")
    say(f"{each * SHEETS:.0f} s for {SHEETS} sheets (goal: less than {GOAL:.0f})")


def made(network: Path, stage: str, folder: Path, *places: str) -> Measured:
    """Return what making the sheets of these places took."""
    command = ("-m", "dashboard.factsheets", "--stage", stage, *places, "--to", str(folder))
    return measure(*command, "--network", str(network / "network"), "--base-address", "https://vitrina.example")


if __name__ == "__main__":
    main()
