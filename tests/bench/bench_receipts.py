"""Receipts for a thousand files: how long, and how much memory. The goal is three minutes on two processors.

    python tests/bench/bench_receipts.py --network var/demo [--files 1000]

The files are every nth one of the network, so that workbooks of every kind and size are among them. They are answered
by the command itself, in two processes; the same command again finds nothing to do.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_load import measure, say

from etl.deliveries import deliveries

GOAL = 180.0  # seconds for a thousand files


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True, help="folder of the demonstration network")
    parser.add_argument("--files", type=int, default=1_000, help="how many files to answer")
    asked = parser.parse_args()
    files = deliveries([asked.network])
    chosen = [files[number * len(files) // asked.files] for number in range(min(asked.files, len(files)))]
    with tempfile.TemporaryDirectory() as folder:
        received = Path(folder) / "received"
        for path, name, _arrival in chosen:
            (received / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, received / name)
        answers = str(Path(folder) / "answers")
        command = ("-m", "etl", "receipt", str(received), "--to", answers, "--json")
        command = (*command, "--network", str(asked.network / "network"))
        first = measure(*command, allowed=(0, 3, 4))
        again = measure(*command, allowed=(0, 3, 4))
        size = sum(path.stat().st_size for path in Path(answers).rglob("*.xlsx")) / 1e6
    made = json.loads(first.output)
    scaled = first.seconds * 1_000 / len(chosen)
    say(f"{made['written']} receipts, {size:.0f} MB; accepted {made['accepted']}, warned {made['warned']}, "
        f"refused {made['refused']}")  # fmt: skip
    say(f"{first.seconds:.0f} s, {first.memory:.0f} MB; nothing new: {again.seconds:.1f} s")
    say(f"{scaled:.0f} s for a thousand files (goal: less than {GOAL:.0f})")


if __name__ == "__main__":
    main()
