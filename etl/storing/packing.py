"""A file as read, packed for the way from a worker process to the writer: arrays of numbers instead of many objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.states import State
from etl.deliveries import UNKNOWN_ARRIVAL, Arrival
from etl.problems import Problem
from etl.reports import NewLibrary, ReadFile, Reading, Report
from etl.storing.list_rows import PackedList, pack_list
from etl.tables.plainrows import PlainRow, RowPlan


class PackedReport(NamedTuple):
    """A report without its readings, which are the next `readings` rows of the file's arrays."""

    library: str
    form: str
    period: int
    readings: int


@dataclass(frozen=True, slots=True, eq=False)
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
    role: str | None
    sheets: tuple[str, ...]
    reports: tuple[PackedReport, ...]
    rows: Rows
    raw: tuple[tuple[int, str], ...]  # (row, what its cell said)
    lists: tuple[PackedList, ...] = ()
    new_libraries: tuple[NewLibrary, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    arrival: Arrival = UNKNOWN_ARRIVAL
    saved_at: datetime | None = None

    @property
    def refused(self) -> bool:
        """True when a problem refuses the file."""
        return any(problem.severity == "refuse" for problem in self.problems)

    @property
    def received_at(self) -> datetime:
        """When it was received; a file that does not say has to be `dated` first."""
        if self.arrival.received_at is None:
            raise ValueError(f"nobody says when {self.name} was received")
        return self.arrival.received_at

    def dated(self, moment: datetime) -> PackedFile:
        """Return the file received at a moment, where nobody says another."""
        if self.arrival.received_at is not None:
            return self
        return replace(self, arrival=self.arrival._replace(received_at=moment))

    def tell(self, *problems: Problem) -> PackedFile:
        """Return the file with more problems; one that refuses takes the readings away."""
        told = replace(self, problems=(*self.problems, *problems))
        if not told.refused:
            return told
        reports = tuple(report._replace(readings=0) for report in self.reports)
        return replace(told, reports=reports, rows=NO_ROWS, raw=(), lists=(), new_libraries=())


def pack(read: ReadFile, codes: Codes) -> PackedFile:
    """Return the file packed; a value given twice in one report refuses the file, for nobody can say which counts."""
    reports = [report for report in read.reports if len(report)]  # a report that says nothing is none
    known = {(report.library, report.form, report.period) for report in reports}
    only_listed = {(one.library, one.form, one.period) for one in read.lists if one.records} - known
    reports += [Report(*whose) for whose in sorted(only_listed)]
    told = [] if read.refused else reports
    told_of = set() if read.refused else known | only_listed
    lists = [one for one in read.lists if (one.library, one.form, one.period) in told_of]
    packed = PackedFile(
        name=read.name,
        sha256=read.sha256,
        size=read.size,
        layout=read.layout,
        layout_version=read.layout_version,
        language=read.language,
        role=read.role,
        sheets=read.sheets,
        reports=tuple(
            PackedReport(report.library, report.form, report.period, 0 if read.refused else len(report))
            for report in reports
        ),
        rows=_rows(told, codes),
        raw=tuple(_raw(told)),
        lists=tuple(pack_list(listed, codes.categories) for listed in lists),
        new_libraries=() if read.refused else tuple(read.new_libraries),
        problems=tuple(read.problems),
        saved_at=None if read.refused else read.saved_at,
    )
    twice = _given_twice(packed)
    if twice is not None:
        found = f"{twice.library} {twice.period}"
        return packed.tell(Problem("duplicate-value", "refuse", read.name, found=found))
    return packed


def _raw(reports: list[Report]) -> Iterator[tuple[int, str]]:
    """Yield what cells said that are not simply numbers, each with its row among all the readings."""
    before = 0
    for report in reports:
        if report.plain is None:
            for row, reading in enumerate(report.readings, start=before):
                if reading.raw is not None:
                    yield row, reading.raw
        before += len(report)


def _given_twice(packed: PackedFile) -> PackedReport | None:
    """Return the first report that gives a value twice."""
    rows = packed.rows
    report = np.repeat(np.arange(len(packed.reports)), [report.readings for report in packed.reports])
    keys = (report << 32) + (rows.indicator_id.astype(np.int64) << 16) + rows.category_id
    keys.sort()
    again = np.flatnonzero(keys[1:] == keys[:-1])
    return packed.reports[int(keys[again[0]] >> 32)] if len(again) else None


def _rows(reports: list[Report], codes: Codes) -> Rows:
    """Return all readings of the reports: plain rows together, the others from their readings."""
    pieces = []
    for plain, group in groupby(reports, key=lambda report: report.plain is not None):
        if plain:
            pieces.append(_of_plain([report.plain for report in group if report.plain], codes))
        else:
            pieces.append(_of_readings([reading for report in group for reading in report.readings], codes))
    return pieces[0] if len(pieces) == 1 else _joined(pieces)


def _of_plain(rows: list[PlainRow], codes: Codes) -> Rows:
    counts = [len(row.values) for row in rows]
    ids = [_ids(row.plan, codes) for row in rows]
    value = np.fromiter(chain.from_iterable([row.values for row in rows]), np.float64, sum(counts))
    return Rows(
        indicator_id=np.concatenate([indicators for indicators, _ in ids]),
        category_id=np.concatenate([categories for _, categories in ids]),
        value=value,
        state=np.where(np.isnan(value), np.int8(State.BLANK), np.int8(State.REPORTED)),
        cell=np.repeat([row.base for row in rows], counts) + np.concatenate([row.plan.columns for row in rows]),
    )


@lru_cache(maxsize=4_096)
def _ids(plan: RowPlan, codes: Codes) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Return the numbers of the indicators and of the categories of a row's cells."""
    return (
        np.array([codes.indicators[cell.indicator] for cell in plan.cells], dtype=np.int16),
        np.array([codes.categories[cell.category] for cell in plan.cells], dtype=np.int16),
    )


def _of_readings(readings: list[Reading], codes: Codes) -> Rows:
    indicator_ids = (codes.indicators[reading[0]] for reading in readings)
    category_ids = (codes.categories[reading[1]] for reading in readings)
    return Rows(
        indicator_id=np.fromiter(indicator_ids, np.int16, len(readings)),
        category_id=np.fromiter(category_ids, np.int16, len(readings)),
        value=np.array([reading[2] for reading in readings], dtype=np.float64),  # None becomes NaN
        state=np.fromiter(map(itemgetter(3), readings), np.int8, len(readings)),
        cell=np.fromiter(map(itemgetter(4), readings), np.int64, len(readings)),
    )


NO_ROWS = _of_readings([], Codes({}, {}))


def _joined(pieces: list[Rows]) -> Rows:
    """Return pieces one after the other."""
    pieces = pieces or [NO_ROWS]
    return Rows(
        indicator_id=np.concatenate([piece.indicator_id for piece in pieces]),
        category_id=np.concatenate([piece.category_id for piece in pieces]),
        value=np.concatenate([piece.value for piece in pieces]),
        state=np.concatenate([piece.state for piece in pieces]),
        cell=np.concatenate([piece.cell for piece in pieces]),
    )
