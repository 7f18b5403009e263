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


@contextmanager
def explained(errors: Console, said: Text) -> Iterator[None]:
    """Turn an error that names its remedy into a line on stderr and an exit code; other errors are the program's."""
    try:
        yield
    except DefinitionError as error:
        errors.print(str(error), markup=False)
        raise typer.Exit(USAGE) from error
    except ManifestError as error:
        found = said.format(
            f"manifest.{error.reason}", file=str(error.file), line=str(error.line), found=repr(error.found)
        )
        errors.print(found, markup=False)
        raise typer.Exit(USAGE) from error
    except DatabaseError as error:
        found = said.format(f"database.{error.reason}", database=error.database, found=error.found)
        errors.print(found, markup=False)
        raise typer.Exit(USAGE if error.reason in _ASKED_WRONGLY else INTERNAL) from error
