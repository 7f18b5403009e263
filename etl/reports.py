"""What reading a file yields: the contract between the readers (any process) and the loader (one writer)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from data.states import State
from etl.problems import Problem


class Reading(NamedTuple):
    """One cell understood: the value of one indicator (in one category, or "" for none) and where it stands."""

    indicator: str
    category: str
    value: float | None  # None unless state is REPORTED
    state: State
    cell: int  # data.provenance.pack_cell
    raw: str | None = None  # what the cell said, where that is not simply the number


@dataclass(slots=True)
class Report:
    """What one library says of one period on one form: becomes one submission."""

    library: str  # code of the register
    form: str
    period: int  # YYYYMM, or YYYY
    readings: list[Reading] = field(default_factory=list)


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
    sheets: tuple[str, ...] = ()
    reports: list[Report] = field(default_factory=list)
    new_libraries: list[NewLibrary] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """True when a problem refuses the file."""
        return any(problem.severity == "refuse" for problem in self.problems)
