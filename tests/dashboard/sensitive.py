"""Networks in which libraries report people in sensitive services, few as a rule; and their twins, in which every such
count is another one that is rounded alike."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

import numpy as np
from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.orm import Session

from dashboard.site import Site
from data import register, rollups
from data.disclosure import cell_key
from data.rounding import key_of, rounded
from data.schema import category, indicator, library, observation, submission
from data.states import State
from data.store import writing

PROTECTED = [("S02", "HE.PSY"), ("S02", "HE.HEA"), ("S03", "HE.PSY"), ("S03", "HE.HEA")]
SESSIONS = [("S01", "HE.PSY"), ("S01", "HE.HEA")]  # held; each had somebody, so that they are protected, too
COUNTS = (1, 1, 2, 3, 4, 6, 7, 9, 12, 19) * 6 + (4_321,)
TOLD = 4_321  # one that no reader meets by chance, for it is not small
RAW = re.compile(rf"(?<![\d.]){TOLD // 1000}(?:[.,\s]|\xa0|\u202f)?{TOLD % 1000}(?!\d)")  # as any language writes it
BASE = 5
YEAR = "from=2017-01&to=2017-12"
Worlds = dict[str, Site]
Cell = tuple[str, str, int, int]  # indicator, category, library, period


def shown_of(counts: np.ndarray, of: str, in_category: str, code: str, period: int) -> np.ndarray:
    """Return counts as one cell shows each of them."""
    whole = np.ones(len(counts), dtype=np.int64)
    keys = {"record_key": key_of(code), "cell_key": cell_key(of, in_category), "period": period, "base": BASE}
    return rounded(counts, **{name: whole * key for name, key in keys.items()})


def alike(count: float, cell: Cell, code: str) -> list[int]:
    """Return all counts, not 0, that a cell shows as it shows this one: what a reader has to choose from."""
    of, in_category, _library, period = cell
    near = np.arange(max(1, int(count) - 2 * BASE), int(count) + 2 * BASE, dtype=np.float64)
    shown = shown_of(np.append(near, count), of, in_category, code, period)
    return [int(one) for one, said in zip(near, shown[:-1], strict=True) if said == shown[-1]]


def other_count(count: int, cell: Cell, code: str) -> int:
    """Return another count, not 0, that is rounded as this one is."""
    return next(one for one in alike(count, cell, code) if one != count)


def add_sensitive(connection: Connection, *, otherwise: bool) -> None:
    """Let every library report people and sessions, few as a rule; `otherwise`: each time another number."""
    codes = {number: code for code, number in register.codes(connection, library).items()}
    of_people, of_sessions, counts = random.Random(5), random.Random(6), {}
    for row in connection.execute(select(submission.c.library_id, submission.c.period)).all():
        for of, in_category in PROTECTED + SESSIONS:
            count = (of_sessions if (of, in_category) in SESSIONS else of_people).choice(COUNTS)
            cell = (of, in_category, row.library_id, row.period)
            counts[cell] = other_count(count, cell, codes[row.library_id]) if otherwise else count
    store_counts(connection, counts)


def store_counts(connection: Connection, counts: Mapping[Cell, int]) -> None:
    """Add counts to the reports of their libraries and months."""
    indicators, categories = register.codes(connection, indicator), register.codes(connection, category)
    sent = select(submission.c.library_id, submission.c.period, submission.c.id)
    reports = {(row.library_id, row.period): row.id for row in connection.execute(sent)}
    for (of, in_category, number, period), count in counts.items():
        keys = {"indicator_id": indicators[of], "category_id": categories[in_category]}
        of_report = {"library_id": number, "period": period, "submission_id": reports[number, period], "cell": 0}
        said = {"value": float(count), "state": int(State.REPORTED)}
        connection.execute(insert(observation), {**keys, **of_report, **said})


def tell_sensitive(engine: Engine, *, otherwise: bool = False) -> None:
    """Let the libraries of a database report people in sensitive services; its totals are made anew."""
    with writing(engine) as connection:
        add_sensitive(connection, otherwise=otherwise)
        rollups.rebuild(connection)


def in_both(worlds: Worlds, said: Callable[[Session], object]) -> list[object]:
    """Return what is said of each network."""
    answers = []
    for site in worlds.values():
        with site.sessions() as session:
            answers.append(said(session))
    return answers
