"""Faults of single figures, as messes.toml declares them, and what every fault is planted with."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, TypeVar, cast

import numpy as np

from data.periods import Month
from etl.demonstration.declared import HERE, questions
from etl.demonstration.sheets import Cell, DateCell, ErrorCell, Formula, Reported, Sheet, Workbook, number
from etl.lists.declared import list_totals

Option = TypeVar("Option")
_MONTH = len("2017/06")  # of a path: when the file came


class Place(NamedTuple):
    """A cell of a sheet."""

    sheet: Sheet
    row: int
    column: int


class Sent(NamedTuple):
    """What a file said of a library and period."""

    path: str
    report: Reported


@dataclass(slots=True)
class Target:
    """A workbook that is to get a fault: its sheets with figures, random draws, files that come beside it."""

    workbook: Workbook
    stream: np.random.Generator
    names: Mapping[str, str]  # of libraries, in Romanian, by code
    history: Mapping[tuple[str, int], Sent] = field(default_factory=dict)
    homonyms: frozenset[str] = frozenset()  # libraries of the network that are called like one of another territory
    mothers: frozenset[str] = frozenset()  # libraries with branches that report for themselves
    extra: list[Workbook] = field(default_factory=list)
    corrections: list[Workbook] = field(default_factory=list)  # the file once more, right, a month later

    @property
    def single(self) -> bool:
        """True for one library's workbook."""
        return len(self.workbook.reports) == 1 and any(sheet.name == "_meta" for sheet in self.workbook.sheets)

    def before(self, library: str, period: int) -> Reported | None:
        """Return what was sent of a library and period in an earlier month than this file, or None."""
        sent = self.history.get((library, period))
        return sent.report if sent is not None and sent.path[:_MONTH] < self.workbook.path[:_MONTH] else None

    def correct_later(self, received: Month | None = None) -> None:
        """Let the sender notice: the file comes again as it is now, a month later or in a given month."""
        workbook = deepcopy(self.workbook)
        received = received or Month(int(workbook.path[:4]), int(workbook.path[5:7])).plus(1)
        folder, _, name = workbook.path[_MONTH + 1 :].rpartition("/")
        stem, _, ending = name.rpartition(".")
        workbook.path = f"{received.year}/{received.month:02d}/{folder}/{stem}_corectat.{ending}"
        self.corrections.append(workbook)

    def choose(self, options: Sequence[Option]) -> Option:
        """Return one of the options at random."""
        return options[int(self.stream.integers(0, len(options)))]


class FigureFault(NamedTuple):
    """A declared fault of one figure."""

    mess: str
    what: str
    write: str
    reads: str | int
    expected: str
    columns: tuple[str, ...] = ()
    least: float = 0
    most: float = 10**9
    weight: float = 1
    told: tuple[str, ...] = ()  # the problem kinds that tell it


class ShapeFault(NamedTuple):
    """A declared fault of a file's shape, or of a whole report."""

    what: str
    expected: str
    weight: float = 1
    told: tuple[str, ...] = ()  # the problem kinds that tell it


@cache
def declared() -> dict[str, object]:
    """Return messes.toml."""
    return tomllib.loads((HERE / "messes.toml").read_text(encoding="utf-8"))


@cache
def figure_faults() -> tuple[FigureFault, ...]:
    """Return the declared faults of figures."""
    rows = cast(list[dict[str, object]], declared()["figure"])
    return tuple(FigureFault(**_with_tuples(row)) for row in rows)  # type: ignore[arg-type]


@cache
def shape_faults() -> dict[str, ShapeFault]:
    """Return the declared faults of shape, by number and variant (M12, M12-quarter)."""
    rows = cast(dict[str, dict[str, object]], declared()["shape"])
    return {code: ShapeFault(**_with_tuples(row)) for code, row in rows.items()}  # type: ignore[arg-type]


@cache
def habit_fault(name: str) -> ShapeFault:
    """Return how a fault that senders make over several files is to be told: slip, running, running_early."""
    return ShapeFault(**_with_tuples(cast(dict[str, dict[str, object]], declared()["habit"])[name]))  # type: ignore[arg-type]


def _with_tuples(row: Mapping[str, object]) -> dict[str, object]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def plant_figure(target: Target, fault: FigureFault) -> Place | None:
    """Rewrite one figure; return its place, or None where no figure suits the fault."""
    columns = questions().columns
    spots = [spot for spot in _figures(target) if not fault.columns or spot[2] in fault.columns]
    if target.single and not isinstance(fault.reads, str):  # another value would contradict the list it comes from
        spots = [spot for spot in spots if spot[2] not in list_totals()]
    for index in target.stream.permutation(len(spots))[:400].tolist():
        place, report, column = spots[int(index)]
        value = report.values[columns.index(column)]
        if value is None or place.sheet.rows[place.row][place.column] != value or not _suits(fault, column, value):
            continue
        written, reads = _rewritten(fault, column, value, report)
        place.sheet.rows[place.row][place.column] = written
        report.values[columns.index(column)] = reads
        return place
    return None


def _suits(fault: FigureFault, column: str, value: float) -> bool:
    """Return True where a fault may stand in place of a value: visits are never lost to one, money never blurred."""
    if not fault.least <= value <= fault.most or (fault.write == "{comma}" and value == int(value)):
        return False
    plain = column[0] not in "AT" and not (fault.reads == "nothing" and column in {"O01", "U01", "V01"})
    return plain or bool(fault.columns)


def _figures(target: Target) -> list[tuple[Place, Reported, str]]:
    """Return every figure of the workbook that a ledger row stands for: its place, report and column."""
    found = []
    if target.single:
        (report,) = target.workbook.reports.values()
        for sheet in target.workbook.sheets:
            found += [
                (Place(sheet, sheet.row_of[column], sheet.column_of[column]), report, column)
                for column in sheet.column_of
                if column in questions().columns
            ]
        return found
    for (library, _), report in target.workbook.reports.items():
        sheet = target.workbook.sheets[report.sheet]
        if library in sheet.row_of:
            row = sheet.row_of[library]
            found += [(Place(sheet, row, at), report, column) for column, at in sheet.column_of.items()]
    return found


def _rewritten(fault: FigureFault, column: str, value: float, report: Reported) -> tuple[Cell, float | None]:
    """Return what the cell then holds and what it is to be read as."""
    if fault.write == "formula":
        return Formula("SUM(Z900:Z901)", None), None
    if fault.write == "date":
        return DateCell(42000 + int(value)), None
    if fault.write.startswith("#"):
        return ErrorCell(fault.write), None
    if fault.write == "more than the whole":
        whole = report.values[questions().columns.index("V01")] or 0
        return number(whole + 7), number(whole + 7)
    grouped = f"{int(value):,}"
    shown = number(value)
    text = fault.write.format(
        value=shown,
        spaced=grouped.replace(",", " "),
        nobreak=grouped.replace(",", "\u00a0"),
        pointed=grouped.replace(",", "."),
        quoted=grouped.replace(",", "'"),
        comma=str(value).replace(".", ","),
        thousands=f"{value / 1000:g}".replace(".", ","),
        range=f"{int(value) - 2}-{int(value) + 3}",
    )
    meanings: dict[str | int, float | None] = {"value": shown, "zero": 0, "nothing": None}
    return text, meanings[fault.reads] if isinstance(fault.reads, str) else fault.reads
