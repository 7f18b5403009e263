"""One found list -> records, each with its library and period."""

from __future__ import annotations

from dataclasses import dataclass

from data.provenance import pack_cell
from etl.cells import Cell, CellReader, cell_text
from etl.collect import Collected
from etl.libraries import LibraryFinder
from etl.lists.choices import Choices
from etl.lists.declared import ROW_NUMBER, WHOSE, list_kinds
from etl.lists.fields import FieldReader, Spot
from etl.lists.records import ReadList, Record
from etl.recognise import FoundList, PreparedLayout
from etl.tables.header import PlannedColumn, is_numbering, row_text
from etl.tables.rowrules import RowRules
from etl.tables.vocabulary import Known
from etl.texts.dates import Around
from etl.workbook import Row

_OF_KINDS = {"action", "result"}  # free texts that say which kind of action or result it was


@dataclass
class ListReading:
    """Reads one list. `known` is what the file says outside it: of one library's workbook, library and month."""

    prepared: PreparedLayout
    place: FoundList
    known: Known
    cells: CellReader
    choices: dict[str, Choices]
    finder: LibraryFinder
    out: Collected

    def __post_init__(self) -> None:
        self.sheet = self.place.sheet
        self.plan = self.place.found.plan
        self.declared = self.place.declared
        self.fields = list_kinds()[self.declared.of].fields
        year, month = self.known.year, self.known.month
        around = Around(year, month) if year and month else None
        self.reader = FieldReader(self.prepared.vocabulary, self.cells, self.choices, self.out, around)
        self.whose = [column for column in self.plan.labels if column.rule.says in WHOSE]
        self.columns = [column for column in self.plan.labels if column.rule.says not in WHOSE]
        self.above: dict[int, Cell] = {}

    def read(self) -> None:
        """Read all rows into `out`; a library whose figures the file holds gave a list here, be it an empty one."""
        rules = RowRules(self.prepared.layout, self.declared, self.plan, self.prepared.vocabulary)
        first = self.place.found.first_row
        for number in range(first, len(self.sheet.rows)):
            row = self.sheet.rows[number]
            label = row_text(row)
            if label == "" or (number == first and is_numbering(row)):
                continue
            said = rules.of(row, label)
            if said is not None and said.kind == "end":
                break
            if said is None:
                self._row(number, row)
        for library, period in self.out.filled - self.out.closed:
            if self._covers(library, period):
                self._list(library, period)

    def _covers(self, library: str, period: int) -> bool:
        """True when the list is about that library and period as far as the file says."""
        told = self.out.period(self.known)
        alone = None if self.whose else self.finder.found.get(_sought(self.known))
        return (told is None or told == period) and (alone is None or alone == library)

    def _row(self, number: int, row: Row) -> None:
        record = Record(pack_cell(self.sheet.index, number, self.columns[0].index if self.columns else 0))
        filled = [
            (column, cell) for column in self.columns if (cell := self._cell(number, row, column)) not in ("", None)
        ]
        if all(column.rule.says == ROW_NUMBER for column, _cell in filled) or self._is_header(filled):
            return
        library = self._library(number, row)
        for column, cell in filled:
            name = column.rule.says
            spot = Spot(self.sheet.name, number, column.index, cell, name, record, column.rule.scale)
            value = self.reader.read(self.fields[name], spot)
            if value is not None:
                record.values.setdefault(name, value)
        for name in _OF_KINDS & self.fields.keys():
            if text := record.text(name):
                record.values[f"{name}_kind"] = self.choices[name].find(text)
        for name, text in self.declared.always.items():
            spot = Spot(self.sheet.name, number, 0, text, name, record)
            record.values.setdefault(name, self.reader.read(self.fields[name], spot))
        period = self._period(record)
        if period is None:
            self.out.problem("no-month", sheet=self.sheet.name, row=number)
        elif library:
            self._list(library, period).records.append(record)

    def _cell(self, number: int, row: Row, column: PlannedColumn) -> Cell:
        """Return the cell of a column: a text merged over several rows holds for each, a number for its own only."""
        cell: Cell = row[column.index] if column.index < len(row) else ""
        if cell == "" and (source := self.sheet.merged_from.get((number, column.index))):
            cell = self.sheet.rows[source[0]][source[1]]
            return "" if self.fields.get(column.rule.says) in ("whole", "decimal", "money", "number") else cell
        if cell == "" and (failed := self.sheet.failed_text(number, column.index)) is not None:
            return failed if failed.startswith("#") else "#REF!"
        if column.rule.fill == "down":
            cell = self.above.get(column.index, "") if cell == "" else cell
            self.above[column.index] = cell
        return cell

    def _is_header(self, filled: list[tuple[PlannedColumn, Cell]]) -> bool:
        """True for the header again, on a new page."""
        return len(filled) > 1 and all(cell_text(cell).strip() == column.header for column, cell in filled)

    def _library(self, number: int, row: Row) -> str | None:
        """Return the code of the row's library, or None (told)."""
        said = {column.rule.says: self._cell(number, row, column) for column in self.whose}
        known = self.prepared.vocabulary.known({name: cell for name, cell in said.items() if cell != ""})
        known = known.over(self.known) if known else self.known
        at = self.whose[0].index if self.whose else 0
        return self.finder.find(known, self.sheet, number, at, tell=True)

    def _period(self, record: Record) -> int | None:
        """Return the period: what the file says, else that of the record's first day."""
        period = self.out.period(self.known)
        span = record.span("date")
        if period is None and span is not None:
            period = self.out.period(Known(year=span.start.year, month=span.start.month))
        return period

    def _list(self, library: str, period: int) -> ReadList:
        key = (self.declared.of, library, period)
        if key not in self.out.lists:
            columns = {column.rule.says: column.index for column in self.columns}
            header = pack_cell(self.sheet.index, self.place.found.header_row, self.columns[0].index)
            self.out.lists[key] = ReadList(
                self.declared.of, library, self.out.form_name, period, columns, header, self.declared.agrees_with
            )
        return self.out.lists[key]


def _sought(known: Known) -> tuple[str | None, str | None, str | None]:
    return known.library, known.library_code, known.territory
