"""The files a library's reports came in, and what the receipt of each says: the findings about it, counted."""

from __future__ import annotations

from dashboard.asked import Asked
from dashboard.charts.spec import CellValue, Column, ColumnKind, TableSpec
from data.queries.findings import SEVERITIES, files_received, findings

KEY = "library-receipts"
COMMAND = "python -m etl receipt {file} --to receipts/"
_KINDS: dict[str, ColumnKind] = {"received": "day", **dict.fromkeys(SEVERITIES, "whole")}


def receipts(asked: Asked) -> TableSpec:
    """Return a row for each file about the one library selected, the latest first; its findings stand in a table below.

    Of a file about many libraries only what is said of this one, or of the whole file, is counted.
    """
    text, over = asked.text, (asked.session, asked.catalogue, asked.selection)
    files = files_received(*over, annual=asked.annual)
    said = findings(*over, annual=asked.annual).groupby(["file_id", "severity"]).size()
    rows: list[tuple[CellValue, ...]] = [
        (
            one["file"],
            one["received_at"].date().isoformat(),
            text[f"libraries.file_status.{one['status']}"],
            *(int(said.get((one["file_id"], severity), 0)) for severity in SEVERITIES),
        )
        for one in files.to_dict("records")
    ]
    labels = {
        "file": text["reporting.column.file"],
        "received": text["reporting.column.received"],
        "status": text["libraries.file_state"],
        **{severity: text[f"reporting.severity.{severity}"] for severity in SEVERITIES},
    }
    columns = tuple(Column(key, label, _KINDS.get(key, "text")) for key, label in labels.items())
    return TableSpec(KEY, text["libraries.receipts"], columns, tuple(rows))


def how_to_get(asked: Asked, table: TableSpec) -> str:
    """Return the sentence that says how the sender's own workbook is made again, with the latest file as example."""
    file = str(table.rows[0][0]).replace('"', "")
    return asked.text.format("libraries.receipt_note", command=COMMAND.format(file=f'"{file}"'))
