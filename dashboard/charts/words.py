"""The words a chart is given: a builder turns a frame and these into a ChartSpec and knows no language by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What a chart says. `labels` names its series and the columns of its table, by their keys."""

    language: str  # for the names of months and the form of numbers only
    title: str  # the finding, in at most ten words
    subtitle: str  # measure, area, period
    summary: str  # one sentence for those who cannot see the chart
    unit: str
    table: str  # the title of the table
    labels: Mapping[str, str]
    source: str
    as_of: str
    coverage: str
    low: str  # says what a hollow point or a pale bar means, where there is one
    notes: tuple[str, ...] = ()
    indicator: str = ""  # the code of what the values count
    passport: str = ""  # the id of the figure that the chart is a picture of
