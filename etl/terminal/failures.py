"""What cannot be done, said in one line and an exit code instead of a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

from data.catalogue import DefinitionError
from data.database_errors import DatabaseError
from data.wording import Text
from etl.arrivals import ManifestError

INTERNAL, USAGE = 1, 2
# What is wrong with what was asked for; everything else is wrong with the database itself.
_ASKED_WRONGLY = ("address", "folder", "network-share", "not-made", "other-network")


Explained = DefinitionError | ManifestError | DatabaseError  # what names its remedy


@contextmanager
def explained(errors: Console, said: Text) -> Iterator[None]:
    """Turn an error that names its remedy into a line on stderr and an exit code; other errors are the program's."""
    try:
        yield
    except (DefinitionError, ManifestError, DatabaseError) as error:
        errors.print(in_words(error, said), markup=False)
        of_machine = isinstance(error, DatabaseError) and error.reason not in _ASKED_WRONGLY
        raise typer.Exit(INTERNAL if of_machine else USAGE) from error


def in_words(error: Explained, said: Text) -> str:
    """Return what is wrong and what to do, in one line."""
    if isinstance(error, ManifestError):
        where = {"file": str(error.file), "line": str(error.line), "found": repr(error.found)}
        return said.format(f"manifest.{error.reason}", **where)
    if isinstance(error, DatabaseError):
        return said.format(f"database.{error.reason}", database=error.database, found=error.found)
    return str(error)
