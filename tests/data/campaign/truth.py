"""What was put into the demonstration network, in the terms of each design, to hold an evaluation against.

The product never reads the truth file: only tests and the script that scores an evaluation do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from data.campaign.designs.annual import Outside
from data.campaign.material import Material
from data.campaign.results import Finding
from data.campaign.windows import YEAR
from data.periods import Month

SERVICES = "S02"
CLAIMS = ("growth", "decline")
Truth = Mapping[str, Any]  # the truth file as it is read


def injected(finding: Finding, material: Material, truth: Truth) -> float | None:
    """Return the effect in percent that was put in where the design looks for it; None: it looks for none."""
    stage = truth["stages"][finding_stage(material)]
    if finding.design == "same-months":
        return None
    if finding.design == "theme":
        return 100 * stage["participating"] * _of_themes(finding, material, stage)
    if finding.design == "outside":
        return 100 * _of_a_year(finding, material, truth)
    if finding.outcome == SERVICES:
        return 100 * _of_services(finding, material, stage)
    return 100 * float(stage["lift"][finding.outcome])


def finding_stage(material: Material) -> str:
    """Return the code of the stage."""
    return str(material.stage.code)


def holds(finding: Finding, expected: float | None) -> bool:
    """Return whether what was put in lies in the interval, or nothing is claimed."""
    estimate = finding.estimate
    if finding.verdict not in CLAIMS or expected is None:
        return True
    if estimate is None or estimate.low is None or estimate.high is None:
        return False
    return estimate.low <= expected <= estimate.high


def _of_themes(finding: Finding, material: Material, stage: Truth) -> float:
    """Return the lift of the promoted categories, each month's weighed by what it had a year before."""
    lifts, weights = [], []
    for month in finding.months:
        for category, lift in stage["theme_months"].get(month, {}).items():
            lifts.append(lift[SERVICES])
            weights.append(_total(material.by_category(SERVICES)[category].of(Month.parse(month).plus(-YEAR).period)))
    return float(np.average(lifts, weights=weights))


def _of_services(finding: Finding, material: Material, stage: Truth) -> float:
    """Return the lift over all categories: that of every category, and of those promoted in a month on top."""
    every = float(stage["lift"][f"{SERVICES} (every category)"])
    lifts, weights = [], []
    for month in finding.months or map(str, material.months):
        promoted = stage["theme_months"].get(month, {})
        for category, figures in material.by_category(SERVICES).items():
            lifts.append((1 + every) * (1 + promoted.get(category, {SERVICES: 0.0})[SERVICES]) - 1)
            weights.append(_total(figures.of(Month.parse(month).plus(-YEAR).period)))
    return float(np.average(lifts, weights=weights))


def _of_a_year(finding: Finding, material: Material, truth: Truth) -> float:
    """Return the lift of the year of the stage beside the year it is compared with, in which another stage may lie."""
    year = int(finding.months[0][:4]) if finding.months else material.months[-1].year
    base = Outside(material, finding.outcome).base(year) or year - 1
    lifted = {
        of: 1.0 + sum(_share(one, of, finding, material) for one in truth["stages"].values()) for of in (year, base)
    }
    return lifted[year] / lifted[base] - 1


def _share(stage: Truth, year: int, finding: Finding, material: Material) -> float:
    """Return what a stage added to a year: its lift times the share of the year that its months are."""
    first, last = Month.parse(stage["from"]), Month.parse(stage["to"])
    of_year = [Month(year, number) for number in range(1, YEAR + 1)]
    figures = material.monthly(finding.outcome)
    seen: Sequence[float] = [_total(figures.of(month.period)) for month in of_year]
    inside = sum(value for month, value in zip(of_year, seen, strict=True) if first <= month <= last)
    return float(stage["lift"][finding.outcome] * stage["participating"] * inside / sum(seen)) if sum(seen) else 0.0


def _total(column: np.ndarray) -> float:
    return float(np.nansum(column))
