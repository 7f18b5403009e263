"""The truth beside the files: what a correct load must hold, library by library and period by period."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path

from etl.demonstration.declared import questions
from etl.demonstration.happenings import Lists
from etl.demonstration.sheets import Reported, Workbook

LEADING = ("library", "period", "form", "state", "file")


LIST_COLUMNS = ("list", "library", "period", "file", "name", "number")


class Ledger:
    """What the files of a territory say in the end: of one library and period, the file that arrived last."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, int, str], tuple[str, Reported]] = {}
        self._lists: dict[tuple[str, int], tuple[str, Lists]] = {}

    def add(self, workbook: Workbook) -> None:
        """Take note of what a file says; of two that say something of the same report, the later path counts."""
        for (library, period), report in workbook.reports.items():
            key = (library, period, workbook.form)
            if key not in self._last or self._last[key][0] <= workbook.path:
                self._last[key] = (workbook.path, report)
        for whose, lists in workbook.lists.items():
            if whose not in self._lists or self._lists[whose][0] <= workbook.path:
                self._lists[whose] = (workbook.path, lists)

    def list_lines(self) -> list[str]:
        """Return a line for each record of the lists, by library and period: what is listed and its first number."""
        return [
            ",".join((kind, library, str(period), _quoted(path), _quoted(name), _text(number)))
            for (library, period), (path, lists) in sorted(self._lists.items())
            for kind, name, number in lists.told()
        ]

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
    return '"' + path.replace('"', '""') + '"' if "," in path or '"' in path else path


def write_ledger(lines: Iterable[str], path: Path, columns: Sequence[str] | None = None) -> None:
    """Write the ledger, packed; the same lines give the same bytes."""
    write_lines([",".join((*LEADING, *(columns or questions().columns))), *lines], path)


def write_lines(lines: Iterable[str], path: Path) -> None:
    """Write the lines of a truth file, packed, without the time of writing."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", compresslevel=3, fileobj=raw, mtime=0) as packed:
        packed.write("\n".join((*lines, "")).encode())
