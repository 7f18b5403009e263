"""Which reports were sent again, and what that changed."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.moments import as_utc
from data.queries.chase import HEADLINE
from data.queries.facts import indicator_id
from data.queries.scope import scope_of
from data.schema import library, observation, source_file, submission, superseded_observation
from data.selection import Selection
from data.states import State

COLUMNS = [
    "library", "name", "territory", "kind", "period", "version", "received_at", "file", "replaced_file", "answers",
    "changed", "before", "after", "in_force",
]  # fmt: skip


def resubmissions(
    session: Session,
    catalogue: Catalogue,
    selection: Selection,
    *,
    indicator: str = HEADLINE,
    annual: bool = False,
) -> pd.DataFrame:
    """Return a row for each report that replaced an earlier one, the latest received first: library, name, territory,
    kind, period, version, received_at (UTC), file, replaced_file, answers (questions of the earlier report), changed
    (of these, how many it answers differently), before and after (the indicator, summed over categories; NaN where it
    was not reported), in_force (False: replaced again).
    """
    scope = scope_of(session, catalogue, selection, annual=annual)
    later, earlier = submission.alias("later"), submission.alias("earlier")
    was, now, then = superseded_observation.alias("was"), observation.alias("now"), superseded_observation.alias("then")
    new_file, old_file = source_file.alias("new_file"), source_file.alias("old_file")
    same = and_(
        now.c.indicator_id == was.c.indicator_id,
        now.c.period == later.c.period,
        now.c.library_id == later.c.library_id,
        now.c.category_id == was.c.category_id,
        now.c.submission_id == later.c.id,
    )
    same_then = and_(
        then.c.submission_id == later.c.id,
        then.c.indicator_id == was.c.indicator_id,
        then.c.category_id == was.c.category_id,
    )
    value, state = func.coalesce(now.c.value, then.c.value), func.coalesce(now.c.state, then.c.state)
    differs = or_(value.is_distinct_from(was.c.value), state.is_distinct_from(was.c.state))
    asked = was.c.indicator_id == indicator_id(indicator)
    reported = asked & (was.c.state == State.REPORTED), asked & (state == State.REPORTED)
    named = (library.c.code, library.c.name, library.c.territory, library.c.kind)
    of_report = (*named, later.c.period, later.c.version, later.c.received_at, new_file.c.name, old_file.c.name)
    wanted = [later.c.form == scope.form, scope.holds(later.c.period)]
    wanted += [scope.includes(library.c.territory, library.c.kind)]
    question = (
        select(
            *of_report,
            func.count(),
            func.sum(case((differs, 1), else_=0)),
            func.sum(case((reported[0], was.c.value))),
            func.sum(case((reported[1], value))),
            later.c.status == "accepted",
        )
        .select_from(
            later.join(earlier, earlier.c.id == later.c.supersedes_id)
            .join(library, library.c.id == later.c.library_id)
            .join(new_file, new_file.c.id == later.c.source_file_id)
            .join(old_file, old_file.c.id == earlier.c.source_file_id)
            .join(was, was.c.submission_id == earlier.c.id)
            .outerjoin(now, same)
            .outerjoin(then, same_then)
        )
        .where(*wanted)
        .group_by(*of_report, later.c.id, later.c.status)
        .order_by(later.c.received_at.desc(), library.c.code)
    )
    frame = pd.DataFrame([tuple(row) for row in session.execute(question)], columns=COLUMNS)
    frame["received_at"] = pd.Series([as_utc(moment) for moment in frame["received_at"]], dtype="datetime64[us, UTC]")
    return frame.astype({"before": float, "after": float, "in_force": bool})
