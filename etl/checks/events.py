"""Who attends has something to attend: events, trainings, campaign activities and services with their attendance."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from data.check_rules import CheckRules
from etl.checks.figures import Figures, Finding


def check_events(figures: Figures, rules: CheckRules) -> Iterator[Finding]:
    """Yield attendance at nothing, and events that nobody attended."""
    for pair in rules.events:
        for (indicator, category), events in figures.columns.items():
            attendance = figures.columns.get((pair.attendance, category))
            if indicator != pair.events or attendance is None:
                continue
            held, attended = figures.values[:, events], figures.values[:, attendance]
            for report in np.flatnonzero((held == 0) & (attended > 0)).tolist():
                yield Finding(
                    "attendance-without-events", report, attendance, f"{attended[report]:g}",
                    {"indicator": pair.attendance, "other_indicator": pair.events}, (("other", events),),
                )  # fmt: skip
            for report in np.flatnonzero((held >= pair.least) & (attended == 0)).tolist():
                yield Finding(
                    "events-without-attendance", report, events, f"{held[report]:g}",
                    {"indicator": pair.events, "other_indicator": pair.attendance}, (("other", attendance),),
                )  # fmt: skip
