"""One table of one sheet -> readings: labels say whose and what each row is, the plan says what each cell holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.provenance import pack_cell
from data.states import State
from etl.cellplans import CellPlan, CellPlanner, RowKind
from etl.cells import Cell, CellReader, cell_text
from etl.checks.totals import TotalRow, check_total_columns, check_total_rows
from etl.collect import Collected
from etl.header import is_numbering, row_text
from etl.libraries import LibraryFinder
from etl.patterns import compile_pattern
from etl.recognise import FoundTable, PreparedLayout
from etl.reports import Reading, Report
from etl.vocabulary import NOTHING, Known
from etl.words import is_total
from etl.workbook import Row

_REPORTED, _BLANK = State.REPORTED, State.BLANK
_new = tuple.__new__  # a Reading straight from its fields: the reading loop runs millions of times


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
    totals: list[TotalRow] = field(default_factory=list)
    numbers: dict[tuple[int, int], float] = field(default_factory=dict)  # of cells that are not plain numbers
    _said: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.sheet = self.place.sheet
        self.plan = self.place.found.plan
        self.section = NOTHING
        self.short_cut = not self.cells.has_number_codes
        languages = self.prepared.layout.languages
        self.row_rules = [
            (rule, [compile_pattern(text, languages) for text in rule.text], self._rule_column(rule.column))
            for rule in self.place.table.row
        ]
        first = self.place.found.first_row
        self.body_merged = any(merge[1][0] >= first for merge in self.sheet.merges)
        self.above: dict[int, Cell] = {}  # last filled cell of each column that is filled down

    def _rule_column(self, headers: tuple[str, ...] | None) -> int | None:
        for header in headers or ():
            pattern = compile_pattern(header, self.prepared.layout.languages)
            for column in (*self.plan.labels, *self.plan.values):
                if pattern.match(column.header) is not None:
                    return column.index
        return None

    def read(self) -> None:
        """Read all rows into `out`, then hold totals against what was read."""
        rows, width = self.sheet.rows, self.planner.width
        first = self.place.found.first_row
        for number in range(first, len(rows)):
            row = rows[number]
            if len(row) < width:
                row = [*row, *[""] * (width - len(row))]
            label = row_text(row)
            if label == "" or (number == first and is_numbering(row)):
                continue
            says = self._row_says(row, label)
            if says == "end":
                break
            if says == "total":
                self.totals.append(TotalRow(number, cell_text(label), len(self.data_rows)))
            elif says is None:
                self._data_row(number, row)
        check_total_rows(self)
        check_total_columns(self)

    def _row_says(self, row: Row, label: Cell) -> str | None:
        """Return what kind of row this is, None for plain data; a section is remembered for the rows below it."""
        for rule, patterns, column in self.row_rules:
            text = cell_text(row[column] if column is not None else label)
            for pattern in patterns:
                said = pattern.match(text)
                if said is None:
                    continue
                if rule.says == "section" and (known := self.prepared.vocabulary.known(said)) is not None:
                    self.section = known
                return rule.says
        return "total" if label.__class__ is str and is_total(str(label)) else None

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
        said: dict[str, Cell] = {}
        for label in self.plan.labels:
            cell = self._label(number, row, label.index, fill=label.rule.fill == "down")
            if cell != "":
                said[label.rule.says] = cell
        known = self._labels_say(number, row, said)
        if known is None:
            return
        known = known.over(self.section).over(self.known)
        kind = RowKind(known.indicator, known.category, known.scale)
        counted = False
        for index, group in enumerate(self.planner.groups):
            cells = self.planner.cells(index, kind)
            if not cells:
                continue
            report = self._report(group.target.over(known), number, row)
            if report is None:
                return
            counted = True
            self._read_cells(number, row, cells, report)
        if counted:
            self.data_rows.append(number)
        elif not self.plan.values[0].rule.becomes and kind.indicator is None:
            self._once("no-indicator", number)

    def _labels_say(self, number: int, row: Row, said: dict[str, Cell]) -> Known | None:
        """Return what the labels of a row say; None for a row that is not read (which is told where it holds values)."""
        vocabulary = self.prepared.vocabulary
        known = vocabulary.known(said) if said else NOTHING
        needed = {label.rule.says for label in self.plan.labels} & {"library", "library_code", "indicator"}
        needed = {"library"} if needed == {"library", "library_code"} and said.keys() & needed else needed - said.keys()
        if needed <= {"library", "library_code"} and said.keys() & {"library", "library_code"}:
            needed = set()
        if known is not None and not needed:
            return known
        if not any(row[column] != "" for column in self.planner.value_columns):
            return None
        if known is not None:
            self.out.problem("row-without-label", sheet=self.sheet.name, row=number, found=cell_text(row_text(row)))
            return None
        return self._mend(number, said)

    def _mend(self, number: int, said: dict[str, Cell]) -> Known | None:
        """Return what a row says without the label that is not understood, after telling; None when it cannot be read."""
        vocabulary = self.prepared.vocabulary
        columns = {label.rule.says: label for label in self.plan.labels}
        understood = dict(said)
        for name, cell in said.items():
            if vocabulary.known({name: cell}) is not None:
                continue
            text, column = cell_text(cell), columns[name]  # type: ignore[index]  # said comes from these columns
            if text == column.header.rsplit(" > ", 1)[-1]:  # the header again, on a new page
                return None
            kind = {"month": "unknown-month", "year": "unknown-month", "date": "unknown-month"}.get(name, f"unknown-{name}")
            self.out.problem(kind, sheet=self.sheet.name, row=number, column=column.index, found=text)
            if name == "category" and vocabulary.names.unclassified:
                understood[name] = vocabulary.names.unclassified
            elif name == "territory":
                del understood[name]
            else:
                return None
        return vocabulary.known(understood)

    def _report(self, known: Known, number: int, row: Row) -> Report | None:
        """Return the report a row's cells belong to, or None (told) when library or period are not known."""
        period = self.out.period(known)
        if period is None:
            self._once("no-month", number)
            return None
        column = next((c.index for c in self.plan.labels if c.rule.says in ("library", "library_code")), 0)
        filled = any(row[value] != "" for value in self.planner.value_columns)
        code = self.finder.find(known, self.sheet, number, column, tell=filled)
        return self.out.report(code, period) if code else None

    def _once(self, kind: str, number: int) -> None:
        """Tell a problem of the whole table once."""
        if kind not in self._said:
            self._said.add(kind)
            self.out.problem(kind, sheet=self.sheet.name, row=number)

    def _read_cells(self, number: int, row: Row, cells: tuple[CellPlan, ...], report: Report) -> None:
        base = pack_cell(self.sheet.index, number, 0)
        append, short_cut, empty = report.readings.append, self.short_cut, 0
        for column, indicator, category, whole, scale in cells:
            cell = row[column]
            if short_cut and cell.__class__ is float and scale is None and cell >= 0.0 and (cell.is_integer() or not whole):
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
            understood = self.cells.read(cell)
            if understood.state in (State.REPORTED, State.ERROR):
                cell = ""  # a number stands for its own cell only; a mark such as "closed" for all it is merged over
        failed = self.sheet.failed_text(number, column) if cell == "" else None
        if failed is not None:
            understood = self.cells.read("#REF!")._replace(raw=failed)
        else:
            understood = self.cells.read(cell, whole=plan.whole and plan.scale is None)
        value = understood.value
        if value is not None and plan.scale is not None:
            value = round(value * plan.scale, 6)
            understood = understood._replace(raw=understood.raw or cell_text(cell))
        if understood.problem:
            found = understood.raw or cell_text(cell)
            self.out.problem(understood.problem, sheet=self.sheet.name, row=number, column=column, found=found)
        if value is not None:
            self.numbers[number, column] = value
        if understood.state == State.CLOSED:
            self.out.closed.add((report.library, report.period))
        report.readings.append(
            Reading(plan.indicator, plan.category, value, understood.state, base + column, understood.raw)
        )
        return int(understood.state == State.BLANK and understood.raw is None)

