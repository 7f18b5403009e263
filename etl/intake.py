"""One received file -> what it says: the door through which every file passes, whoever sends it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from etl.context import ReadingContext, make_context
from etl.guard import Refused, check_content, read_content
from etl.limits import limits
from etl.parsers import PARSER_ERRORS, is_panic
from etl.problems import Problem
from etl.refusal import too_heavy
from etl.reports import ReadFile
from etl.storing.pool import hash_file
from etl.understand import make_problem, understand
from etl.workbook import open_book

__all__ = ["ReadingContext", "make_context", "read_one"]


def read_one(path: Path, name: str, context: ReadingContext) -> ReadFile:
    """Return what a file says, with everything that is wrong with it; a bad file never raises.

    `name` is the path shown to people (below the folder given to the loader, with forward slashes). A file that breaks
    its parser or never ends takes this process with it: whoever reads what strangers send uses Intake, or the commands.
    """
    read = ReadFile(name=name, sha256="", size=0)
    try:
        _read(path, read, context)
    except Refused as refused:
        _refuse(read, refused, context)
    except MemoryError:
        _refuse(read, too_heavy("memory", limits().reading), context)
    except PARSER_ERRORS as error:
        _unreadable(read, context, error)
    except BaseException as error:
        if not is_panic(error):
            raise
        _unreadable(read, context, error)
    return read


def _read(path: Path, read: ReadFile, context: ReadingContext) -> None:
    try:
        content = read_content(path)
    except Refused as refused:
        if refused.kind == "too-large":
            read.sha256, read.size = hash_file(path), path.stat().st_size
        raise
    read.sha256, read.size = hashlib.sha256(content).hexdigest(), len(content)
    checked = check_content(content, Path(read.name).name)
    book = open_book(path, checked)
    read.sheets = tuple(sheet.name for sheet in book.sheets)
    understand(book, read, context)
    read.problems.extend(make_problem(kind, read.name, context, read.name) for kind in checked.passed_over)


def _refuse(read: ReadFile, refused: Refused, context: ReadingContext) -> None:
    read.reports.clear()
    severity = context.catalogue.checks[refused.kind].severity
    place = (refused.sheet, refused.cell)
    read.problems.append(Problem(refused.kind, severity, read.name, *place, refused.found, refused.details))


def _unreadable(read: ReadFile, context: ReadingContext, error: BaseException) -> None:
    read.reports.clear()
    found = f"{type(error).__name__}: {error}"[:200]
    read.problems.append(make_problem("unreadable-file", read.name, context, found))
