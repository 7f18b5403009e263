"""Every value that libraries reported by category, as arrays: what questions about services are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from data.category_values import CELL, Numbers
from data.models import Indicator
from data.queries.facts import indicator_id
from data.queries.scope import Scope
from data.schema import category_values, library


@dataclass(frozen=True, slots=True)
class CategoryValues:
    """Reported values, column by column: rounded where they are protected; `some`: it is more than 0, in truth."""

    period: Numbers
    library_id: Numbers
    category_id: Numbers
    value: NDArray[np.float64]
    some: NDArray[np.bool_]

    def where(self, wanted: NDArray[np.bool_]) -> CategoryValues:
        """Return the values that are wanted."""
        keys = (self.period[wanted], self.library_id[wanted], self.category_id[wanted])
        return CategoryValues(*keys, value=self.value[wanted], some=self.some[wanted])

    def counted_from(self, first: int, periods: int) -> CategoryValues:
        """Return the values of so many numbers of periods, each of which is counted from the first one: 0, 1, ..."""
        kept = self.where((self.period >= first) & (self.period < first + periods))
        return replace(kept, period=kept.period - first)


def reported_by_category(session: Session, measure: Indicator, *scopes: Scope) -> CategoryValues:
    """Return the values of an indicator reported by category in scopes that differ in their periods only."""
    rows, scope = category_values.c, scopes[0]
    units = select(library.c.id).where(scope.includes(library.c.territory, library.c.kind))
    question = select(rows.period, rows.cells).where(
        rows.indicator_id == indicator_id(measure.code), rows.period.between(bindparam("first"), bindparam("last"))
    )
    if scope.territories is not None:
        question = question.where(rows.territory.in_(scope.territories))
    if scope.library is not None:
        question = question.where(rows.territory.in_(units.with_only_columns(library.c.territory)))
    packed = [
        row for first, last in _spans(scopes) for row in session.execute(question, {"first": first, "last": last})
    ]
    cells = np.frombuffer(b"".join(row.cells for row in packed), dtype=CELL)
    counts = [len(row.cells) // CELL.itemsize for row in packed]
    found = CategoryValues(
        period=np.repeat(np.array([row.period for row in packed], dtype=np.int64), counts),
        library_id=cells["library_id"].astype(np.int64),
        category_id=cells["category_id"].astype(np.int64),
        value=cells["value"],
        some=cells["some"],
    )
    if scope.library is None and scope.kinds is None:
        return found
    return found.where(np.isin(found.library_id, session.scalars(units).all()))


def _spans(scopes: Sequence[Scope]) -> list[tuple[int, int]]:
    """Return the first and the last period of each stretch of the scopes, so that none is read twice."""
    spans: list[tuple[int, int]] = []
    for first, last in sorted((scope.first, scope.last) for scope in scopes):
        if spans and first <= spans[-1][1]:
            first, last = spans[-1][0], max(last, spans.pop()[1])
        spans.append((first, last))
    return spans
