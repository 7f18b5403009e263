"""A part is never more than its whole: children among visits, for every indicator declared a part of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from data.models import Indicator
from etl.checks.figures import Figures, Finding


def check_parts(figures: Figures, indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield each part that exceeds its whole, with both cells."""
    for (code, category), part in figures.columns.items():
        whole = figures.columns.get((indicators[code].part_of or "", category))
        if whole is None:
            continue
        parts, wholes = figures.values[:, part], figures.values[:, whole]
        for report in np.flatnonzero(parts > wholes).tolist():
            yield Finding(
                "part-exceeds-whole", report, part, f"{parts[report]:g}",
                {"whole": f"{wholes[report]:g}"}, (("whole", whole),),
            )  # fmt: skip
