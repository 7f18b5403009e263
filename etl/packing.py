"""A file as read, packed for the way from a worker process to the writer: arrays of numbers instead of many objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from etl.problems import Problem
from etl.reports import NewLibrary, ReadFile, Reading


class PackedReport(NamedTuple):
    """A report without its readings, which are the next `readings` rows of the file's arrays."""

    library: str
    form: str
    period: int
    readings: int


@dataclass(frozen=True, slots=True)
class Codes:
    """The numbers that the database gave to indicators and categories ("" is no category, and has one, too)."""

    indicators: Mapping[str, int]
    categories: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rows:
    """Readings column by column, in the order of the reports; `value` counts only where `state` is REPORTED."""

    indicator_id: NDArray[np.int16]
    category_id: NDArray[np.int16]
    value: NDArray[np.float64]
    state: NDArray[np.int8]
    cell: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.state)


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A ReadFile with its readings packed. A refused one keeps the number of its reports, not their readings."""

    name: str
    sha256: str
    size: int
    layout: str | None
    layout_version: str | None
    language: str | None
    sheets: tuple[str, ...]
    reports: tuple[PackedReport, ...]
    rows: Rows
    raw: tuple[tuple[int, str], ...]  # (row, what its cell said)
    new_libraries: tuple[NewLibrary, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def refused(self) -> bool:
        """True when a problem refuses the file."""
        return any(problem.severity == "refuse" for problem in self.problems)

    def refuse(self, problem: Problem) -> PackedFile:
        """Return the file refused for one problem more."""
        reports = tuple(report._replace(readings=0) for report in self.reports)
        problems = (*self.problems, problem)
        return replace(self, reports=reports, rows=NO_ROWS, raw=(), new_libraries=(), problems=problems)


def pack(read: ReadFile, codes: Codes) -> PackedFile:
    """Return the file packed; a value given twice in one report refuses the file, for nobody can say which counts."""
    reports = [report for report in read.reports if report.readings]  # a report that says nothing is none
    readings = [] if read.refused else [reading for report in reports for reading in report.readings]
    packed = PackedFile(
        name=read.name,
        sha256=read.sha256,
        size=read.size,
        layout=read.layout,
        layout_version=read.layout_version,
        language=read.language,
        sheets=read.sheets,
        reports=tuple(
            PackedReport(report.library, report.form, report.period, 0 if read.refused else len(report.readings))
            for report in reports
        ),
        rows=_rows(readings, codes),
        raw=tuple((row, reading.raw) for row, reading in enumerate(readings) if reading.raw is not None),
        new_libraries=() if read.refused else tuple(read.new_libraries),
        problems=tuple(read.problems),
    )
    twice = _given_twice(packed)
    if twice is not None:
        found = f"{twice.library} {twice.period}"
        return packed.refuse(Problem("duplicate-value", "refuse", read.name, found=found))
    return packed


def _given_twice(packed: PackedFile) -> PackedReport | None:
    """Return the first report that gives a value twice."""
    rows = packed.rows
    report = np.repeat(np.arange(len(packed.reports)), [report.readings for report in packed.reports])
    keys = (report << 32) + (rows.indicator_id.astype(np.int64) << 16) + rows.category_id
    keys.sort()
    again = np.flatnonzero(keys[1:] == keys[:-1])
    return packed.reports[int(keys[again[0]] >> 32)] if len(again) else None


def _rows(readings: list[Reading], codes: Codes) -> Rows:
    indicator_ids = (codes.indicators[reading[0]] for reading in readings)
    category_ids = (codes.categories[reading[1]] for reading in readings)
    return Rows(
        indicator_id=np.fromiter(indicator_ids, np.int16, len(readings)),
        category_id=np.fromiter(category_ids, np.int16, len(readings)),
        value=np.array([reading[2] for reading in readings], dtype=np.float64),  # None becomes NaN
        state=np.fromiter(map(itemgetter(3), readings), np.int8, len(readings)),
        cell=np.fromiter(map(itemgetter(4), readings), np.int64, len(readings)),
    )


NO_ROWS = _rows([], Codes({}, {}))
