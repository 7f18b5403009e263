"""Values that stand beside a label, outside any table."""

from __future__ import annotations

from data.provenance import pack_cell
from data.states import State
from etl.cells import CellReader
from etl.collect import Collected
from etl.libraries import LibraryFinder
from etl.recognise import PreparedLayout
from etl.reports import Reading
from etl.tables.given import beside_label, sheets_for
from etl.tables.vocabulary import Known
from etl.workbook import Book


def read_labelled(
    prepared: PreparedLayout, book: Book, known: Known, cells: CellReader, finder: LibraryFinder, out: Collected
) -> None:
    """Read the layout's labelled values into the report of the file's library and period."""
    layout = prepared.layout
    for value in layout.value:
        for sheet in sheets_for(prepared, book, value.sheet):
            place = next(beside_label(value.label, sheet, len(sheet.rows)), None)
            period = out.period(known)
            if place is None or period is None:
                continue
            row, column, cell = place
            code = finder.find(known, sheet, row, column, tell=True)
            if code is None:
                return
            declared = out.catalogue.indicators[value.indicator]
            understood = cells.read(cell, whole=declared.whole)
            out.problem_of_cell(understood, cell, sheet=sheet.name, row=row, column=column)
            report = out.report(code, period)
            key = (code, period)
            if understood.state != State.BLANK:
                out.filled.add(key)
            if understood.state == State.CLOSED:
                out.closed.add(key)
            where = pack_cell(sheet.index, row, column)
            report.readings.append(
                Reading(
                    value.indicator, value.category or "", understood.value, understood.state, where, understood.raw
                )
            )
            break
