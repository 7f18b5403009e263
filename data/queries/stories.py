"""Stories that may be published: with consent, and with nothing in them that names a person. No other leaves here."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.queries.lists import in_scope, of_current, reach
from data.queries.scope import scope_of
from data.schema import category, library, record_list, story
from data.selection import Selection

KIND = "stories"


class StoryCounts(NamedTuple):
    """How many stories came, how many of them have consent, are withheld for personal data, and may be published."""

    told: int
    consent: int
    withheld: int
    publishable: int
    reported: int
    expected: int


def publishable(session: Session, catalogue: Catalogue, selection: Selection) -> pd.DataFrame:
    """Return one row per story that may be published, the latest first.

    Columns: id, library, name (of the library), territory, period, category, title, story, quote, reported, expected.
    """
    scope = scope_of(session, catalogue, selection)
    told = story.c
    rows = (
        select(
            told.id, library.c.code, library.c.name, library.c.territory, told.period, category.c.code, told.title,
            told.story, told.quote,
        )
        .join_from(story, record_list, of_current(story, KIND))
        .join(library, library.c.id == told.library_id)
        .join(category, category.c.id == told.category_id)
        .where(in_scope(scope, told.period), told.consent == "yes", told.withheld.is_(False))
        .order_by(told.period.desc(), library.c.code, told.id)
    )  # fmt: skip
    columns = ["id", "library", "name", "territory", "period", "category", "title", "story", "quote"]
    covered = reach(session, scope, KIND)
    frame = pd.DataFrame(session.execute(rows).all(), columns=columns)
    return frame.assign(reported=covered.reported, expected=covered.expected)


def story_counts(session: Session, catalogue: Catalogue, selection: Selection) -> StoryCounts:
    """Return how many stories came and what may be done with them."""
    scope = scope_of(session, catalogue, selection)
    agreed, apart = story.c.consent == "yes", story.c.withheld
    rows = (
        select(
            func.count(),
            func.count(case((agreed, 1))),
            func.count(case((apart, 1))),
            func.count(case((agreed & ~apart, 1))),
        )
        .join_from(story, record_list, of_current(story, KIND))
        .join(library, library.c.id == story.c.library_id)
        .where(in_scope(scope, story.c.period))
    )
    return StoryCounts(*session.execute(rows).one(), *reach(session, scope, KIND))
