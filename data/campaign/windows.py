"""Which months are compared with which, and what spoils a comparison: found from the calendar, the campaigns and the
reports, without being told."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dateutil.easter import EASTER_ORTHODOX, easter

from data.campaign.rules import Rules, Spoiler
from data.models import Campaign, Stage
from data.periods import Month, months

YEAR = 12


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A month whose comparison with `base` is spoiled, why, and by what (a stage's code, a share, a date)."""

    month: Month
    base: Month
    why: Spoiler
    detail: str
    dropped: bool
    lessened: bool = False  # kept, with less weight


@dataclass(frozen=True, slots=True)
class Window:
    """The months of a stage beside the same months `lag` months before, with everything that spoils a pair."""

    months: tuple[Month, ...]
    lag: int
    spoiled: tuple[Spoiled, ...]

    @property
    def kept(self) -> tuple[Month, ...]:
        """The months after those dropped by the declared rule."""
        return self.kept_despite()

    def kept_despite(self, *reasons: Spoiler) -> tuple[Month, ...]:
        """Return the months after those dropped for any other reason."""
        return self._without({one.month for one in self.spoiled if one.dropped and one.why not in reasons})

    @property
    def late(self) -> tuple[Month, ...]:
        """The months that stay though the libraries without a figure were too large a part of them."""
        return tuple(one.month for one in self.spoiled if one.why == "weight" and one.month in self.kept)

    @property
    def clean(self) -> tuple[Month, ...]:
        """The months that nothing spoils, not even what is only flagged."""
        return self._without({spoiled.month for spoiled in self.spoiled})

    def _without(self, left_out: set[Month]) -> tuple[Month, ...]:
        return tuple(month for month in self.months if month not in left_out)

    def only(self, month: Month) -> Window:
        """Return the window of one of its months."""
        return Window((month,), self.lag, tuple(one for one in self.spoiled if one.month == month))


def stage_months(stage: Stage) -> tuple[Month, ...]:
    """Return every month that a stage touches; where its end is not known, those it is shown for."""
    last = stage.end or stage.end_shown or stage.start
    return tuple(months(_month(stage.start), _month(last)))


def window(
    wanted: Iterable[Month],
    *,
    lag: int,
    stage: Stage | None,
    campaigns: Iterable[Campaign],
    coverage: Mapping[int, float],
    present: Callable[[Month, int], float],
    rules: Rules,
) -> Window:
    """Return the window of the wanted months. `coverage`: share of expected reports by stored month (YYYYMM).

    `present`: which share of the figures so many months before belongs to libraries that have a figure in a month.
    `stage` None: a placebo, spoiled by any stage in either month.
    """
    wanted = tuple(wanted)
    stages = [one for campaign in campaigns for one in campaign.stages]
    found = []
    for month in wanted:
        base = month.plus(-lag)
        reasons = (
            *_by_stages(month, base, stage, stages),
            *_by_reports(month, base, coverage, rules),
            *_by_weight(present(month, lag), rules),
            *_by_easter(month, base),
            *_by_the_stage_itself(month, stage),
        )
        found += [Spoiled(month, base, why, detail, rules.spoils[why] == "drop") for why, detail in reasons]
    return Window(wanted, lag, tuple(found))


Reason = tuple[Spoiler, str]


def _by_stages(month: Month, base: Month, own: Stage | None, stages: list[Stage]) -> Iterable[Reason]:
    for stage in stages:
        inside = stage_months(stage)
        if base in inside or (stage is not own and month in inside):
            yield "stage", stage.start.isoformat()


def _by_reports(month: Month, base: Month, coverage: Mapping[int, float], rules: Rules) -> Iterable[Reason]:
    least = min(coverage.get(month.period, 0.0), coverage.get(base.period, 0.0))
    if least < rules.least.coverage:
        yield "partial", f"{100 * least:.0f}"


def _by_weight(present: float, rules: Rules) -> Iterable[Reason]:
    """Nine tenths of the reports can be half of the figures, where those of the largest libraries are late."""
    if present < rules.least.weight:
        yield "weight", f"{100 * present:.0f}"


def _by_easter(month: Month, base: Month) -> Iterable[Reason]:
    now, then = (easter(one.year, EASTER_ORTHODOX) for one in (month, base))
    if (now.month == month.month) != (then.month == base.month):
        yield "easter", (now if now.month == month.month else then).isoformat()


def _by_the_stage_itself(month: Month, stage: Stage | None) -> Iterable[Reason]:
    if stage is None:
        return
    last = date(month.year, month.month, calendar.monthrange(month.year, month.month)[1])
    if month == _month(stage.start) and stage.start.day > 1:
        yield "start", stage.start.isoformat()
    elif stage.end is not None and month == _month(stage.end) and stage.end < last:
        yield "start", stage.end.isoformat()


def _month(day: date) -> Month:
    return Month(day.year, day.month)
