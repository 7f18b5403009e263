"""What libraries reported in a month, to be shown beside the cells of the next one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select

from data.catalogue import Catalogue
from data.periods import Month
from data.register import is_current
from data.schema import NO_CATEGORY, indicator, library, observation
from data.states import State


class Figure(NamedTuple):
    """A value, or the state that stands in its place."""

    value: float | None
    state: State


Figures = Mapping[str, Figure]  # by indicator
Previous = Mapping[str, Figures]  # by library; a library without a report is not there


def previous_figures(
    connection: Connection, catalogue: Catalogue, month: Month, libraries: Iterable[str]
) -> dict[str, dict[str, Figure]]:
    """Return what the libraries reported in a month, without services; raises DatabaseError for another network's."""
    is_current(connection, catalogue)
    seen = observation.c
    question = (
        select(library.c.code, indicator.c.code, seen.value, seen.state)
        .join_from(observation, library, library.c.id == seen.library_id)
        .join(indicator, indicator.c.id == seen.indicator_id)
        .where(seen.period == month.period, seen.category_id == NO_CATEGORY, library.c.code.in_(list(libraries)))
    )
    found: dict[str, dict[str, Figure]] = defaultdict(dict)
    for code, asked, value, state in connection.execute(question):
        found[code][asked] = Figure(value, State(state))
    return dict(found)
