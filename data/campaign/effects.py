"""An estimated effect by its id: the evaluation it stands in, what that found, and what later ones say of the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy.orm import Session

from data.bounds import bounds_of
from data.campaign.effect_ids import EffectKey, evaluation_mark, read_effect, stage_mark
from data.campaign.results import Estimate, Evaluation, Finding
from data.campaign.stored import Stored, all_stored
from data.catalogue import Catalogue
from data.check_letters import UnreadableFigure
from data.formats import rounded
from data.models import Stage
from data.passports import OutOfBounds

Cause = Literal["reports", "plan", "both"]


@dataclass(frozen=True, slots=True)
class Estimated:
    """An effect, or with `finding` None an evaluation as a whole, as it is stored."""

    key: EffectKey
    stored: Stored
    finding: Finding | None

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation it stands in."""
        return self.stored.evaluation


@dataclass(frozen=True, slots=True)
class Since:
    """What the latest evaluation says of an effect. `later` None: none came after; `because`: what differs in it."""

    still_valid: bool
    later: Estimated | None = None
    because: Cause | None = None


def whole(evaluation: Evaluation) -> EffectKey:
    """Return what an evaluation as a whole is."""
    mark = evaluation_mark(evaluation.plan, evaluation.release)
    return EffectKey(stage_mark(evaluation.campaign, evaluation.stage), mark)


def key_of(evaluation: Evaluation, finding: Finding) -> EffectKey:
    """Return what a finding of an evaluation is."""
    return replace(whole(evaluation), design=finding.design, outcome=finding.outcome, theme=finding.theme)


def stage_of(effect: EffectKey, catalogue: Catalogue) -> tuple[str, Stage] | None:
    """Return the campaign's code and the stage that an effect is of; None for a stage the network does not declare."""
    for campaign in catalogue.campaigns.values():
        for stage in campaign.stages:
            if stage_mark(campaign.code, stage.code) == effect.stage:
                return campaign.code, stage
    return None


def effect_of(written: str, catalogue: Catalogue) -> EffectKey | None:
    """Return the effect of an id, None for the id of a plain figure; raises UnreadableFigure for what nobody has."""
    effect = read_effect(written)
    if effect is None:
        return None
    if stage_of(effect, catalogue) is None or (effect.design and effect.outcome not in catalogue.indicators):
        raise UnreadableFigure(written)
    return effect


def estimated(session: Session, catalogue: Catalogue, effect: EffectKey) -> Estimated | None:
    """Return an effect as it is stored; None where its evaluation is not in this database.

    Raises OutOfBounds for whoever may not see the whole network, which every evaluation is of, and UnreadableFigure
    for a comparison that its evaluation did not make.
    """
    if not bounds_of(session).everything:
        raise OutOfBounds(effect)
    for stored in _of_stage(session, catalogue, effect):
        if whole(stored.evaluation).evaluation == effect.evaluation:
            return _in(stored, effect)
    return None


def latest_of(session: Session, catalogue: Catalogue, effect: EffectKey) -> Estimated | None:
    """Return the same comparison in the latest evaluation of its stage; None without any evaluation."""
    for stored in _of_stage(session, catalogue, effect):
        mark = whole(stored.evaluation).evaluation
        try:
            return _in(stored, replace(effect, evaluation=mark))
        except UnreadableFigure:  # it does not make this comparison any more
            return Estimated(whole(stored.evaluation), stored, None)
    return None


def since(then: Estimated, later: Estimated | None) -> Since:
    """Return what became of an effect, with the latest evaluation of its stage."""
    if later is None or later.key == then.key:
        return Since(still_valid=True)
    plan = then.evaluation.plan != later.evaluation.plan
    reports = then.evaluation.release != later.evaluation.release
    because: Cause = "both" if plan and reports else "plan" if plan else "reports"
    return Since(_alike(then, later), later, because)


def _alike(one: Estimated, other: Estimated) -> bool:
    if one.finding is None or other.finding is None:
        return one.finding is other.finding and _all_shown(one) == _all_shown(other)
    return _shown(one.finding) == _shown(other.finding)


def _all_shown(one: Estimated) -> list[tuple[object, ...]]:
    return [_shown(finding) for finding in one.evaluation.findings]


def _shown(finding: Finding) -> tuple[object, ...]:
    return (finding.design, finding.outcome, finding.theme, finding.verdict, *_ends(finding.estimate))


def _ends(estimate: Estimate | None) -> Iterator[object]:
    if estimate is not None:
        yield from (None if end is None else rounded(end, 1) for end in (estimate.percent, estimate.low, estimate.high))


def _of_stage(session: Session, catalogue: Catalogue, effect: EffectKey) -> Iterator[Stored]:
    found = stage_of(effect, catalogue)
    if found is not None:
        campaign, stage = found
        yield from all_stored(session, campaign, stage.code)


def _in(stored: Stored, effect: EffectKey) -> Estimated:
    if not effect.design:
        return Estimated(effect, stored, None)
    for finding in stored.evaluation.findings:
        if key_of(stored.evaluation, finding) == effect:
            return Estimated(effect, stored, finding)
    raise UnreadableFigure(effect)
