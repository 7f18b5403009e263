"""One received file -> what it says. A file that breaks its parser takes this process with it: whoever reads what
strangers send asks etl.intake, or the commands, which keep processes for that.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

from etl.context import ReadingContext
from etl.guard import Refused, check_content, read_content
from etl.limits import limits
from etl.parsers import PARSER_ERRORS, is_panic
from etl.problems import Problem
from etl.refusal import too_heavy
from etl.reports import ReadFile
from etl.saved import saved_at
from etl.storing.pool import hash_file
from etl.understand import make_problem, understand
from etl.workbook import open_book


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
        _refuse(read, _unreadable(error), context)
    except BaseException as error:
        if not is_panic(error):
            raise
        _refuse(read, _unreadable(error), context)
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
    read.saved_at = saved_at(checked.archive)
    with closing(open_book(path, checked)) as book:
        read.sheets = book.sheet_names
        understand(book, read, context)
    read.problems.extend(make_problem(kind, read.name, context, read.name) for kind in checked.passed_over)


def _refuse(read: ReadFile, refused: Refused, context: ReadingContext) -> None:
    read.reports.clear()
    severity = context.catalogue.checks[refused.kind].severity
    place = (refused.sheet, refused.cell)
    read.problems.append(Problem(refused.kind, severity, read.name, *place, refused.found, refused.details))


def _unreadable(error: BaseException) -> Refused:
    return Refused("unreadable-file", None, error=f"{type(error).__name__}: {error}"[:200])
