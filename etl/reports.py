"""What reading a file yields: the contract between the readers (any process) and the loader (one writer)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from data.states import State
from etl.lists.records import ReadList
from etl.problems import Problem
from etl.tables.plainrows import PlainRow


class Reading(NamedTuple):
    """One cell understood: the value of one indicator (in one category, or "" for none) and where it stands."""

    indicator: str
    category: str
    value: float | None  # None unless state is REPORTED
    state: State
    cell: int  # data.provenance.pack_cell
    raw: str | None = None  # what the cell said, where that is not simply the number


class Report:
    """What one library says of one period on one form: becomes one submission.

    A report that is one plain row keeps it as it is; `readings` turns it into readings when somebody asks for them.
    """

    __slots__ = ("_readings", "form", "library", "period", "plain")

    def __init__(self, library: str, form: str, period: int, readings: list[Reading] | None = None) -> None:
        self.library = library  # code of the register
        self.form = form
        self.period = period  # YYYYMM, or YYYY
        self.plain: PlainRow | None = None  # all there is to the report, while it is not None
        self._readings = [] if readings is None else readings

    @property
    def readings(self) -> list[Reading]:
        """Every reading of the report; may be added to."""
        if self.plain is not None:
            self._readings, self.plain = list(_readings_of(self.plain)), None
        return self._readings

    @readings.setter
    def readings(self, readings: list[Reading]) -> None:
        self._readings, self.plain = readings, None

    def __len__(self) -> int:
        return len(self._readings if self.plain is None else self.plain.values)

    def figure(self, indicator: str) -> Reading | None:
        """Return the reading of an indicator without a category, or None; a plain row stays plain."""
        if self.plain is None:
            return next((r for r in self._readings if r.indicator == indicator and not r.category), None)
        place = self.plain.plan.places.get((indicator, ""))
        return None if place is None else _reading_of(self.plain, place)

    def first_figure(self) -> Reading | None:
        """Return the first reading that is a number, or None where there is none; a plain row stays plain."""
        if self.plain is None:
            return next((reading for reading in self._readings if reading.value is not None), None)
        place = next((place for place, value in enumerate(self.plain.values) if value == value), None)
        return None if place is None else _reading_of(self.plain, place)

    def add(self, row: PlainRow) -> None:
        """Add a plain row; a second one turns the report into readings."""
        if len(self):
            self.readings.extend(_readings_of(row))
        else:
            self.plain = row


def _readings_of(row: PlainRow) -> Iterator[Reading]:
    return (_reading_of(row, place) for place in range(len(row.values)))


def _reading_of(row: PlainRow, place: int) -> Reading:
    cell, value = row.plan.cells[place], row.values[place]
    where = row.base + cell.column
    if value != value:  # EMPTY
        return Reading(cell.indicator, cell.category, None, State.BLANK, where)
    return Reading(cell.indicator, cell.category, value, State.REPORTED, where)


class NewLibrary(NamedTuple):
    """A library of an open register, taken from the file."""

    code: str
    name: str
    territory: str


@dataclass(slots=True)
class ReadFile:
    """A file as understood. With any problem of severity "refuse", `reports` is not loaded at all."""

    name: str  # the path below the folder given to the loader, with forward slashes
    sha256: str
    size: int
    layout: str | None = None
    layout_version: str | None = None
    language: str | None = None
    role: str | None = None  # of the sender, as the layout says: library | territory | network
    sheets: tuple[str, ...] = ()
    saved_at: datetime | None = None  # by its writer, as the workbook itself says
    reports: list[Report] = field(default_factory=list)
    lists: list[ReadList] = field(default_factory=list)
    new_libraries: list[NewLibrary] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """True when a problem refuses the file."""
        return any(problem.severity == "refuse" for problem in self.problems)
