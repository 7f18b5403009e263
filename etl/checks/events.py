"""Who attends has something to attend: events, trainings, campaign activities and services with their attendance."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.check_rules import CheckRules, Events
from etl.checks.figures import Figures, Finding, Key


class _Pairs(NamedTuple):
    """The columns of events beside those of their attendance, and from how many events on somebody must have come."""

    events: NDArray[np.int64]
    attendance: NDArray[np.int64]
    least: NDArray[np.int64]
    codes: tuple[Events, ...]


def check_events(figures: Figures, rules: CheckRules) -> Iterator[Finding]:
    """Yield attendance at nothing, and events that nobody attended."""
    pairs = _pairs(tuple(figures.columns), rules.events)
    held, attended = figures.values[:, pairs.events], figures.values[:, pairs.attendance]
    for report, place in np.argwhere((held == 0) & (attended > 0)).tolist():
        events, attendance, codes = int(pairs.events[place]), int(pairs.attendance[place]), pairs.codes[place]
        yield Finding(
            "attendance-without-events", report, attendance, f"{attended[report, place]:g}",
            {"indicator": codes.attendance, "other_indicator": codes.events}, (("other", events),),
        )  # fmt: skip
    for report, place in np.argwhere((held >= pairs.least) & (attended == 0)).tolist():
        events, attendance, codes = int(pairs.events[place]), int(pairs.attendance[place]), pairs.codes[place]
        yield Finding(
            "events-without-attendance", report, events, f"{held[report, place]:g}",
            {"indicator": codes.events, "other_indicator": codes.attendance}, (("other", attendance),),
        )  # fmt: skip


@lru_cache(maxsize=4_096)
def _pairs(columns: tuple[Key, ...], declared: tuple[Events, ...]) -> _Pairs:
    """Return the pairs that some columns hold; remembered, because most reports ask the same questions."""
    place = {key: column for column, key in enumerate(columns)}
    found = [
        (column, place[one.attendance, category], one)
        for one in declared
        for (indicator, category), column in place.items()
        if indicator == one.events and (one.attendance, category) in place
    ]
    return _Pairs(
        events=np.array([events for events, _, _ in found], dtype=np.int64),
        attendance=np.array([attendance for _, attendance, _ in found], dtype=np.int64),
        least=np.array([one.least for _, _, one in found], dtype=np.int64),
        codes=tuple(one for _, _, one in found),
    )
