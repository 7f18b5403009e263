"""The theme of a month: the promoted category against the other categories of the same libraries, in the same months,
against an earlier year. Whatever moves a whole library, more reports, a new librarian, the stage itself, cancels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from data.campaign.designs.comparison import Comparison, Mask, NotEnough
from data.campaign.effect_ids import Design
from data.campaign.estimate.contrasts import ratio_within
from data.campaign.estimate.effect import Effect
from data.campaign.estimate.jackknife import Array
from data.campaign.material import Material
from data.campaign.pairs import Pairs
from data.campaign.windows import YEAR, Spoiled, Window
from data.periods import Month

ALL = "all"
_YEARS_BACK = (1, 2, 3)  # the nearest earlier year in which the month is not spoiled
_UNCLASSIFIED = "XX.UNC"


@dataclass
class ThemeMonth(Comparison):
    """One theme month, or all of a stage together (`theme` "all"); `categories` promoted in each of its months."""

    design: Design = "theme"
    by_month: dict[Month, tuple[str, ...]] = field(default_factory=dict)
    _lag: dict[Month, int] = field(default_factory=dict, repr=False, compare=False)  # found once, asked often

    @property
    def least_months(self) -> int:
        return 1

    def sides(self) -> tuple[Mask, Mask]:
        return self.material.members, self.material.members

    def window(self, shift: int = 0) -> Window:
        """Return the theme's months, each beside the nearest earlier year that is not spoiled by the declared rule."""
        wanted = [month.plus(shift) for month in self.by_month]
        lags = self._lags(wanted, shift)
        spoiled: list[Spoiled] = []
        for month in wanted:
            whole = self.material.window(shift=shift, lag=YEAR * lags.get(month, 1))
            spoiled += [self._lessened(one) for one in whole.only(month).spoiled]
        return Window(tuple(wanted), YEAR, tuple(spoiled))

    def effect(self, months: Sequence[Month], keep: Mask) -> Effect:
        every = [(self._stratum(month, keep), self._share(month)) for month in months]
        told = [(stratum, share) for stratum, share in every if share == 1 or stratum.sum(axis=0).all()]
        used: Mask = np.sum([stratum.sum(axis=1) for stratum, _ in told], axis=0) > 0
        self.enough(used)
        if not all(stratum.sum(axis=0).all() for stratum, _ in told):
            raise NotEnough("no-figures")
        columns = [tuple(stratum[used].T) for stratum, _ in told]
        strata = [(one[0], one[1], one[2], one[3]) for one in columns]
        return ratio_within(strata, self.clusters(used), [share for _, share in told])

    def size(self, months: Sequence[Month]) -> Array:
        counted = np.stack([self._stratum(month, self.everybody())[:, :2].sum(axis=1) for month in months])
        total: Array = counted.sum(axis=0)
        return total

    def as_if(self, category: str) -> ThemeMonth:
        """Return the same months as if they had promoted another category, which they did not."""
        elsewhere: dict[Month, tuple[str, ...]] = dict.fromkeys(self.by_month, (category,))
        return ThemeMonth(self.material, self.outcome, self.theme, (category,), by_month=elsewhere)

    def never_promoted(self) -> tuple[str, ...]:
        """Return the categories that no theme of the stage promotes."""
        known = self.material.catalogue.categories
        return tuple(code for code in known if code not in self.material.promoted and code != _UNCLASSIFIED)

    def others(self, months: Sequence[Month], lag: int) -> Pairs:
        """Return the pairs over the categories that no theme promotes, without the one looked at here."""
        left_out = {*self.material.promoted, *self.categories, _UNCLASSIFIED}
        kept = [code for code in self.material.catalogue.categories if code not in left_out]
        return self.material.pairs(self.outcome, months, lag, kept)

    def promoted(self, month: Month, lag: int) -> Pairs:
        """Return the pairs of a month over the categories it promotes."""
        named = next(found for own, found in self.by_month.items() if own.month == month.month)
        return self.material.pairs(self.outcome, [month], lag, named)

    def lag(self, month: Month) -> int:
        """Return how many months lie between a month and the one it is compared with."""
        if month not in self._lag:
            shift = next(own.until(month) - 1 for own in self.by_month if own.month == month.month)
            self._lag[month] = YEAR * self._lags([month], shift).get(month, 1)
        return self._lag[month]

    def _stratum(self, month: Month, keep: Mask) -> Array:
        """Return what each member adds to the sums of a month: promoted before, after, others before, after."""
        lag = self.lag(month)
        one, other = self.promoted(month, lag), self.others([month], lag)
        used = self.material.members & one.there & other.there & keep
        columns: Array = np.column_stack([one.before, one.after, other.before, other.after]) * used[:, np.newaxis]
        return columns

    def _lessened(self, spoiled: Spoiled) -> Spoiled:
        """Return a late month, among others, as one that stays and counts for less; any other as it is."""
        late = self.theme == ALL and spoiled.why == "weight"
        return replace(spoiled, dropped=False, lessened=True) if late else spoiled

    def _share(self, month: Month) -> float:
        """Return how much of the weight of its reports a month counts: see `late` in evaluation.toml."""
        rules = self.material.rules
        late = self.theme == ALL and self.material.present(month, self.lag(month)) < rules.least.weight
        return rules.late.theme if late else 1.0

    def _lags(self, months: Sequence[Month], shift: int) -> dict[Month, int]:
        """Return for each month how many years before lies the nearest one that is not to be dropped."""
        found: dict[Month, int] = {}
        for years in _YEARS_BACK:
            kept = self.material.window(shift=shift, lag=YEAR * years).kept_despite("weight")
            found.update({month: years for month in months if month in kept and month not in found})
        return found


def theme_comparisons(material: Material) -> list[ThemeMonth]:
    """Return a comparison for each theme month of a stage and one for all of them together; none without themes."""
    outcome = material.rules.by_category
    single = [
        ThemeMonth(material, outcome, str(theme.month), theme.categories, by_month={theme.month: theme.categories})
        for theme in material.themes
    ]
    if not single:
        return []
    every = {theme.month: theme.categories for theme in material.themes}
    return [ThemeMonth(material, outcome, ALL, tuple(sorted(material.promoted)), by_month=every), *single]
