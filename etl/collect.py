"""What is gathered while a file is read: reports by library and period, new libraries, problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from data.catalogue import Catalogue
from data.models import Check
from data.provenance import cell_name, unpack_cell
from etl.cells import Cell, Understood, cell_text
from etl.lists.records import ReadList
from etl.problems import Problem
from etl.reports import NewLibrary, Reading, Report
from etl.tables.vocabulary import Known

_MOST_OF_A_KIND = 200  # problems of one kind a file is told of one by one


class Named(NamedTuple):
    """Where a file names a library, and how."""

    sheet: str
    row: int
    column: int
    found: str


@dataclass
class Collected:
    """The harvest of one file."""

    file: str
    form: str
    catalogue: Catalogue
    sheet_names: tuple[str, ...] = ()
    part: str = ""  # of the form, where the file holds only a part
    reports: dict[tuple[str, int], Report] = field(default_factory=dict)
    territories: dict[tuple[str, int], Report] = field(default_factory=dict)  # tables about them: checked, not loaded
    filled: set[tuple[str, int]] = field(default_factory=set)  # reports with more than empty cells
    closed: set[tuple[str, int]] = field(
        default_factory=set
    )  # reports in which a cell says that the library was closed
    shared: set[tuple[str, int]] = field(default_factory=set)  # reports gathered from several rows or tables
    with_branches: dict[str, Named] = field(default_factory=dict)  # libraries whose rows say that they hold branches
    lists: dict[tuple[str, str, int], ReadList] = field(default_factory=dict)  # by kind, library and period
    new_libraries: dict[str, NewLibrary] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _told: dict[str, set[tuple[object, ...]]] = field(default_factory=dict)  # by kind

    @property
    def checks(self) -> Mapping[str, Check]:
        """The closed list of problem kinds."""
        return self.catalogue.checks

    @property
    def form_name(self) -> str:
        """The form, with the part of it that the file holds."""
        return f"{self.form}+{self.part}" if self.part else self.form

    def period(self, known: Known) -> int | None:
        """Return the stored period of the form (YYYYMM, or YYYY for the annual one), or None while not all is known."""
        if self.form == self.catalogue.settings.annual_form:
            return known.year
        return known.year * 100 + known.month if known.year and known.month else None

    def report(self, library: str, period: int) -> Report:
        """Return the report of a library and period, new or begun."""
        key = (library, period)
        report = self.reports.get(key)
        if report is None:
            report = self.reports[key] = Report(library, self.form_name, period)
        else:
            self.shared.add(key)
        return report

    def about_territory(self, territory: str, period: int) -> Report:
        """Return what a table says of a territory and period: a report that is never loaded."""
        return self.territories.setdefault((territory, period), Report(territory, self.form_name, period))

    def problem(
        self,
        kind: str,
        *,
        sheet: str | None = None,
        row: int | None = None,
        column: int = 0,
        found: str | None = None,
        **details: str | int | float,
    ) -> None:
        """Add a problem at a place, once; of a kind that comes hundreds of times the first ones are kept."""
        cell = cell_name(row, column) if row is not None else None
        said = (kind, sheet, cell, found, *details.items())
        told = self._told.setdefault(kind, set())
        if said in told or len(told) >= _MOST_OF_A_KIND:
            return
        told.add(said)
        severity = self.checks[kind].severity
        self.problems.append(Problem(kind, severity, self.file, sheet or None, cell, found, details))

    def problem_at(
        self, kind: str, reading: Reading, *, found: str | None = None, **details: str | int | float
    ) -> None:
        """Add a problem at the cell of a reading."""
        self.problem_in(kind, reading.cell, found=found, **details)

    def problem_in(self, kind: str, cell: int, *, found: str | None = None, **details: str | int | float) -> None:
        """Add a problem at a packed cell."""
        sheet, row, column = unpack_cell(cell)
        self.problem(kind, sheet=self._sheet_name(sheet), row=row, column=column, found=found, **details)

    def place(self, name: str, cell: int, *, beside: int) -> dict[str, str]:
        """Return the details that name a further cell of a problem, with its sheet where that is another one."""
        sheet, row, column = unpack_cell(cell)
        details = {f"{name}_cell": cell_name(row, column)}
        if sheet != unpack_cell(beside)[0]:
            details[f"{name}_sheet"] = self._sheet_name(sheet) or ""
        return details

    def _sheet_name(self, sheet: int) -> str | None:
        return self.sheet_names[sheet] if sheet < len(self.sheet_names) else None

    def problem_of_cell(self, understood: Understood, cell: Cell, *, sheet: str, row: int, column: int) -> None:
        """Add what is to be told of a cell, if anything is, with what it probably means."""
        if understood.problem:
            found = understood.raw or cell_text(cell)
            more = {} if understood.suggested is None else {"suggested": understood.suggested}
            self.problem(understood.problem, sheet=sheet, row=row, column=column, found=found, **more)

    def without_empty(self) -> list[Report]:
        """Return the reports that say something: rows left empty are no report."""
        return [report for key, report in self.reports.items() if key in self.filled]
