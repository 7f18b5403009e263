"""The reader that worker processes use: etl.read_one with what a network needs, made once a process."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from etl.storing.pool import Reader


def workbook_reader(network: Path, layouts: Path | None) -> Reader:
    """Return the reader of a network's files; raises DefinitionError for a wrong definition or layout."""
    from etl.context import make_context  # here, because only workers need the parsers: a load of nothing new has none
    from etl.read_one import read_one

    return partial(read_one, context=make_context(network, layouts))
