"""Makes receipts for many files: read again by the worker processes, each answered in its own file and language.

A file that breaks its reader costs nothing but its copy: it gets a receipt that says so. Interrupted, the same command
goes on where it stopped: a receipt that is newer than its file and than all definitions is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from data.catalogue import DEFINITIONS, Catalogue, load_catalogue
from etl.context import ReadingContext, make_context
from etl.deliveries import Delivery
from etl.guard import Refused, check_content, read_content
from etl.messages import WORDS
from etl.parsers import PARSER_ERRORS, is_panic
from etl.problems import Problem
from etl.read_one import read_one
from etl.receipts.answer import Answer, answer
from etl.receipts.copying import CopiedSheet, copy_sheets
from etl.receipts.order import Order, Receipts
from etl.receipts.paths import receipt_paths
from etl.receipts.stamp import stamped_outcome
from etl.receipts.writing import write_receipt
from etl.reports import ReadFile
from etl.storing.comparing import Comparing
from etl.storing.packing import Codes, pack
from etl.storing.pool import PROCESSES, Reader, Readers, hash_file

# What broke one reader, or nearly, is not given to another.
_NOT_OPENED = {"unreadable-file", "too-heavy", "too-many-cells"}


def make_receipts(
    files: Sequence[Delivery],
    order: Order,
    tell: Callable[[Sequence[object]], None] = lambda done: None,
    *,
    processes: int = PROCESSES,
) -> Receipts:
    """Write a receipt for every file that has none, and return what it came to; raises OSError, DefinitionError."""
    catalogue = load_catalogue(order.network)
    places = receipt_paths(files, order.to)
    definitions = _newest(catalogue, order.layouts)
    made = Receipts()
    missing: list[Delivery] = []
    for delivery in files:
        outcome = _kept_outcome(delivery, places[delivery.path], order, catalogue, definitions)
        if outcome is None:
            missing.append(delivery)
        else:
            made.kept += 1
            made.outcomes[outcome] += 1
            tell([delivery])
    if not missing:
        return made
    make_reader = partial(answering_reader, order, places)
    with Readers(make_reader, _codes(catalogue), processes=min(processes, len(missing))) as readers:
        for delivery, read in zip(missing, readers.read_all(missing), strict=True):
            place, stamp = places[delivery.path], order.stamp(read.sha256, catalogue)
            outcome = stamped_outcome(place, stamp)
            if outcome is None:  # its reader broke
                lost = ReadFile(read.name, read.sha256, read.size, problems=list(read.problems))
                told = _answer(lost, lost.problems, order, catalogue)
                write_receipt(place, told, (), stamp)
                outcome = told.outcome
            made.written += 1
            made.outcomes[outcome] += 1
            tell([delivery])
    return made


def answering_reader(order: Order, places: Mapping[Path, Path]) -> Reader:
    """Return a reader that writes the receipt of each file it reads; it hands on the problems, not the values."""
    context = make_context(order.network, order.layouts)
    codes = _codes(context.catalogue)
    return partial(_read_and_answer, order, places, context, codes, Comparing(context.catalogue, codes))


def _read_and_answer(
    order: Order,
    places: Mapping[Path, Path],
    context: ReadingContext,
    codes: Codes,
    comparing: Comparing,
    path: Path,
    name: str,
) -> ReadFile:
    """Write the receipt of a file. What was not loaded is held against the other months of the file itself only."""
    read = read_one(path, name, context)
    outcome = order.loaded.get(name) if order.loaded else None
    loaded = outcome is not None and outcome.status != "unchanged"
    if outcome is not None and loaded:
        problems = outcome.problems
    else:
        problems = comparing.compare(pack(read, codes), comparing.new_past()).problems
    told = _answer(read, problems, order, context.catalogue)
    write_receipt(places[path], told, copied_sheets(path, read, problems), order.stamp(read.sha256, context.catalogue))
    return replace(read, reports=[], new_libraries=[], problems=list(problems))


def _answer(read: ReadFile, problems: Sequence[Problem], order: Order, catalogue: Catalogue) -> Answer:
    language = order.language_of(read, catalogue)
    return answer(read, problems, catalogue, language=language, day=order.day, status=order.status(read.name))


def copied_sheets(path: Path, read: ReadFile, problems: Sequence[Problem]) -> list[CopiedSheet]:
    """Return the sheets of a file; none where the guard or the reader had refused to open it."""
    if any(problem.kind in _NOT_OPENED for problem in problems):
        return []
    try:
        return copy_sheets(path, check_content(read_content(path), Path(read.name).name))
    except (Refused, MemoryError, *PARSER_ERRORS):
        return []
    except BaseException as error:
        if not is_panic(error):
            raise
        return []


def _kept_outcome(delivery: Delivery, place: Path, order: Order, catalogue: Catalogue, definitions: int) -> str | None:
    """Return the outcome that an earlier receipt tells, or None where it is to be written anew."""
    try:
        if place.stat().st_mtime_ns < max(delivery.path.stat().st_mtime_ns, definitions):
            return None
        return stamped_outcome(place, order.stamp(hash_file(delivery.path), catalogue))
    except OSError:
        return None


def _newest(catalogue: Catalogue, layouts: Path | None) -> int:
    """Return when a definition was changed last: a name added to the register may turn a refusal into a report."""
    folders = {DEFINITIONS, WORDS, catalogue.folder, *(folder.parent for folder in catalogue.layout_folders)}
    files = (file for folder in {*folders, *([layouts] if layouts else [])} for file in folder.rglob("*"))
    return max((file.stat().st_mtime_ns for file in files if file.is_file()), default=0)


def _codes(catalogue: Catalogue) -> Codes:
    """Return numbers for indicators and categories; nothing is stored under them."""
    indicators = {code: number for number, code in enumerate(catalogue.indicators)}
    return Codes(indicators, {code: number for number, code in enumerate(["", *catalogue.categories])})
