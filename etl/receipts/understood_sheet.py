"""The second sheet of a receipt: what was understood of each library, so that its sender can see it is right."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from etl.receipts.answer import Answer
from etl.receipts.findings_sheet import HEADING, TEXT, TITLE
from etl.receipts.sheet_writer import SheetWriter
from etl.receipts.styles import Look

_WIDTHS = (48, 24, 20)  # library, form, period
_FIGURE_WIDTH = 16
_WHOLE: Look = (("num_format", "#,##0"), ("valign", "top"))
_FRACTION: Look = (("num_format", "#,##0.00"), ("valign", "top"))
_HEADER_ROW = 3


def write_understood(writer: SheetWriter, to: Worksheet, answer: Answer) -> None:
    """Write a line for each library, form and period with its main figures; a state stands where no number is."""
    said = answer.said
    for column, width in enumerate((*_WIDTHS, *[_FIGURE_WIDTH] * len(answer.columns))):
        to.set_column(column, column, width)
    writer.write(to, 0, 0, said["receipt.sheet.understood"], TITLE)
    writer.write(
        to, 1, 0, said["receipt.understood.refused" if answer.outcome == "refused" else "receipt.understood.text"]
    )
    headings = [said[f"receipt.understood.{key}"] for key in ("library", "form", "period")]
    for column, heading in enumerate((*headings, *answer.columns)):
        writer.write(to, _HEADER_ROW, column, heading, HEADING)
    to.freeze_panes(_HEADER_ROW + 1, 1)
    for row, line in enumerate(answer.lines, start=_HEADER_ROW + 1):
        for column, text in enumerate((line.library, line.form, line.period)):
            writer.write(to, row, column, text, TEXT)
        for column, figure in enumerate(line.figures, start=len(_WIDTHS)):
            fraction = isinstance(figure, float) and not figure.is_integer()
            writer.write(
                to, row, column, said["absent.short"] if figure is None else figure, _FRACTION if fraction else _WHOLE
            )
