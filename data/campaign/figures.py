"""The figures an evaluation computes with: libraries x periods, as reported; a gap is a gap and never a zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session

from data.campaign.estimate.jackknife import Array
from data.queries.facts import indicator_id, shown_observations
from data.schema import category, library


@dataclass(frozen=True, slots=True)
class Libraries:
    """The libraries of a network, column by column, in the order of their ids."""

    ids: NDArray[np.int64]
    codes: tuple[str, ...]
    territory: NDArray[np.int64]  # a number for each territory
    territories: tuple[str, ...]  # the codes that these numbers stand for
    population: Array  # nan: not known
    joined: NDArray[np.int64]  # YYYYMM; 0: never in the network
    left: NDArray[np.int64]  # last month in the network; 999999: still in it

    def __len__(self) -> int:
        return len(self.ids)

    def in_network(self, first: int, last: int) -> NDArray[np.bool_]:
        """Return which libraries belonged to the network in all months from `first` to `last` (YYYYMM)."""
        return (self.joined > 0) & (self.joined <= first) & (self.left >= last)


@dataclass(frozen=True, slots=True)
class Figures:
    """The reported values of one question: `values` is libraries x periods, nan where nothing was reported."""

    periods: tuple[int, ...]
    values: Array

    def of(self, period: int) -> Array:
        """Return the column of a period; all nan where nobody reported it."""
        if period not in self.periods:
            return np.full(len(self.values), np.nan)
        column: Array = self.values[:, self.periods.index(period)]
        return column


def load_libraries(session: Session) -> Libraries:
    """Return every library of the database."""
    unit = library.c
    columns = select(unit.id, unit.code, unit.territory, unit.population, unit.in_network_from, unit.in_network_to)
    rows = session.execute(columns.order_by(unit.id)).all()
    ids, codes, territories, population, joined, left = ([row[place] for row in rows] for place in range(6))
    known, numbers = np.unique(np.array(territories, dtype=str), return_inverse=True)
    return Libraries(
        ids=np.array(ids, dtype=np.int64),
        codes=tuple(codes),
        territory=numbers.astype(np.int64),
        territories=tuple(known.tolist()),
        population=np.array([np.nan if one is None else one for one in population], dtype=np.float64),
        joined=np.array([one or 0 for one in joined], dtype=np.int64),
        left=np.array([one or 999_999 for one in left], dtype=np.int64),
    )


def load_figures(session: Session, libraries: Libraries, indicator: str, periods: Sequence[int]) -> Figures:
    """Return what the libraries reported of an indicator, over all its categories where it has some."""
    rows = _reported(indicator, periods).c
    asked = select(rows.library_id, rows.period, func.sum(rows.value))
    found = session.execute(asked.group_by(rows.period, rows.library_id)).all()
    ids, at, values = _columns(found)
    return _table(libraries, ids, at, values)


def load_by_category(
    session: Session, libraries: Libraries, indicator: str, periods: Sequence[int]
) -> dict[str, Figures]:
    """Return what the libraries reported of an indicator, by the code of the service category."""
    rows = _reported(indicator, periods).c
    found = session.execute(select(rows.library_id, rows.period, rows.value, rows.category_id)).all()
    ids, at, values = _columns([row[:3] for row in found])
    of = np.array([row[3] for row in found], dtype=np.int64)
    codes = {row.id: row.code for row in session.execute(select(category.c.id, category.c.code))}
    return {codes[one]: _table(libraries, ids[of == one], at[of == one], values[of == one]) for one in np.unique(of)}


def _reported(indicator: str, periods: Sequence[int]) -> Subquery:
    shown = shown_observations()
    rows = shown.selected_columns
    return shown.where(rows.indicator_id == indicator_id(indicator), rows.period.in_(periods)).subquery()


def _columns(found: Sequence[Sequence[float]]) -> tuple[NDArray[np.int64], NDArray[np.int64], Array]:
    table = np.array([tuple(row) for row in found], dtype=np.float64).reshape(-1, 3)
    return table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2]


def _table(libraries: Libraries, ids: NDArray[np.int64], at: NDArray[np.int64], values: Array) -> Figures:
    there = np.unique(at)
    table = np.full((len(libraries), len(there)), np.nan)
    table[np.searchsorted(libraries.ids, ids), np.searchsorted(there, at)] = values
    return Figures(tuple(there.tolist()), table)
