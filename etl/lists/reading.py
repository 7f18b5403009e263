"""One found list -> records, each with its library and period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.provenance import pack_cell
from data.states import State
from etl.cells import Cell, CellReader, cell_text
from etl.collect import Collected
from etl.libraries import LibraryFinder
from etl.lists.choices import Choices
from etl.lists.declared import ROW_NUMBER
from etl.lists.fields import FieldReader, Spot
from etl.lists.listplans import FieldPlan, ListPlan
from etl.lists.records import Amount, FieldValue, Money, ReadList, Record
from etl.recognise import FoundList, PreparedLayout
from etl.tables.header import is_numbering, row_text
from etl.tables.vocabulary import Known
from etl.texts.dates import Around
from etl.workbook import Row


@dataclass
class ListReading:
    """Reads one list. `known` is what the file says outside it: of one library's workbook, library and month."""

    prepared: PreparedLayout
    place: FoundList
    plan: ListPlan
    known: Known
    cells: CellReader
    choices: Mapping[str, Choices]
    finder: LibraryFinder
    out: Collected
    libraries: dict[tuple[Cell, ...], str | None] = field(default_factory=dict)  # by what rows say of theirs

    def __post_init__(self) -> None:
        self.sheet = self.place.sheet
        self.period = self.out.period(self.known)
        year, month = self.known.year, self.known.month
        around = Around(year, month) if year and month else None
        self.reader = FieldReader(self.prepared.vocabulary, self.cells, self.choices, self.out, around)
        self.above: dict[int, Cell] = {}
        body = any(merge[1][0] >= self.place.found.first_row for merge in self.sheet.merges)
        self.careful = body or any(planned.fill for planned in self.plan.fields)
        self.short_cut = not self.cells.has_number_codes
        self.always: dict[str, FieldValue] = {}

    def read(self) -> None:
        """Read all rows into `out`; a library whose figures the file holds gave a list here, be it an empty one."""
        first, rows = self.place.found.first_row, self.sheet.rows
        for name, text in self.place.declared.always.items():
            spot = Spot.of(self.sheet.name, first, 0, text, name, Record(0))
            self.always[name] = self.reader.read(self.plan.kind.fields[name], spot)
        for number in range(first, len(rows)):
            row = rows[number]
            label = row_text(row)
            if label == "" or (number == first and is_numbering(row)):
                continue
            said = self.plan.rules.of(row, label)
            if said is not None and said.kind == "end":
                break
            if said is None:
                self._row(number, row)
        for library, period in self.out.filled - self.out.closed:
            if self._covers(library, period):
                self._list(library, period)

    def _covers(self, library: str, period: int) -> bool:
        """True when the list is about that library and period as far as the file says."""
        alone = None if self.plan.whose else self.finder.found.get(_sought(self.known))
        return self.period in (None, period) and alone in (None, library)

    def _row(self, number: int, row: Row) -> None:
        filled = [(planned, cell) for planned in self.plan.fields if (cell := self._cell(number, row, planned)) != ""]
        if all(planned.name == ROW_NUMBER for planned, _cell in filled) or self._is_header(filled):
            return
        library = self._library(number, row)
        record = Record(pack_cell(self.sheet.index, number, self.plan.fields[0].column))
        for planned, cell in filled:
            value = self._value(number, planned, cell, record)
            if value is not None:
                record.values.setdefault(planned.name, value)
        for name in self.plan.told_kinds:
            if text := record.text(name):
                record.values[f"{name}_kind"] = self.choices[name].find(text)
        for name, value in self.always.items():
            record.values.setdefault(name, value)
        period = self.period or self._period(record)
        if period is None:
            self.out.problem("no-month", sheet=self.sheet.name, row=number)
        elif library:
            self._list(library, period).records.append(record)

    def _value(self, number: int, planned: FieldPlan, cell: Cell, record: Record) -> FieldValue:
        """Return what a cell says; a plain number, the usual case, goes the short way."""
        if planned.is_number and self.short_cut and planned.scale == 1.0 and isinstance(cell, float) and cell >= 0.0:
            if planned.way == "money":
                return Money(cell, State.REPORTED)
            if cell.is_integer() or planned.way == "decimal":
                return Amount(cell, State.REPORTED)
        spot = Spot.of(self.sheet.name, number, planned.column, cell, planned.name, record, planned.scale)
        return self.reader.read(planned.way, spot)

    def _cell(self, number: int, row: Row, planned: FieldPlan) -> Cell:
        """Return the cell of a column: a text merged over several rows holds for each, a number for its own only."""
        column = planned.column
        cell: Cell = row[column] if column < len(row) else ""
        if cell != "" and not planned.fill:
            return cell
        if cell == "" and self.sheet.failed_cells and (failed := self.sheet.failed_text(number, column)) is not None:
            return failed if failed.startswith("#") else "#REF!"
        if not self.careful:
            return cell
        if cell == "" and (source := self.sheet.merged_from.get((number, column))):
            return "" if planned.own_cell else self.sheet.rows[source[0]][source[1]]
        if planned.fill:
            cell = self.above.get(column, "") if cell == "" else cell
            self.above[column] = cell
        return cell

    def _is_header(self, filled: list[tuple[FieldPlan, Cell]]) -> bool:
        """True for the header again, on a new page."""
        return len(filled) > 1 and all(cell_text(cell).strip() == planned.header for planned, cell in filled)

    def _library(self, number: int, row: Row) -> str | None:
        """Return the code of the row's library, or None (told)."""
        said = tuple([row[column.index] if column.index < len(row) else "" for column in self.plan.whose])
        if (code := self.libraries.get(said)) is None:
            names = (column.rule.says for column in self.plan.whose)
            given = {name: cell for name, cell in zip(names, said, strict=True) if cell != ""}
            known = self.prepared.vocabulary.known(given)
            at = self.plan.whose[0].index if self.plan.whose else 0
            sought = known.over(self.known) if known else self.known
            code = self.libraries[said] = self.finder.find(sought, self.sheet, number, at, tell=True)
        return code

    def _period(self, record: Record) -> int | None:
        """Return the period of the record's first day, where the file says none."""
        span = record.span("date")
        return self.out.period(Known(year=span.start.year, month=span.start.month)) if span else None

    def _list(self, library: str, period: int) -> ReadList:
        key = (self.place.declared.of, library, period)
        if key not in self.out.lists:
            header = pack_cell(self.sheet.index, self.place.found.header_row, self.plan.fields[0].column)
            self.out.lists[key] = ReadList(
                key[0], library, self.out.form_name, period, self.plan.columns, header, self.place.declared.agrees_with
            )
        return self.out.lists[key]


def _sought(known: Known) -> tuple[str | None, str | None, str | None]:
    return known.library, known.library_code, known.territory
