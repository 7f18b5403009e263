"""What the reports missing in a stage weigh: libraries without a figure, by what they reported a year before."""

from __future__ import annotations

import numpy as np

from data.campaign.material import VISITS, Material
from data.campaign.results import Unreported
from data.campaign.windows import YEAR


def unreported(material: Material) -> tuple[Unreported, ...]:
    """Return, for each month of the stage, the network's libraries that owe a figure, and their weight in percent.

    The weight is their share of what the network's libraries reported for the same month a year before. Months for
    which nothing is missing, or with nothing to weigh it by, are not told.
    """
    visits, told = material.monthly(VISITS), []
    for month in material.months:
        base = month.plus(-YEAR)
        then = visits.of(base.period)
        missing = int((material.missing(month) & ~np.isnan(then)).sum())
        if missing and np.nansum(then[material.members]) > 0:
            weight = 100 * (1 - material.present(month, YEAR))
            told.append(Unreported(month=str(month), base=str(base), outcome=VISITS, libraries=missing, weight=weight))
    return tuple(told)
