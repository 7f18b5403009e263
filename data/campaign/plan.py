"""The evaluation plan: what will be computed, fixed and dated before a result is looked at.

A plan's hash covers everything in it, so that a changed window, outcome or rule is another plan. Results name theirs.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from data.campaign.rules import Rules
from data.campaign.windows import YEAR, stage_months
from data.catalogue import Catalogue
from data.models import Declared, Stage, Theme
from data.schema import evaluation_plan

METHOD = 1  # of the computation itself: a changed estimator makes new plans


class Plan(Declared):
    """What an evaluation of a stage computes, and by which rules."""

    campaign: str
    stage: str
    months: tuple[str, ...]
    months_before: int
    themes: tuple[tuple[str, tuple[str, ...]], ...]
    rules: Rules
    method: int = METHOD

    @property
    def hash(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of the plan as canonical JSON."""
        content = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()[:16]


class UnknownStage(KeyError):
    """No campaign of the network has such a stage; `known` lists those there are."""

    def __init__(self, campaign: str, stage: str, known: tuple[str, ...]) -> None:
        self.known = known
        super().__init__(f"there is no stage {campaign}.{stage}; known: {', '.join(known)}")


def find_stage(catalogue: Catalogue, campaign: str, stage: str) -> Stage:
    """Return a declared stage; raises UnknownStage."""
    stages = {(one.code, own.code): own for one in catalogue.campaigns.values() for own in one.stages}
    found = stages.get((campaign, stage))
    if found is None:
        raise UnknownStage(campaign, stage, tuple(f"{one} {own}" for one, own in stages))
    return found


def make_plan(campaign: str, stage: Stage, rules: Rules) -> Plan:
    """Return the plan for a stage as it is declared now."""
    themes: list[Theme] = sorted(stage.themes, key=lambda theme: theme.month)
    return Plan(
        campaign=campaign,
        stage=stage.code,
        months=tuple(str(month) for month in stage_months(stage)),
        months_before=YEAR,
        themes=tuple((str(theme.month), theme.categories) for theme in themes),
        rules=rules,
    )


def store_plan(connection: Connection, plan: Plan, now: datetime | None = None) -> datetime:
    """Store the plan unless it is there, and return when it was first stored."""
    known = connection.scalar(select(evaluation_plan.c.created_at).where(evaluation_plan.c.hash == plan.hash))
    if known is None:
        known = (now or datetime.now(UTC)).replace(microsecond=0)
        row = {"hash": plan.hash, "campaign": plan.campaign, "stage": plan.stage, "created_at": known}
        connection.execute(insert(evaluation_plan).values(**row, content=plan.model_dump_json()))
    return known if known.tzinfo else known.replace(tzinfo=UTC)
