"""Reads files and says what is in them and what is wrong, without any database."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from data.catalogue import Catalogue
from data.states import State
from etl.deliveries import Delivery
from etl.storing.comparing import Comparing
from etl.storing.packing import Codes, PackedFile
from etl.storing.pool import PROCESSES, MakeReader, Readers
from etl.summary import FileOutcome, Summary


def check(
    files: Sequence[Delivery],
    catalogue: Catalogue,
    make_reader: MakeReader,
    tell: Callable[[Sequence[FileOutcome]], None] = lambda outcomes: None,
    *,
    processes: int = PROCESSES,
) -> Summary:
    """Return what loading the files into an empty database would come to, but for reports that replace others."""
    started = time.perf_counter()
    indicators = {code: number for number, code in enumerate(catalogue.indicators)}
    categories = {code: number for number, code in enumerate(["", *catalogue.categories])}
    codes = Codes(indicators, categories)
    comparing, summary = Comparing(catalogue, codes), Summary()
    past = comparing.new_past()
    with Readers(make_reader, codes, processes=min(processes, len(files))) as readers:
        for file in readers.read_all(files):
            outcome = _outcome(comparing.compare(file, past))
            summary.add([outcome])
            tell([outcome])
    summary.seconds = time.perf_counter() - started
    return summary


def _outcome(file: PackedFile) -> FileOutcome:
    if file.refused:
        return FileOutcome(file.name, "refused", refused=max(1, len(file.reports)), problems=file.problems)
    states = tuple(np.bincount(file.rows.state, minlength=len(State)).tolist())
    return FileOutcome(file.name, "accepted", accepted=len(file.reports), states=states, problems=file.problems)
