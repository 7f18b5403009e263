"""Single events that a trend marks by a thin line: fairs, which are events with activities of their own."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.queries.lists import of_current
from data.queries.scope import scope_of
from data.queries.small_events import KIND, hidden_events
from data.schema import event, library, record_list
from data.selection import Selection


class SingleEvent(NamedTuple):
    """An event with activities; `title` as its host writes it, None where it has none or it is withheld."""

    day: date
    title: str | None
    library: str  # its host


def single_events(session: Session, catalogue: Catalogue, selection: Selection) -> list[SingleEvent]:
    """Return the fairs that the libraries selected held in the months selected, each once, in order of time."""
    scope = scope_of(session, catalogue, selection)
    fair, activity = event, event.alias("activity")
    parents = select(activity.c.parent_id).where(activity.c.parent_id.is_not(None)).distinct()
    question = (
        select(fair.c.starts, fair.c.title, library.c.name, fair.c.id)
        .join_from(fair, record_list, of_current(fair, KIND))
        .join(library, library.c.id == fair.c.library_id)
        .where(
            fair.c.id.in_(parents),
            fair.c.same_as.is_(None),
            fair.c.starts.is_not(None),
            scope.holds(fair.c.period),
            scope.includes(library.c.territory, library.c.kind),
        )
        .order_by(fair.c.starts, fair.c.id)
    )
    found = session.execute(question).all()
    hidden = hidden_events(session, catalogue, scope).titles if found else ()
    return [SingleEvent(day, None if number in hidden else title, host) for day, title, host, number in found]
