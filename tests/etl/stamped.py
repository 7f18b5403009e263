"""Which files are receipts, by what stands in them unseen."""

from __future__ import annotations

import zipfile
from pathlib import Path

from etl.receipts.stamp import STAMP


def is_receipt(path: Path) -> bool:
    """True where a workbook has the stamp of a receipt among its own properties."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        own = "docProps/custom.xml"
        return own in archive.namelist() and STAMP in archive.read(own).decode("utf-8")
