"""Loads received files: read in parallel, written by one writer, each submission wholly inside one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection, Engine

from data import register
from data.catalogue import Catalogue
from data.database_errors import DatabaseError, explained
from data.schema import NO_CATEGORY, category, indicator
from data.store import prepare, writing
from data.upgrades import is_current, upgrade
from etl.deliveries import Delivery
from etl.problems import Problem
from etl.storing.comparing import Comparing
from etl.storing.packing import Codes, PackedFile
from etl.storing.pool import PROCESSES, MakeReader, Readers, hash_file
from etl.storing.precedence import Precedence
from etl.storing.recalling import Memory
from etl.storing.stored_files import accepted_files
from etl.storing.writing import write_group
from etl.summary import FileOutcome, Summary

GROUP_ROWS = 250_000  # observations written in one transaction: sorted together they go twice as fast as file by file
GROUP_FILES = 1_000

Tell = Callable[[Sequence[FileOutcome]], None]
Transaction = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How many workers read, and how much is written in one transaction."""

    processes: int = PROCESSES
    group_rows: int = GROUP_ROWS
    group_files: int = GROUP_FILES


def load(
    files: Sequence[Delivery],
    *,
    engine: Engine,
    catalogue: Catalogue,
    make_reader: MakeReader,
    dry_run: bool = False,
    tell: Tell = lambda outcomes: None,
    pace: Pace = Pace(),
) -> Summary:
    """Load the files in their order and return what it came to; `tell` hears of files once they are safely stored.

    A dry run does all the same inside one transaction that is rolled back. Raises DatabaseError.
    """
    started = time.perf_counter()
    summary = Summary()

    def told(outcomes: Sequence[FileOutcome]) -> None:
        summary.add(outcomes)
        tell(outcomes)

    if dry_run:
        with writing(engine) as connection:
            if not is_current(connection):
                upgrade(connection)
            if not register.is_current(connection, catalogue):
                register.store(connection, catalogue)
            _load(files, lambda: _part_of(connection), make_reader, catalogue, told, pace)
            connection.rollback()
    else:
        prepare(engine)
        register.synchronise(engine, catalogue)
        _load(files, lambda: writing(engine), make_reader, catalogue, told, pace)
    summary.seconds = time.perf_counter() - started
    return summary


def _load(
    files: Sequence[Delivery],
    transaction: Transaction,
    make_reader: MakeReader,
    catalogue: Catalogue,
    tell: Tell,
    pace: Pace,
) -> None:
    with transaction() as connection:
        categories = {"": NO_CATEGORY, **register.codes(connection, category)}
        codes = Codes(register.codes(connection, indicator), categories)
        known = accepted_files(connection)
    sorted_out = _sort_out(files, known)
    tell(sorted_out.done)
    write = partial(_write, memory=Memory(Comparing(catalogue, codes)), precedence=Precedence.of(catalogue))
    refused: dict[str, FileOutcome] = {}
    if sorted_out.new:
        with Readers(make_reader, codes, processes=min(pace.processes, len(sorted_out.new))) as readers:
            for group in _groups(readers.read_all(sorted_out.new), pace):
                outcomes = write(group, transaction)
                done = zip(group, outcomes, strict=True)
                refused |= {file.sha256: outcome for file, outcome in done if outcome.status == "refused"}
                tell(outcomes)
    if sorted_out.copies:
        with transaction() as connection:
            known = accepted_files(connection)
        tell([_copied(delivery, sha256, known, refused) for delivery, sha256 in sorted_out.copies])


@dataclass(slots=True)
class _SortedOut:
    """Files to be read, copies of these, and what became of the others: known already or not to be opened."""

    new: list[Delivery] = field(default_factory=list)
    copies: list[tuple[Delivery, str]] = field(default_factory=list)
    done: list[FileOutcome] = field(default_factory=list)


def _sort_out(files: Sequence[Delivery], known: dict[str, int]) -> _SortedOut:
    out = _SortedOut()
    given: set[str] = set()
    for delivery in files:
        try:
            sha256 = hash_file(delivery.path)
        except OSError as error:
            problem = Problem("unreadable-file", "refuse", delivery.name, details={"error": str(error.strerror)})
            out.done.append(FileOutcome(delivery.name, "refused", refused=1, problems=(problem,)))
            continue
        if sha256 in known:
            out.done.append(_known(delivery.name, known[sha256]))
        elif sha256 in given:
            out.copies.append((delivery, sha256))
        else:
            out.new.append(delivery)
        given.add(sha256)
    return out


def _known(name: str, submissions: int) -> FileOutcome:
    return FileOutcome(name, "unchanged", unchanged=submissions)


def _gone(file: PackedFile) -> FileOutcome:
    """Return what became of a file that was there when it was asked for and not when it was read: nothing is stored."""
    return FileOutcome(file.name, "refused", refused=1, problems=file.problems)


def _copied(delivery: Delivery, sha256: str, known: dict[str, int], refused: dict[str, FileOutcome]) -> FileOutcome:
    """Return what became of a copy of a file of the same run: the same as of that file."""
    if sha256 not in refused:
        return _known(delivery.name, known.get(sha256, 0))
    first = refused[sha256]
    problems = tuple(replace(problem, file=delivery.name) for problem in first.problems)
    return replace(first, name=delivery.name, problems=problems)


def _groups(files: Iterator[PackedFile], pace: Pace) -> Iterator[list[PackedFile]]:
    group: list[PackedFile] = []
    rows = 0
    for file in files:
        group.append(file)
        rows += len(file.rows)
        if rows >= pace.group_rows or len(group) >= pace.group_files:
            yield group
            group, rows = [], 0
    if group:
        yield group


def _write(
    group: list[PackedFile], transaction: Transaction, *, memory: Memory, precedence: Precedence
) -> list[FileOutcome]:
    """Write a group; where two files contradict the key of the observations, file by file, to find which.

    A file that another loader has stored meanwhile is known.
    """
    try:
        with transaction() as connection:
            known = accepted_files(connection, [file.sha256 for file in group])
            new = [file for file in group if file.sha256 and file.sha256 not in known]
            compared = memory.compared(connection, new)
            written = iter(write_group(connection, compared, datetime.now(UTC), precedence))
            return [
                _known(file.name, known[file.sha256]) if file.sha256 in known
                else next(written) if file.sha256
                else _gone(file)
                for file in group
            ]  # fmt: skip
    except DatabaseError as error:
        if error.reason != "conflict" or (len(group) == 1 and group[0].refused):
            raise
    memory.forget()
    if len(group) == 1:
        return _write([_in_conflict(group[0])], transaction, memory=memory, precedence=precedence)
    return [outcome for file in group for outcome in _write([file], transaction, memory=memory, precedence=precedence)]


def _in_conflict(file: PackedFile) -> PackedFile:
    problem = Problem("duplicate-value", "refuse", file.name, found=file.layout)
    return file.tell(problem)


@contextmanager
def _part_of(connection: Connection) -> Iterator[Connection]:
    with explained(connection.engine), connection.begin_nested():
        yield connection
