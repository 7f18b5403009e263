"""One table of one sheet -> readings: labels say whose and what each row is, the plan says what each cell holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isnan

from data.provenance import pack_cell
from data.states import State
from etl.cells import Cell, CellReader, cell_text
from etl.checks.partcolumns import check_part_columns
from etl.checks.totals import TotalRow, check_total_columns, check_total_rows
from etl.collect import Collected
from etl.libraries import LibraryFinder
from etl.recognise import FoundTable, PreparedLayout
from etl.reports import Reading, Report
from etl.tables.cellplans import CellPlan, CellPlanner, RowKind
from etl.tables.given import other_period
from etl.tables.header import is_numbering, row_text
from etl.tables.plainrows import PlainRow
from etl.tables.vocabulary import NOTHING, Known
from etl.texts.patterns import LEVEL
from etl.workbook import Row

_REPORTED, _BLANK = State.REPORTED, State.BLANK
_new = tuple.__new__  # a Reading straight from its fields: the reading loop runs millions of times
_LIBRARY_LABELS = {"library", "library_code"}


@dataclass
class TableReading:
    """Reads one found table. `known` is what the file says outside the table."""

    prepared: PreparedLayout
    place: FoundTable
    known: Known
    planner: CellPlanner
    cells: CellReader
    finder: LibraryFinder
    out: Collected
    data_rows: list[int] = field(default_factory=list)
    known_of: dict[int, Known] = field(default_factory=dict)  # what each data row is about
    totals: list[TotalRow] = field(default_factory=list)
    other_numbers: dict[tuple[int, int], float] = field(default_factory=dict)  # of cells that are not plain numbers
    reports: dict[tuple[object, ...], Report] = field(default_factory=dict)  # by what rows say of library and month
    _told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.sheet = self.place.sheet
        self.plan = self.place.found.plan
        self.base = list(self.known)
        self.short_cut = not self.cells.has_number_codes
        self.body_merged = any(merge[1][0] >= self.place.found.first_row for merge in self.sheet.merges)
        self.plainly = self.short_cut and not self.body_merged
        self.labels = [(label.rule.says, label.index, label.rule.fill == "down") for label in self.plan.labels]
        self.above: dict[int, Cell] = {}  # last filled cell of each column that is filled down
        self.needed = {label.rule.says for label in self.plan.labels} & {*_LIBRARY_LABELS, "indicator"}
        self.column_of = {says: column for says, column, _ in self.labels}

    def read(self) -> None:
        """Read all rows into `out`, then hold totals against what was read."""
        rows, width, rules = self.sheet.rows, self.planner.width, self.planner.rules
        first = self.place.found.first_row
        for number in range(first, len(rows)):
            row = rows[number]
            if len(row) < width:
                row = [*row, *[""] * (width - len(row))]
            label = row_text(row)
            if label == "" or (number == first and is_numbering(row)):
                continue
            said = rules.of(row, label)
            if said is None:
                self._data_row(number, row)
            elif said.kind == "end":
                break
            elif said.kind == "total":
                self.totals.append(TotalRow(number, cell_text(label), len(self.data_rows)))
            elif said.kind == "section":
                self.base = list(said.known.over(self.known))
        check_total_rows(self)
        check_total_columns(self)
        check_part_columns(self)

    def _label(self, number: int, row: Row, column: int, *, fill: bool) -> Cell:
        """Return the cell of a label column, from the merged range or the row above it where it is left empty."""
        cell = row[column]
        if cell == "" and self.body_merged and (source := self.sheet.merged_from.get((number, column))):
            cell = self.sheet.rows[source[0]][source[1]]
        if fill:
            cell = self.above.get(column, "") if cell == "" else cell
            self.above[column] = cell
        return cell

    def _data_row(self, number: int, row: Row) -> None:
        fields, meanings = self.base.copy(), self.planner.meanings
        said: dict[str, Cell] = {}
        understood = True
        for says, column, fill in self.labels:
            cell = self._label(number, row, column, fill=fill)
            if cell == "":
                continue
            said[says] = cell
            key = (says, cell)
            if key not in meanings:
                meanings[key] = self.planner.meaning(says, cell)
            pairs = meanings[key]
            if pairs is None:
                understood = False
            else:
                for place, value in pairs:
                    fields[place] = value
        if not understood or (len(said) < len(self.labels) and not self._names_what_it_must(said)):
            mended = self._mend(number, row, said, understood)
            if mended is None:
                return
            fields = list(mended.over(Known(*self.base)))  # type: ignore[arg-type]
        self._read_row(number, row, Known(*fields))  # type: ignore[arg-type]

    def _names_what_it_must(self, said: dict[str, Cell]) -> bool:
        """True when a row has the labels that tell whose and what it is: a library's name or its code is enough."""
        missing = self.needed - said.keys()
        return not missing or (missing <= _LIBRARY_LABELS and bool(said.keys() & _LIBRARY_LABELS))

    def _read_row(self, number: int, row: Row, known: Known) -> None:
        kind = RowKind(known.indicator, known.category, known.scale)
        counted = False
        for index, group in enumerate(self.planner.groups):
            plan = self.planner.row(index, kind)
            if not plan.cells:
                continue
            report = self._report(known if group.target is NOTHING else group.target.over(known), number, row)
            if report is None:
                return
            counted = True
            values = plan.values(row) if self.plainly else None
            if values is None or (self.sheet.failed_cells and any(map(isnan, values))):
                self._read_cells(number, row, plan.cells, report)
            else:
                report.add(PlainRow(plan, pack_cell(self.sheet.index, number, 0), values))
                if not all(map(isnan, values)):
                    self.out.filled.add((report.library, report.period))
        if counted:
            self.data_rows.append(number)
            self.known_of[number] = known
        elif kind.indicator is None and not any(column.becomes for column in self.plan.values):
            self._once("no-indicator", number)

    def _holds_values(self, row: Row) -> bool:
        return any(row[column] != "" for column in self.planner.value_columns)

    def _mend(self, number: int, row: Row, said: dict[str, Cell], understood: bool) -> Known | None:
        """Return what a row says without the label that is not understood (told), or None when it cannot be read."""
        if not self._holds_values(row):
            return None
        if understood:
            self.out.problem("row-without-label", sheet=self.sheet.name, row=number, found=cell_text(row_text(row)))
            return None
        vocabulary = self.prepared.vocabulary
        columns = {label.rule.says: label for label in self.plan.labels}
        kept = dict(said)
        for name, cell in said.items():
            if vocabulary.known({name: cell}) is not None:
                continue
            text, column = cell_text(cell), columns[name]
            if text == column.header.rsplit(LEVEL, 1)[-1]:  # the header again, on a new page
                return None
            kind = "unknown-month" if name in ("month", "year", "date") else f"unknown-{name}"
            self.out.problem(kind, sheet=self.sheet.name, row=number, column=column.index, found=text)
            if name == "category" and vocabulary.names.unclassified:
                kept[name] = vocabulary.names.unclassified
            elif name == "territory":
                del kept[name]
            else:
                return None
        return vocabulary.known(kept)

    def _report(self, known: Known, number: int, row: Row) -> Report | None:
        """Return the report a row's cells belong to, or None (told) when library or period are not known."""
        whose = (known.library, known.library_code, known.territory, known.year, known.month)
        if (report := self.reports.get(whose)) is not None:
            self.out.shared.add((report.library, report.period))
            return report
        period = self.out.period(known)
        if period is None:
            if self._holds_values(row):
                self._tell_no_month(number)
            return None
        if self.place.table.about == "territories":
            return self._of_territory(known, period, number)
        code = self.finder.found.get((known.library, known.library_code, known.territory))
        if code is None:
            column = self.column_of.get("library_code" if known.library_code else "library", 0)
            name_at, tell = self.column_of.get("library"), self._holds_values(row)
            code = self.finder.find(known, self.sheet, number, column, tell=tell, name_at=name_at)
        if not code:
            return None
        report = self.reports[whose] = self.out.report(code, period)
        return report

    def _of_territory(self, known: Known, period: int, number: int) -> Report | None:
        """Return what the row's cells say of a territory, or None (told) where it is not known."""
        territory = self.finder.identifier.territory(known.territory)
        if territory is None:
            column = self.column_of.get("territory", 0)
            self.out.problem(
                "unknown-territory", sheet=self.sheet.name, row=number, column=column, found=known.territory
            )
            return None
        return self.out.about_territory(territory, period)

    def _tell_no_month(self, number: int) -> None:
        """Tell once that no month is known; where a quarter stands in its place, at its cell."""
        said = other_period(self.place, self.prepared.layout.languages) if "no-month" not in self._told else None
        if said is None:
            self._once("no-month", number)
        else:
            self._told.add("no-month")
            self.out.problem("not-a-month", sheet=self.sheet.name, row=said.row, column=said.column, found=said.text)

    def _once(self, kind: str, number: int) -> None:
        """Tell a problem of the whole table once."""
        if kind not in self._told:
            self._told.add(kind)
            self.out.problem(kind, sheet=self.sheet.name, row=number)

    def _read_cells(self, number: int, row: Row, cells: tuple[CellPlan, ...], report: Report) -> None:
        base = pack_cell(self.sheet.index, number, 0)
        append, short_cut, empty = report.readings.append, self.short_cut, 0
        for column, indicator, category, whole, scale in cells:
            cell = row[column]
            if (
                short_cut
                and cell.__class__ is float
                and scale is None
                and cell >= 0.0
                and (cell.is_integer() or not whole)
            ):
                append(_new(Reading, (indicator, category, cell, _REPORTED, base + column, None)))
            elif cell == "" and not self.body_merged and not self.sheet.failed_cells:
                append(_new(Reading, (indicator, category, None, _BLANK, base + column, None)))
                empty += 1
            else:
                empty += self._careful(number, cell, CellPlan(column, indicator, category, whole, scale), base, report)
        if empty < len(cells):
            self.out.filled.add((report.library, report.period))

    def _careful(self, number: int, cell: Cell, plan: CellPlan, base: int, report: Report) -> int:
        """Read a cell that is not simply a number, tell what is to be told, and return 1 when it is empty."""
        column = plan.column
        if cell == "" and self.body_merged and (source := self.sheet.merged_from.get((number, column))):
            cell = self.sheet.rows[source[0]][source[1]]
            if self.cells.read(cell).state in (State.REPORTED, State.ERROR):
                cell = ""  # a number stands for its own cell only; a mark such as "closed" for all it is merged over
        failed = self.sheet.failed_text(number, column) if cell == "" else None
        if failed is not None:
            understood = self.cells.read("#REF!")._replace(raw=failed)
        else:
            understood = self.cells.read(cell, whole=plan.whole and plan.scale is None)
        value = understood.value
        if value is not None and cell.__class__ is not float:
            self.other_numbers[number, column] = value
        if value is not None and plan.scale is not None:
            value = round(value * plan.scale, 6)
            understood = understood._replace(raw=understood.raw or cell_text(cell))
        self.out.problem_of_cell(understood, cell, sheet=self.sheet.name, row=number, column=column)
        if understood.state == State.CLOSED:
            self.out.closed.add((report.library, report.period))
        report.readings.append(
            Reading(plan.indicator, plan.category, value, understood.state, base + column, understood.raw)
        )
        return int(understood.state == State.BLANK and understood.raw is None)
