"""From numbers to one of a fixed list of sentences; the wording stands in text/, [verdict.<design>.<verdict>].

A verdict is never stronger than its design: without a comparison it only describes, and a doubt takes the claim away.
ISO 16439 would call all of it inferred evidence: nobody was asked (solicited) and nobody was watched (observed).
"""

from __future__ import annotations

from collections.abc import Sequence

from data.campaign.results import Doubted, Estimate, Finding, Verdict
from data.campaign.rules import Rules

_DESCRIPTIONS = ("same-months",)
_TURNING: dict[Doubted, tuple[str, ...]] = {  # a claim that another way of counting turns around is doubted
    "both-ways": ("without-flagged", "without-late"),
    "coverage": ("complete-reports",),
}


def judged(finding: Finding, rules: Rules, *, relabelled: bool) -> Finding:
    """Return the finding with its verdict and the doubts that take a claim away."""
    if finding.estimate is None:
        return finding.model_copy(update={"verdict": "not-enough"})
    if finding.design in _DESCRIPTIONS:
        return finding.model_copy(update={"verdict": _described(finding.estimate)})
    if not finding.estimate.conclusive:
        return finding.model_copy(update={"verdict": "not-conclusive"})
    doubts = tuple(_doubts(finding, rules, relabelled=relabelled))
    verdict: Verdict = "doubted" if doubts else "growth" if finding.estimate.percent > 0 else "decline"
    return finding.model_copy(update={"verdict": verdict, "doubts": doubts})


def _described(estimate: Estimate) -> Verdict:
    if not estimate.conclusive:
        return "description-level"
    return "description-growth" if estimate.percent > 0 else "description-decline"


def _doubts(finding: Finding, rules: Rules, *, relabelled: bool) -> Sequence[Doubted]:
    doubt, estimate = rules.doubt, finding.estimate
    found: list[Doubted] = []
    told = [placebo.estimate.p_value for placebo in finding.placebos if placebo.estimate.p_value is not None]
    if told and min(told) * len(told) < doubt.placebo:  # Bonferroni: many placebo runs find something by chance
        found.append("placebo")
    if finding.trend_p is not None and finding.trend_p < doubt.trend:
        found.append("trend")
    if finding.permutation_p is not None and finding.permutation_p > doubt.placebo:
        found.append("permutation")
    if estimate and finding.influence and _moved(estimate.percent, finding.influence.percent_without, rules):
        found.append("one-library")
    if relabelled:
        found.append("relabelled")
    for name, kinds in _TURNING.items():
        others = [one.estimate for one in finding.variants if one.kind in kinds]
        if estimate and any(other.percent * estimate.percent < 0 for other in others):
            found.append(name)
    return found


def _moved(percent: float, without: float, rules: Rules) -> bool:
    return abs(percent - without) > rules.doubt.share_of_one * abs(percent)
