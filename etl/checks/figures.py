"""The figures of reports side by side, a row a report, a column an indicator and category: what checks work on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.states import State
from etl.reports import Report
from etl.tables.plainrows import RowPlan

Key = tuple[str, str]  # indicator and category ("" for none)


@dataclass(frozen=True, eq=False)
class Figures:
    """Reports that answer the same questions. `values` is reports x columns; NaN where there is no number."""

    reports: Sequence[Report]
    columns: Mapping[Key, int]
    values: NDArray[np.float64]
    asked: NDArray[np.int64]  # questions that each report was to answer

    def cell(self, report: int, column: int) -> int:
        """Return the packed address of a figure."""
        one = self.reports[report]
        if one.plain is not None:
            return one.plain.base + one.plain.plan.cells[column].column
        key = list(self.columns)[column]
        return next(reading.cell for reading in one.readings if reading[:2] == key)


class Finding(NamedTuple):
    """What a rule found: the kind, the row and column of the figures, and what the message needs.

    `others` are further cells: the name they have in the message (without "_cell") and their column.
    """

    kind: str
    report: int
    column: int
    found: str
    details: Mapping[str, str | int | float] = {}
    others: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class _Together:
    """Reports of one plan."""

    plan: RowPlan
    reports: list[Report] = field(default_factory=list)


def figures_of(reports: Sequence[Report]) -> Iterator[Figures]:
    """Yield the figures of the reports: those that are plain rows of one plan together, all the others together."""
    plans: dict[int, _Together] = {}
    others = []
    for report in reports:
        if report.plain is not None:
            plans.setdefault(id(report.plain.plan), _Together(report.plain.plan)).reports.append(report)
        else:
            others.append(report)
    for together in plans.values():
        values = np.array([report.plain.values for report in together.reports if report.plain is not None])
        asked = np.full(len(values), values.shape[1])
        yield Figures(together.reports, together.plan.places, values, asked)
    if others:
        yield _of_readings(others)


def _of_readings(reports: list[Report]) -> Figures:
    columns: dict[Key, int] = {}
    for report in reports:
        for reading in report.readings:
            columns.setdefault(reading[:2], len(columns))
    values = np.full((len(reports), len(columns)), np.nan)
    asked = np.zeros(len(reports), dtype=np.int64)
    for row, report in enumerate(reports):
        for reading in report.readings:
            if reading.value is not None:
                values[row, columns[reading[:2]]] = reading.value
            asked[row] += reading.state != State.NOT_APPLICABLE
    return Figures(reports, columns, values, asked)
