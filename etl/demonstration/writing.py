"""A workbook of the model -> a file on disk."""

from __future__ import annotations

from pathlib import Path

from etl.demonstration.sheets import Workbook
from etl.demonstration.xlsx import csv_bytes, workbook_bytes

# The smallest file that is a PDF: a scan has no figures that a program could read.
_SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n%%EOF\n"


def write(workbook: Workbook, files: Path) -> None:
    """Write a workbook below the folder of received files."""
    path = files / workbook.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if workbook.encoding == "pdf":
        path.write_bytes(_SCAN + f"% {workbook.path}\n".encode())  # no two scans are the same
    elif workbook.encoding:
        path.write_bytes(csv_bytes(workbook.sheets[0], workbook.encoding))
    else:
        path.write_bytes(workbook_bytes(workbook.sheets))
