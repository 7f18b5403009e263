"""The reader that worker processes use: etl.intake with what a network needs, made once a process."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from etl.intake import make_context, read_one
from etl.pool import Reader


def workbook_reader(network: Path, layouts: Path | None) -> Reader:
    """Return the reader of a network's files; raises DefinitionError for a wrong definition or layout."""
    return partial(read_one, context=make_context(network, layouts))
