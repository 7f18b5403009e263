"""Loading side by side: a plain script, merely reading every cell, and Vitrina. Read the ratios, not the seconds.

    python tests/bench/bench_load.py --network var/demo [--sample 10]

1  plain    pandas.read_excel (openpyxl) in a loop and to_sql, one process
2  cells    every cell of every file with python-calamine, two processes, nothing stored
3  rows     the observations that came of them put into an empty table in the order of its key, by the database alone
4  vitrina  python -m etl load

Each runs in a process of its own over the same files; 2 and 3 do nothing but what any loader has to do. `--sample N`
gives the plain script every Nth file only and multiplies its time by the share of bytes it read; the table says so.
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from etl.deliveries import deliveries  # noqa: E402 (this is a script)

BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
LOADED_WELL = (0, 3, 4)  # the demonstration network holds faulty files on purpose
PAUSE = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True)
class Measured:
    """One contestant: seconds, peak memory in MB with all its processes, and what it printed."""

    seconds: float
    memory: float
    output: str


def plain(files: Sequence[Path], database: str) -> None:
    """The script anybody writes first: each sheet as it stands into a table of its width."""
    import pandas as pd
    from sqlalchemy import create_engine

    engine = create_engine(database)
    for path in files:
        try:
            if path.suffix.lower() in BOOKS:
                sheets = pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
            else:
                sheets = {"": pd.read_csv(path, header=None, sep=None, engine="python", on_bad_lines="skip")}
        except Exception as error:  # noqa: BLE001 (whatever it cannot read, it skips)
            print(f"skipped {path.name}: {type(error).__name__}", file=sys.stderr)  # noqa: T201
            continue
        for sheet in sheets.values():
            sheet.to_sql(f"sheet_{sheet.shape[1]}", engine, if_exists="append", index=False)


def cells_of(path: Path) -> int:
    """Read every cell of a file and return how many there were; 0 for what is no table."""
    from python_calamine import CalamineError, CalamineWorkbook

    if path.suffix.lower() not in BOOKS:
        with path.open(encoding="latin-1", newline="") as file:
            return sum(len(row) for row in csv.reader((line.replace("\0", "") for line in file), delimiter="\t"))
    try:
        book = CalamineWorkbook.from_path(path)
        rows = [
            row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
    except CalamineError:
        return 0
    return sum(map(len, rows))


def cells(files: Sequence[Path]) -> None:
    """Read every cell of every file on two processes."""
    with ProcessPoolExecutor(2) as pool:
        print(sum(pool.map(cells_of, files, chunksize=8)))  # noqa: T201


def rows(database: Path) -> None:
    """Put the observations of a database into a new one with the same table; no row becomes a Python object."""
    with sqlite3.connect(f"{database}.rows") as connection:
        connection.execute("ATTACH ? AS loaded", (str(database),))
        (table,) = connection.execute("SELECT sql FROM loaded.sqlite_master WHERE name = 'observation'").fetchone()
        connection.execute(table)
        connection.execute("INSERT INTO main.observation SELECT * FROM loaded.observation")


def measure(*command: str, allowed: Sequence[int] = (0,)) -> Measured:
    """Run a command and return how long it took and how much memory it and its children held at once."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    done, peak = threading.Event(), [0.0]

    def watch() -> None:
        while not done.wait(PAUSE):
            peak[0] = max(peak[0], sum(map(memory_of, family(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    output = process.communicate()[0].decode()
    seconds = time.perf_counter() - started
    done.set()
    watcher.join()
    if process.returncode not in allowed:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Measured(seconds, peak[0], output)


def family(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    found = [pid]
    for member in found:
        found.extend(child for child, parent in parents.items() if parent == member)
    return found


def memory_of(pid: int) -> float:
    """Return the memory of a process in MB, pages shared with others counted in proportion."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def main() -> None:
    """Run all of them and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True, help="folder of the demonstration network")
    parser.add_argument("--sample", type=int, default=1, help="the plain script reads every Nth file")
    parser.add_argument("--only", choices=["plain", "cells", "rows"], help=argparse.SUPPRESS)
    parser.add_argument("--database", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    files = [delivery.path for delivery in deliveries([asked.network])]
    if asked.only == "plain":
        plain(files[:: asked.sample], asked.database)
    elif asked.only == "cells":
        cells(files)
    elif asked.only == "rows":
        rows(Path(asked.database))
    else:
        compare(asked.network, files, asked.sample)


def compare(network: Path, files: Sequence[Path], sample: int) -> None:
    """Measure all of them and print their table."""
    this = (str(Path(__file__)), "--network", str(network))
    share = sum(path.stat().st_size for path in files[::sample]) / sum(path.stat().st_size for path in files)
    with tempfile.TemporaryDirectory() as folder:
        to = f"sqlite:///{folder}/vitrina.db"
        cells_measured = measure(*this, "--only", "cells")
        vitrina = measure("-m", "etl", "load", str(network), "--database", to, "--json", allowed=LOADED_WELL)
        again = measure("-m", "etl", "load", str(network), "--database", to, "--json", allowed=LOADED_WELL)
        rows_measured = measure(*this, "--only", "rows", "--database", f"{folder}/vitrina.db")
        size = Path(folder, "vitrina.db").stat().st_size / 1e6
        at = f"sqlite:///{folder}/plain.db"
        plain_measured = measure(*this, "--only", "plain", "--sample", str(sample), "--database", at)
    loaded = json.loads(vitrina.output)
    plain_seconds = plain_measured.seconds / share
    observations = sum(loaded["observations"].values())
    counted = f"{int(cells_measured.output):,} cells, {observations:,} observations"
    say(f"{len(files)} files, {counted}, database {size:.0f} MB")
    say(f"{'':34}{'seconds':>9}{'memory MB':>11}{'x cells':>9}")
    scaled = "" if sample == 1 else f" ({share:.1%} of the bytes, scaled)"
    lines = [
        (f"plain script{scaled}", plain_seconds, plain_measured.memory),
        ("every cell, two processes", cells_measured.seconds, cells_measured.memory),
        ("every observation, one process", rows_measured.seconds, rows_measured.memory),
        ("vitrina load", vitrina.seconds, vitrina.memory),
        ("vitrina load, nothing new", again.seconds, again.memory),
    ]
    for name, seconds, memory in lines:
        say(f"{name:34}{seconds:9.1f}{memory:11.0f}{seconds / cells_measured.seconds:9.2f}")
    say(f"vitrina is {plain_seconds / vitrina.seconds:.1f} times as fast as the plain script (goal: at least 8)")
    slower = vitrina.seconds / cells_measured.seconds
    say(f"and takes {slower:.2f} times as long as reading every cell (goal: at most 3)")
    say(f"with {vitrina.memory:.0f} MB (goal: less than 1,000); load said: {loaded['submissions']}")


def say(line: str) -> None:
    """Print a line of the result."""
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
