"""Cells left out of a table that leaves for good, so that its totals do not tell the ones that had to go.

A cell that must not be shown (primary) is worked out from a total when it goes alone. So others go with it (secondary)
until, for each cell left out, the values that all published cells and totals allow span more than its width. What they
allow is found by linear programming, as in Fischetti and Salazar, Solving the cell suppression problem on tabular data
with linear constraints, Management Science 47 (2001); which others go is chosen simply, the smallest of the
shortest total first.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_NOISE = 1e-6  # what a solver leaves between two equal numbers
Totals = Sequence[Sequence[int]]  # the places of the cells whose sum is published, for each total


def suppressed(
    counts: Sequence[float], *, primary: Sequence[bool], totals: Totals, width: Sequence[float]
) -> list[bool]:
    """Return which cells are left out: the primary ones and those that must go with them.

    `width`: how far apart the least and the greatest possible value of each cell must be, if it is left out. Where all
    cells of a total are out and still tell too much, nothing is left to take: the total is for the caller to leave out.
    """
    out = list(primary)
    while True:
        narrow = [
            place
            for place, (low, high) in intervals(counts, out=out, totals=totals).items()
            if high - low <= width[place] + _NOISE
        ]
        left = [
            (len(total), counts[place], place)
            for total in totals
            if any(one in total for one in narrow)
            for place in total
            if not out[place] and counts[place] > 0
        ]
        if not left:
            return out
        out[min(left)[-1]] = True


def intervals(counts: Sequence[float], *, out: Sequence[bool], totals: Totals) -> dict[int, tuple[float, float]]:
    """Return the least and the greatest value that each cell left out may have, given all that is published."""
    places = [place for place, gone in enumerate(out) if gone]
    if len(totals) == 1:
        return _of_one_total(counts, places, totals[0])
    return audited(counts, out=out, totals=totals)


def audited(counts: Sequence[float], *, out: Sequence[bool], totals: Totals) -> dict[int, tuple[float, float]]:
    """Return the same by linear programming alone: a programme for each end of each cell, all solved together."""
    loose = {place: (0.0, float("inf")) for place, gone in enumerate(out) if gone}
    known = [[place for place in total if out[place]] for total in totals]
    places = sorted({place for total in known for place in total})
    if not places:
        return loose
    parts = np.array([[float(place in total) for place in places] for total in known if total])
    sums = np.array([sum(counts[place] for place in total) for total in known if total])
    many = 2 * len(places)  # copies of the table: one in which each cell is least, one in which it is greatest
    aims = np.vstack([np.eye(len(places)), -np.eye(len(places))])
    from scipy.optimize import linprog  # here, because it takes a while to come and few tables need it

    copies = np.kron(np.eye(many), parts)
    solved = linprog(aims.ravel(), A_eq=copies, b_eq=np.tile(sums, many))
    if solved.x is None:  # the counts themselves are a solution
        raise ArithmeticError(solved.message)
    ends = (solved.x.reshape(many, -1) * aims).sum(axis=1)  # nobody counts less than 0; solved by HiGHS
    lows, highs = ends[: len(places)], -ends[len(places) :]
    return {**loose, **dict(zip(places, zip(lows.tolist(), highs.tolist(), strict=True), strict=True))}


def _of_one_total(
    counts: Sequence[float], places: Sequence[int], total: Sequence[int]
) -> dict[int, tuple[float, float]]:
    """Return the same of a table with one total, where no programme is needed: what is out may be anything up to its
    sum, unless it is out alone."""
    inside = [place for place in places if place in total]
    whole = sum(counts[place] for place in inside)
    free = {place: (0.0, float("inf")) for place in places}
    return {**free, **dict.fromkeys(inside, (0.0 if len(inside) > 1 else whole, whole))}
