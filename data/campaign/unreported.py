"""What the reports missing in a stage weigh: libraries without a figure, by what they reported a year before."""

from __future__ import annotations

import numpy as np

from data.campaign.material import WEIGHED_BY, Material
from data.campaign.results import Unreported
from data.campaign.windows import YEAR


def unreported(material: Material, outcome: str = WEIGHED_BY) -> tuple[Unreported, ...]:
    """Return, for each month of the stage, the network's libraries without a figure and their weight in percent.

    The weight is their share of what the network's libraries reported for the same month a year before. Months for
    which nothing is missing, or with nothing to weigh it by, are not told.
    """
    figures, told = material.monthly(outcome), []
    for month in material.months:
        now, then = figures.of(month.period), figures.of(month.plus(-YEAR).period)
        missing = material.members & np.isnan(now) & ~np.isnan(then)
        total = float(np.nansum(then[material.members]))
        if missing.any() and total > 0:
            weight = 100 * float(then[missing].sum()) / total
            told.append(
                Unreported(
                    month=str(month), base=str(month.plus(-YEAR)), outcome=outcome, libraries=int(missing.sum()),
                    weight=weight,
                )
            )  # fmt: skip
    return tuple(told)
