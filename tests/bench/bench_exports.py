"""A wide export: how long each form takes for 36,000 rows, and how much memory beyond the rows themselves.

    python tests/bench/bench_exports.py [--rows 36000]

Each form is written by a process of its own, for a tenth of the rows and for all of them: what memory takes with ten
times as many rows says whether it is flat. The goal is seconds, and less than 40 MB more than for a tenth.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from bench_load import measure, say  # noqa: E402

from dashboard.charts.spec import Column, TableSpec  # noqa: E402
from dashboard.content import PageContent  # noqa: E402
from dashboard.exports import export  # noqa: E402
from dashboard.words import FOLDER  # noqa: E402
from data.wording import text  # noqa: E402

FORMS = ("csv", "json", "xlsx", "charts.xlsx", "zip")
MEASURES, FLAT, SECONDS = 9, 40.0, 30.0  # columns of numbers; MB; seconds


def wide(rows: int) -> PageContent:
    """Return a page with one table: a library and a month a row, nine measures, some of them missing."""
    columns = (
        Column("library", "Biblioteca"),
        Column("territory", "Raionul"),
        Column("month", "Luna", "month"),
        *(Column(f"m{number}", f"Indicatorul {number}", "whole") for number in range(MEASURES)),
    )
    cells = tuple(
        (
            f"Biblioteca Publică {place // 36}",
            "Șoldănești",
            f"{2015 + place % 36 // 12}-{place % 12 + 1:02d}",
            *(None if (place + number) % 7 == 0 else float(place * number % 997) for number in range(MEASURES)),
        )
        for place in range(rows)
    )
    table = TableSpec("reports", "Rapoarte", columns, cells)
    said = {"finding": "", "filters": "", "coverage": "", "as_of": "", "source": "", "demonstration": ""}
    return PageContent(page="reports", language="ro", title="Rapoarte", tables=(table,), **said)


def write(form: str, rows: int) -> None:
    """Write one form and print how long it took and by how many MB the process grew meanwhile."""
    words, content = text("ro", FOLDER), wide(rows)
    export(wide(10), form, words)  # what is loaded once
    before, started = peak(), time.perf_counter()
    made = export(content, form, words)
    grown, seconds = peak() - before, time.perf_counter() - started
    sys.stdout.write(json.dumps({"seconds": seconds, "grown": grown, "size": len(made.body) / 1e6}))


def peak() -> float:
    """Return the most memory the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=36_000, help="how many rows")
    parser.add_argument("--form", choices=FORMS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.form:
        write(asked.form, asked.rows)
        return
    for form in FORMS:
        few, all_rows = (
            json.loads(measure(__file__, "--form", form, "--rows", str(rows)).output)
            for rows in (asked.rows // 10, asked.rows)
        )
        more = all_rows["grown"] - few["grown"]
        kept = all_rows["seconds"] < SECONDS and more < FLAT
        say(
            f"{form:12} {asked.rows:,} rows: {all_rows['seconds']:5.1f} s, {all_rows['size']:5.1f} MB file, "
            f"{all_rows['grown']:5.0f} MB memory; a tenth: {few['seconds']:4.1f} s, {few['grown']:4.0f} MB"
            f"{'' if kept else '  MISSED'}"
        )


if __name__ == "__main__":
    main()
