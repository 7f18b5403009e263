"""One received file -> what it says: the door through which every file passes, whoever sends it."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from pathlib import Path

from python_calamine import CalamineError

from etl.context import ReadingContext, make_context
from etl.guard import Refused, check_content, read_content
from etl.reports import ReadFile
from etl.understand import make_problem, understand
from etl.workbook import open_book

__all__ = ["ReadingContext", "make_context", "read_one"]

# What parsers raise on files that are not what they seem.
_PARSER_ERRORS = (
    CalamineError, zipfile.BadZipFile, csv.Error, OSError, ValueError, LookupError, TypeError, AttributeError,
    ArithmeticError, EOFError, NotImplementedError, MemoryError, RuntimeError, SyntaxError,
)  # fmt: skip


def read_one(path: Path, name: str, context: ReadingContext) -> ReadFile:
    """Return what a file says, with everything that is wrong with it; a bad file never raises.

    `name` is the path shown to people (below the folder given to the loader, with forward slashes).
    """
    read = ReadFile(name=name, sha256="", size=0)
    try:
        content = read_content(path)
        read.sha256, read.size = hashlib.sha256(content).hexdigest(), len(content)
        book = open_book(path, check_content(content, Path(name).name))
        read.sheets = tuple(sheet.name for sheet in book.sheets)
        understand(book, read, context)
    except Refused as refused:
        read.problems.append(make_problem(refused.kind, name, context, refused.found, **refused.details))
    except _PARSER_ERRORS as error:
        _unreadable(read, context, error)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a Rust parser raises; it is no Exception
            raise
        _unreadable(read, context, error)
    return read


def _unreadable(read: ReadFile, context: ReadingContext, error: BaseException) -> None:
    read.reports.clear()
    found = f"{type(error).__name__}: {error}"[:200]
    read.problems.append(make_problem("unreadable-file", read.name, context, found))
