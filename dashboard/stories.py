"""Stories and quotes beside the figures: those whose recorded consent holds today, here, in this language."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.asked import Asked
from dashboard.charts.spec import Column, TableSpec
from dashboard.papers import library_name, territory_name
from data.consents import Scope
from data.deadlines import time_zone
from data.moments import today
from data.periods import Month
from data.queries.stories import publishable

KEY = "campaign-stories"
_COLUMNS = ("title", "words", "quote", "place", "month")


@dataclass(frozen=True, slots=True)
class Story:
    """A story as it may be told: its mark, its words, and whose they are."""

    mark: str
    title: str
    words: str
    quote: str
    place: str  # the library, or its territory where the consent does not name it
    month: str  # YYYY-MM


def stories(asked: Asked, scope: Scope) -> tuple[Story, ...]:
    """Return the stories of the selection that may be published in the scope, the latest first."""
    found = publishable(
        asked.session,
        asked.catalogue,
        asked.selection,
        scope=scope,
        language=asked.language,
        today=today(time_zone(asked.catalogue)),
    )
    return tuple(
        Story(
            mark=one.mark,
            title=one.title,
            words=one.story,
            quote=one.quote,
            place=library_name(asked, one.library) if one.library else territory_name(asked, one.territory),
            month=str(Month.from_period(one.period)),
        )
        for one in found
    )


def stories_table(asked: Asked) -> TableSpec:
    """Return the stories that the site's own pages may tell, as a table; a part that was not told is missing."""
    text = asked.text
    columns = tuple(Column(key, text[f"stories.{key}"], "month" if key == "month" else "text") for key in _COLUMNS)
    rows = tuple(
        (one.title or None, one.words or None, one.quote or None, one.place, one.month)
        for one in stories(asked, "pages")
    )
    return TableSpec(KEY, text["stories.table"], columns, rows)
