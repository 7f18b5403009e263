"""A reader who has everything that was published side by side, and a solver: which counts does it leave possible?

Each count is an unknown with its candidates and, since the rounding is no secret, how each of these is shown. What was
published says within which bounds sums of counts as shown lie. Whole-number programmes (HiGHS) then ask for networks
that agree with all of it together, each time with as many counts as possible that were not met before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from tests.dashboard.sensitive import Cell

_NOISE = 1e-6
Choices = Mapping[Cell, Mapping[int, float]]  # of each count: what it may be, and how each of these is shown
Met = dict[Cell, set[int]]  # of each count: what it is in some network that agrees with all that is known


class Fact(NamedTuple):
    """The sum of these counts lies from `low` to `high`: as they are shown, or (`exact`) as senders wrote them."""

    cells: frozenset[Cell]
    low: float
    high: float
    exact: bool = False


def possible(
    choices: Choices,
    facts: Collection[Fact],
    *,
    at_most: Sequence[tuple[Cell, Cell]] = (),
    enough: int = 2,
) -> Met:
    """Return what each count may be, given all facts together, until `enough` numbers are known of it.

    A count with one number only is recovered. `at_most`: of each pair the first count is no more than the second.
    """
    columns = [(cell, count) for cell, shown in choices.items() for count in shown]
    rules = _rules(columns, choices, facts, at_most)
    met: Met = {cell: set() for cell in choices}
    while True:
        wanted = np.array([len(met[cell]) < enough and count not in met[cell] for cell, count in columns])
        whole = {"bounds": Bounds(0, 1), "integrality": np.ones(len(columns))}
        found = milp(-wanted.astype(float), constraints=rules, **whole)
        if not found.success:
            raise ArithmeticError(found.message)  # what senders wrote agrees with all that was published
        taken = np.flatnonzero(found.x > 1 / 2)
        if not wanted[taken].any():
            return met
        for place in taken:
            cell, count = columns[place]
            met[cell].add(count)


def recovered(met: Met) -> set[Cell]:
    """Return the counts that can be nothing but one number."""
    return {cell for cell, counts in met.items() if len(counts) == 1}


def _rules(
    columns: Sequence[tuple[Cell, int]],
    choices: Choices,
    facts: Collection[Fact],
    at_most: Sequence[tuple[Cell, Cell]],
) -> LinearConstraint:
    """Return the programme's rows: each count is one of its candidates, and all that is known of their sums."""
    places: dict[Cell, list[int]] = {}
    for place, (cell, _) in enumerate(columns):
        places.setdefault(cell, []).append(place)
    raw = {place: float(count) for place, (_, count) in enumerate(columns)}
    shown = {place: choices[cell][count] for place, (cell, count) in enumerate(columns)}
    rows = [(dict.fromkeys(of, 1.0), 1.0, 1.0) for of in places.values()]
    for fact in dict.fromkeys(facts):
        of = raw if fact.exact else shown
        terms = {place: of[place] for cell in fact.cells for place in places.get(cell, ())}
        rows.append((terms, fact.low - _NOISE, fact.high + _NOISE))
    for less, more in at_most:
        terms = {place: raw[place] for place in places[less]} | {place: -raw[place] for place in places[more]}
        rows.append((terms, -np.inf, 0.0))
    where = np.array([(row, place) for row, (terms, *_) in enumerate(rows) for place in terms])
    values = [value for terms, *_ in rows for value in terms.values()]
    sums = csr_array((values, where.T), shape=(len(rows), len(columns)))
    return LinearConstraint(sums, [low for _, low, _ in rows], [high for *_, high in rows])
