"""Evaluations in the database: one for each plan and state of the reports; pages read these and compute nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.orm import Session

from data.campaign.results import Evaluation
from data.register import next_id
from data.schema import evaluation_plan, evaluation_result


@dataclass(frozen=True, slots=True)
class Stored:
    """An evaluation with the dates that make it credible: the plan's, and its own."""

    evaluation: Evaluation
    planned_at: datetime
    computed_at: datetime


def store_result(connection: Connection, evaluation: Evaluation, now: datetime | None = None) -> None:
    """Store the evaluation; one of the same plan on the same reports is replaced."""
    rows = evaluation_result.c
    same = (rows.plan_hash == evaluation.plan) & (rows.release == evaluation.release)
    connection.execute(delete(evaluation_result).where(same))
    row = {
        "id": next_id(connection, evaluation_result),
        "plan_hash": evaluation.plan,
        "release": evaluation.release,
        "computed_at": (now or datetime.now(UTC)).replace(microsecond=0),
        "content": evaluation.model_dump_json(),
    }
    connection.execute(insert(evaluation_result), row)


def latest(session: Session, campaign: str, stage: str) -> Stored | None:
    """Return the evaluation of a stage computed last; None where there is none."""
    return next(all_stored(session, campaign, stage), None)


def all_stored(session: Session, campaign: str, stage: str) -> Iterator[Stored]:
    """Yield the evaluations of a stage, the one computed last first."""
    plan, result = evaluation_plan.c, evaluation_result.c
    asked = (
        select(result.content, plan.created_at, result.computed_at)
        .join(evaluation_plan, plan.hash == result.plan_hash)
        .where(plan.campaign == campaign, plan.stage == stage)
        .order_by(result.computed_at.desc(), result.id.desc())
    )
    for content, planned_at, computed_at in session.execute(asked).all():
        yield Stored(Evaluation.model_validate_json(content), _utc(planned_at), _utc(computed_at))


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # SQLite keeps no time zone; what was stored is UTC
