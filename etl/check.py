"""Reads files and says what is in them and what is wrong. A database is asked what it knows, never written."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext

import numpy as np
from sqlalchemy import Connection, Engine

from data import register
from data.catalogue import Catalogue
from data.schema import indicator
from data.states import State
from etl.deliveries import Delivery
from etl.storing.comparing import Comparing
from etl.storing.packing import Codes, PackedFile
from etl.storing.pool import PROCESSES, MakeReader, Readers
from etl.storing.recalling import Memory
from etl.summary import FileOutcome, Summary


def check(
    files: Sequence[Delivery],
    catalogue: Catalogue,
    make_reader: MakeReader,
    tell: Callable[[Sequence[FileOutcome]], None] = lambda outcomes: None,
    *,
    engine: Engine | None = None,
    processes: int = PROCESSES,
) -> Summary:
    """Return what loading the files would come to, but for reports that replace others.

    With a database their figures are held against what it knows, else against each other only.
    """
    started = time.perf_counter()
    summary = Summary()
    with engine.connect() if engine else nullcontext() as connection:
        codes = _codes(catalogue, connection)
        memory = Memory(Comparing(catalogue, codes))
        with Readers(make_reader, codes, processes=min(processes, len(files))) as readers:
            for file in readers.read_all(files):
                outcomes = [_outcome(compared) for compared in memory.compared(connection, [file])]
                summary.add(outcomes)
                tell(outcomes)
    summary.seconds = time.perf_counter() - started
    return summary


def _codes(catalogue: Catalogue, connection: Connection | None) -> Codes:
    """Return the numbers of indicators and categories: the database's own, and others for what it does not know."""
    known = register.codes(connection, indicator) if connection else {}
    new = itertools.count(1 + max(known.values(), default=0))
    indicators = {code: known[code] if code in known else next(new) for code in catalogue.indicators}
    return Codes(indicators, {code: number for number, code in enumerate(["", *catalogue.categories])})


def _outcome(file: PackedFile) -> FileOutcome:
    if file.refused:
        return FileOutcome(file.name, "refused", refused=max(1, len(file.reports)), problems=file.problems)
    states = tuple(np.bincount(file.rows.state, minlength=len(State)).tolist())
    return FileOutcome(file.name, "accepted", accepted=len(file.reports), states=states, problems=file.problems)
