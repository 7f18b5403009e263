"""A stage evaluated under a plan: every design that the data carry, each tried to be broken, each with its verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.campaign import doubts
from data.campaign.designs.annual import Outside
from data.campaign.designs.comparison import Comparison, NotEnough
from data.campaign.designs.monthly import Dose, SameMonths, TakingPart
from data.campaign.designs.staggered import Staggered
from data.campaign.designs.theme import ThemeMonth, theme_comparisons
from data.campaign.estimate.effect import Effect, as_percent, calibrated
from data.campaign.estimate.power import minimum_detectable
from data.campaign.material import Material, load_material
from data.campaign.plan import Plan, find_stage
from data.campaign.results import Estimate, Evaluation, Finding, Participation, SpoiledMonth, Variant
from data.campaign.unreported import unreported
from data.campaign.verdict import judged
from data.catalogue import Catalogue
from data.schema import source_file, submission

Progress = Callable[[int, int], None]


def evaluate(
    session: Session, catalogue: Catalogue, plan: Plan, progress: Progress = lambda done, of: None
) -> Evaluation:
    """Return the evaluation of the plan's stage on what the database holds now; raises UnknownStage."""
    stage = find_stage(catalogue, plan.campaign, plan.stage)
    material = load_material(session, catalogue, stage, plan.rules)
    asked = comparisons(material)
    findings = []
    for done, comparison in enumerate(asked, start=1):
        findings.append(finding_of(comparison))
        progress(done, len(asked))
    return Evaluation(
        plan=plan.hash,
        campaign=plan.campaign,
        stage=plan.stage,
        release=release(session),
        findings=tuple(findings),
        participation=_participation(material),
        unreported=unreported(material),
    )


def release(session: Session) -> str:
    """Return a name of the reports the database holds: their latest date and the number of their last submission."""
    received = session.scalar(select(func.max(source_file.c.received_at)).where(source_file.c.status == "accepted"))
    last = session.scalar(select(func.max(submission.c.id)))
    return f"{received:%Y-%m-%d}.{last}" if received else ""


def comparisons(material: Material) -> list[Comparison]:
    """Return every design on every outcome; which of them the data carry shows when they are computed."""
    rules = material.rules
    by_outcome = [
        design(material, outcome) for design in (SameMonths, TakingPart, Dose, Staggered) for outcome in rules.outcomes
    ]
    annual = [Outside(material, outcome) for outcome in rules.annual_outcomes]
    return [*by_outcome, *annual, *theme_comparisons(material)]


def finding_of(comparison: Comparison) -> Finding:
    """Return what a design found. Placebo runs go first: they say what could have been detected."""
    told = Finding(
        outcome=comparison.outcome,
        design=comparison.design,
        theme=comparison.theme,
        categories=comparison.categories,
        verdict="not-enough",
        spoiled=_spoiled(comparison),
    )
    try:
        months = comparison.months()
        runs = doubts.placebo_runs(comparison)
        effect = comparison.effect(months, comparison.everybody())
    except NotEnough as error:
        return told.model_copy(update={"missing": error.missing, "variants": _both_ways(comparison, error)})
    categories = [found for placebo, found in runs if placebo.kind == "category"]
    effect = calibrated(effect, categories)
    if not np.isfinite(effect.estimate):
        return told.model_copy(update={"missing": "no-figures"})
    tried: dict[str, object] = {
        "estimate": Estimate.of(effect),
        "others": int(comparison.sides()[1].sum()),
        "months": tuple(str(month) for month in months),
        "placebos": tuple(placebo for placebo, _ in runs),
        "detectable": _detectable(runs),
        "variants": tuple(doubts.variants(comparison, months)),
        "influence": doubts.influence(comparison, months, effect),
    }
    relabelled = False
    if isinstance(comparison, TakingPart):
        tried["permutation_p"] = doubts.permutation(comparison, months)
        tried["study"], tried["trend_p"] = doubts.event_study(comparison)
    if isinstance(comparison, ThemeMonth) and (found := doubts.relabelling(comparison, months)):
        tried["relabelling"], relabelled = found
    return judged(told.model_copy(update=tried), comparison.material.rules, relabelled=relabelled)


def _both_ways(comparison: Comparison, why: NotEnough) -> tuple[Variant, ...]:
    """Return what a design would say with the months that the rule drops, where nothing else keeps it from speaking."""
    window = comparison.window()
    if window.kept == window.months or why.missing == "circular":
        return ()
    found = doubts.variant(comparison, "with-dropped", window.months, comparison.everybody())
    return (found,) if found else ()


def _detectable(runs: Sequence[tuple[object, Effect]]) -> float | None:
    """Return the smallest effect in percent that the first placebo run's error would let the design tell from none."""
    finite = [effect for _, effect in runs if np.isfinite(effect.error)]
    return as_percent(minimum_detectable(finite[0].error, finite[0].freedom)) if finite else None


def _spoiled(comparison: Comparison) -> tuple[SpoiledMonth, ...]:
    return tuple(
        SpoiledMonth.model_validate({**asdict(one), "month": str(one.month), "base": str(one.base)})
        for one in comparison.window().spoiled
    )


def _participation(material: Material) -> Participation:
    members, taking, staying = material.members, material.taking_part, material.staying_out
    doses = Dose(material, material.rules.activity).doses()[taking]
    known = doses[~np.isnan(doses)]
    low, middle, high = np.quantile(known, (0.25, 0.5, 0.75)).tolist() if len(known) else (None, None, None)
    return Participation(
        in_network=int(members.sum()),
        taking_part=int(taking.sum()),
        not_taking_part=int(staying.sum()),
        not_known=int((members & ~taking & ~staying).sum()),
        dose_median=middle,
        dose_low=low,
        dose_high=high,
    )
