"""What the designs of one stage compute with, loaded once: libraries, figures, who took part, coverage by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.campaign.estimate.jackknife import Array
from data.campaign.figures import Figures, Libraries, load_by_category, load_figures, load_libraries
from data.campaign.pairs import Pairs, pairs, pairs_of_categories
from data.campaign.rules import Rules
from data.campaign.windows import YEAR, Window, stage_months, window
from data.catalogue import Catalogue
from data.models import Stage, Theme
from data.periods import Month, months
from data.queries.late_reports import excused_reports
from data.schema import completeness

VISITS = "V01"  # counted whatever the category, by everybody: what a missing report weighs
BEFORE = 3 * YEAR  # months before a stage that placebo runs and event studies look back
AFTER = 5  # months after it that pictures look ahead


@dataclass
class Material:
    """The stage, its rules and the figures asked for so far."""

    session: Session
    catalogue: Catalogue
    stage: Stage
    rules: Rules
    libraries: Libraries
    coverage: Mapping[int, float]
    excused: Mapping[int, NDArray[np.bool_]] = field(default_factory=dict)  # by month: libraries that owe no figure
    _figures: dict[str, Figures] = field(default_factory=dict)
    _by_category: dict[str, dict[str, Figures]] = field(default_factory=dict)
    _annual: dict[str, Figures] = field(default_factory=dict)

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of the stage."""
        return stage_months(self.stage)

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The theme months of the stage, in order."""
        return tuple(sorted(self.stage.themes, key=lambda theme: theme.month))

    @property
    def promoted(self) -> frozenset[str]:
        """The categories that any theme of the stage promotes."""
        return frozenset(code for theme in self.stage.themes for code in theme.categories)

    def window(self, *, shift: int = 0, lag: int = YEAR) -> Window:
        """Return the months of the stage moved `shift` months (a placebo where it is not 0) beside those before."""
        return window(
            (month.plus(shift) for month in self.months),
            lag=lag,
            stage=None if shift else self.stage,
            campaigns=self.catalogue.campaigns.values(),
            coverage=self.coverage,
            present=self.present,
            rules=self.rules,
        )

    def present(self, month: Month, lag: int) -> float:
        """Return which share of the members' visits `lag` months before is that of members with a figure in the month.

        Of members that give or owe one; 1 where nothing was reported then: that is told by the coverage.
        """
        visits = self.monthly(VISITS)
        now, then = visits.of(month.period), np.nan_to_num(visits.of(month.plus(-lag).period))
        there, missing = self.members & ~np.isnan(now), self.missing(month)
        total = float(then[there | missing].sum())
        return float(then[there].sum()) / total if total > 0 else 1.0

    def missing(self, month: Month) -> NDArray[np.bool_]:
        """Return the members without a figure of visits for a month that owe one."""
        gone: NDArray[np.bool_] = self.members & np.isnan(self.monthly(VISITS).of(month.period))
        excused = self.excused.get(month.period)
        return gone if excused is None else gone & ~excused

    def pairs(self, indicator: str, months: Iterable[Month], lag: int, categories: Collection[str] = ()) -> Pairs:
        """Return each library's sums over the months it reported twice; of categories, those it reported twice.

        `categories`: of an indicator reported by category, those wanted; all of them where none is named.
        """
        if not self.catalogue.indicators[indicator].by_category:
            return pairs(self.monthly(indicator), months, lag)
        known = self.by_category(indicator)
        wanted = [one for code, one in known.items() if not categories or code in categories]
        return pairs_of_categories(wanted, months, lag, libraries=len(self.libraries))

    def monthly(self, indicator: str) -> Figures:
        """Return the monthly figures around the stage, over all categories."""
        if indicator not in self._figures:
            self._figures[indicator] = load_figures(self.session, self.libraries, indicator, self.span())
        return self._figures[indicator]

    def by_category(self, indicator: str) -> dict[str, Figures]:
        """Return the monthly figures around the stage by category."""
        if indicator not in self._by_category:
            found = load_by_category(self.session, self.libraries, indicator, self.span())
            self._by_category[indicator] = found
        return self._by_category[indicator]

    def span(self) -> list[int]:
        """Return the months around the stage that placebo runs, event studies and pictures look at."""
        return [month.period for month in months(self.months[0].plus(-BEFORE), self.months[-1].plus(AFTER))]

    def annual(self, indicator: str) -> Figures:
        """Return the annual figures of the years around the stage."""
        if indicator not in self._annual:
            span = list(range(self.months[0].year - 3, self.months[-1].year + 1))
            self._annual[indicator] = load_figures(self.session, self.libraries, indicator, span)
        return self._annual[indicator]

    @cached_property
    def members(self) -> NDArray[np.bool_]:
        """Which libraries belonged to the network throughout the stage."""
        return self.libraries.in_network(self.months[0].period, self.months[-1].period)

    @cached_property
    def activities(self) -> Array:
        """Each library's campaign activities in the stage; nan where it reported none of its months."""
        figures = self.monthly(self.rules.activity)
        columns = np.column_stack([figures.of(month.period) for month in self.months])
        told = ~np.isnan(columns)
        added: Array = np.where(told.any(axis=1), np.where(told, columns, 0.0).sum(axis=1), np.nan)
        return added

    @cached_property
    def taking_part(self) -> NDArray[np.bool_]:
        """Which members reported a campaign activity in the stage."""
        taking: NDArray[np.bool_] = self.members & (np.nan_to_num(self.activities) > 0)
        return taking

    @cached_property
    def staying_out(self) -> NDArray[np.bool_]:
        """Which members reported in the stage, and no campaign activity."""
        staying: NDArray[np.bool_] = self.members & (self.activities == 0)
        return staying


def load_material(session: Session, catalogue: Catalogue, stage: Stage, rules: Rules) -> Material:
    """Return the material of a stage."""
    rows = completeness.c
    asked = select(rows.period, func.sum(rows.received), func.sum(rows.expected)).where(
        rows.form == catalogue.settings.monthly_form
    )
    found = session.execute(asked.group_by(rows.period))
    coverage = {period: received / expected for period, received, expected in found if expected}
    material = Material(session, catalogue, stage, rules, load_libraries(session), coverage)
    material.excused = _excused(session, material)
    return material


def _excused(session: Session, material: Material) -> dict[int, NDArray[np.bool_]]:
    span, found = material.span(), defaultdict(list)
    for number, period in excused_reports(session, VISITS, span[0], span[-1]):
        found[period].append(number)
    return {period: np.isin(material.libraries.ids, numbers) for period, numbers in found.items()}
