"""A receipt as a file: written beside its place, then moved there whole, the same bytes for the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.exceptions import XlsxWriterException  # type: ignore[import-untyped]

from etl.receipts.answer import Answer
from etl.receipts.copied_sheet import write_sheet
from etl.receipts.copying import CopiedSheet
from etl.receipts.findings_sheet import write_findings
from etl.receipts.marks import mark
from etl.receipts.names import sheet_names
from etl.receipts.sheet_writer import SheetWriter
from etl.receipts.stamp import STAMP, Stamp
from etl.receipts.understood_sheet import write_understood

# Nothing is guessed from a text: neither formulas nor links nor numbers.
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def write_receipt(target: Path, answer: Answer, sheets: Sequence[CopiedSheet], stamp: Stamp) -> None:
    """Write a receipt; raises OSError. A workbook too odd to be written again is answered with the findings only."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        try:
            _write(unfinished, answer, sheets, stamp)
        except (XlsxWriterException, ValueError, TypeError, OverflowError):
            if not sheets:
                raise
            _write(unfinished, answer, (), stamp)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _write(path: Path, answer: Answer, sheets: Sequence[CopiedSheet], stamp: Stamp) -> None:
    said = answer.said
    marks = mark(answer.findings, sheets)
    ours = [said["receipt.sheet.findings"], *([said["receipt.sheet.understood"]] if answer.lines else [])]
    names, ours = sheet_names([sheet.name for sheet in sheets], ours, said["receipt.sheet.unnamed"])
    workbook = Workbook(str(path), _OPTIONS)
    workbook.set_properties({"title": ours[0], "created": datetime.combine(answer.day, time())})
    workbook.set_custom_property(STAMP, stamp.as_text(answer.outcome), "text")
    writer = SheetWriter(workbook)
    first, *second = [workbook.add_worksheet(name) for name in ours]
    write_findings(writer, first, answer, marks.links, names)
    if second:
        write_understood(writer, second[0], answer)
    for index, sheet in enumerate(sheets):
        marked = {target.place: found for target, found in marks.cells.items() if target.sheet == index}
        write_sheet(writer, workbook.add_worksheet(names[index]), sheet, marked, said)
    first.activate()
    workbook.close()
