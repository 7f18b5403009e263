"""A part is never more than its whole: children among visits, for every indicator declared a part of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from data.models import Indicator
from etl.checks.figures import Figures, Finding


def check_parts(figures: Figures, indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield each part that exceeds its whole, with both cells."""
    pairs = [
        (part, figures.columns[whole, category])
        for (code, category), part in figures.columns.items()
        if (whole := indicators[code].part_of) is not None and (whole, category) in figures.columns
    ]
    if not pairs:
        return
    parts, wholes = (figures.values[:, [pair[side] for pair in pairs]] for side in (0, 1))
    for report, place in np.argwhere(parts > wholes).tolist():
        part, whole_column = pairs[place]
        yield Finding(
            "part-exceeds-whole", report, part, f"{parts[report, place]:g}",
            {"whole": f"{wholes[report, place]:g}"}, (("whole", whole_column),),
        )  # fmt: skip
