"""The effects put into the figures: how much a stage or a month's theme lifts what would have been reported anyway."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import numpy.typing as npt

from data.catalogue import Catalogue
from data.models import Stage
from data.periods import Month
from etl.demonstration.declared import HERE, questions, random_stream

Array = npt.NDArray[np.float64]
CAMPAIGN = "CAMP-NVB"
_DOSE_SHAPE = 3.0  # doses of those who take part: gamma with mean 1, some libraries doing three times the average


@dataclass(frozen=True, slots=True)
class StageEffect:
    """A stage's months and lifts. `themes` holds the categories each month promotes."""

    code: str
    first: Month
    last: Month
    themes: Mapping[Month, tuple[str, ...]]
    participating: float
    sums: Mapping[str, float]
    services: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Lifts:
    """One library's factors by month: of an indicator (months), of a service indicator (months x categories)."""

    sums: dict[str, Array]
    services: dict[str, Array]
    campaign: Array  # the dose of campaign activities: 0 outside the stages
    doses: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effects:
    """Every injected effect; `active` False: the campaign takes place and changes nothing (a placebo)."""

    stages: tuple[StageEffect, ...]
    themes: Mapping[str, Mapping[str, float]]
    active: bool = True

    def lifts(self, seed: int, library: str, joined: Month | None, months: Sequence[Month]) -> Lifts:
        """Return the factors of a library; before it joins the network the campaign does not reach it."""
        names = {name for stage in self.stages for name in stage.sums}
        categories = questions().categories
        sums = {name: np.ones(len(months)) for name in names}
        services = {name: np.ones((len(months), len(categories))) for name in ("S01", "S02")}
        campaign = np.zeros(len(months))
        doses = {}
        for stage in self.stages:
            dose = self._dose(seed, library, stage)
            doses[stage.code] = dose
            for index, month in enumerate(months):
                if joined is None or month < joined or not stage.first <= month <= stage.last:
                    continue
                campaign[index] = dose
                if not self.active:
                    continue
                for name, lift in stage.sums.items():
                    sums[name][index] *= 1 + lift * dose
                for name, lift in stage.services.items():
                    services[name][index] *= 1 + lift * dose
                    for category in stage.themes.get(month, ()):
                        services[name][index, categories.index(category)] *= 1 + self.themes[category][name] * dose
        return Lifts(sums, services, campaign, doses)

    @staticmethod
    def _dose(seed: int, library: str, stage: StageEffect) -> float:
        stream = random_stream(seed, library, "dose", stage.code)
        takes_part = stream.random() < stage.participating
        dose = stream.gamma(_DOSE_SHAPE, 1 / _DOSE_SHAPE)
        return float(dose) if takes_part and stage.participating < 1 else float(takes_part)

    def truth(self) -> dict[str, object]:
        """Return the effects as the truth file holds them: lifts at dose 1, by stage and by theme month."""
        stages = {
            stage.code: {
                "from": str(stage.first),
                "to": str(stage.last),
                "participating": stage.participating,
                "lift": {**stage.sums, **{f"{name} (every category)": lift for name, lift in stage.services.items()}},
                "theme_months": {
                    str(month): {category: dict(self.themes[category]) for category in named}
                    for month, named in stage.themes.items()
                },
            }
            for stage in self.stages
        }
        return {"active": self.active, "campaign": CAMPAIGN, "stages": stages}


def load_effects(catalogue: Catalogue, *, active: bool = True) -> Effects:
    """Return the effects of effects.toml on the stages and theme months that the network declares."""
    declared = tomllib.loads((HERE / "effects.toml").read_text(encoding="utf-8"))
    stages = {stage.code: stage for stage in catalogue.campaigns[CAMPAIGN].stages}
    return Effects(
        stages=tuple(_stage(stages[code], declared[code]) for code in ("S1", "S2")),
        themes=cast(dict[str, dict[str, float]], declared["themes"]),
        active=active,
    )


def _stage(stage: Stage, declared: Mapping[str, object]) -> StageEffect:
    end = stage.end or stage.end_shown or stage.start
    return StageEffect(
        code=stage.code,
        first=Month(stage.start.year, stage.start.month),
        last=Month(end.year, end.month),
        themes={theme.month: theme.categories for theme in stage.themes},
        participating=cast(float, declared["participating"]),
        sums=cast(dict[str, float], declared["sum"]),
        services=cast(dict[str, float], declared["services"]),
    )
