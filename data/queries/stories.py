"""Stories that may be published: with a recorded consent that holds today (data.consents), not refused by their own
workbook, and with nothing in them that names a person. No other leaves here."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.consents import Consent, Scope, holding, mark_of
from data.queries.lists import in_scope, of_current
from data.queries.scope import scope_of
from data.schema import category, library, record_list, story
from data.selection import Selection

KIND = "stories"


class Published(NamedTuple):
    """A story that may stand where it was asked for. `library` is "" where the consent does not let it be named."""

    mark: str
    library: str
    territory: str
    period: int
    category: str
    title: str
    story: str
    quote: str
    consent: Consent


def publishable(
    session: Session, catalogue: Catalogue, selection: Selection, *, scope: Scope, language: str, today: date
) -> list[Published]:
    """Return the stories that may be published there in that language today, the latest first, each words once."""
    consents = holding(session, scope, language, today)
    if not consents:
        return []
    told = story.c
    rows = session.execute(
        select(
            library.c.code, library.c.name, library.c.territory, told.period, category.c.code, told.title, told.story,
            told.quote, told.consent, told.withheld,
        )
        .join_from(story, record_list, of_current(story, KIND))
        .join(library, library.c.id == told.library_id)
        .join(category, category.c.id == told.category_id)
        .where(in_scope(scope_of(session, catalogue, selection), told.period))
        .order_by(told.period.desc(), library.c.code, told.id)
    )  # fmt: skip
    found: dict[str, Published] = {}
    refused: set[str] = set()
    for code, name, territory, period, of, *words, said_so, personal in rows:
        mark = mark_of(code, *words)
        if said_so == "no" or personal:
            refused.add(mark)
        elif mark in consents:
            named = name if consents[mark].named else ""
            title, body, quote = (text or "" for text in words)
            one = Published(mark, named, territory, period, of, title, body, quote, consents[mark])
            found.setdefault(mark, one)
    return [one for mark, one in found.items() if mark not in refused]
