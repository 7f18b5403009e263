"""The truth beside the files: what a correct load must hold, library by library and period by period."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path

from etl.demonstration.declared import questions
from etl.demonstration.sheets import Reported, Workbook

LEADING = ("library", "period", "form", "state", "file")


class Ledger:
    """What the files of a territory say in the end: of one library and period, the file that arrived last."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, int, str], tuple[str, Reported]] = {}

    def add(self, workbook: Workbook) -> None:
        """Take note of what a file says; of two that say something of the same report, the later path counts."""
        for (library, period), report in workbook.reports.items():
            key = (library, period, workbook.form)
            if key not in self._last or self._last[key][0] <= workbook.path:
                self._last[key] = (workbook.path, report)

    def lines(self) -> list[str]:
        """Return the lines of the ledger, by library and period."""
        return [
            f"{library},{period},{form},{'closed' if report.closed else 'reported'},{_quoted(path)},"
            + ",".join(map(_text, report.values))
            for (library, period, form), (path, report) in sorted(self._last.items())
        ]

    def observations(self) -> int:
        """Return the number of values: the observations of state "reported"."""
        return sum(len(report.values) - report.values.count(None) for _, report in self._last.values())


def _text(value: float | None) -> str:
    return "" if value is None else str(value)


def _quoted(path: str) -> str:
    return f'"{path}"' if "," in path else path


def write_ledger(lines: Iterable[str], path: Path, columns: Sequence[str] | None = None) -> None:
    """Write the ledger, packed; the same lines give the same bytes."""
    head = ",".join((*LEADING, *(columns or questions().columns)))
    with path.open("wb") as raw, gzip.GzipFile("", "wb", compresslevel=3, fileobj=raw, mtime=0) as packed:
        packed.write("\n".join((head, *lines, "")).encode())
