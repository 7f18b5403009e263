"""What libraries reported in a month, or over the months of a year, to be shown beside the cells of the next form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from data.catalogue import Catalogue
from data.measures import OVER_MONTHS
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


def months_of_year(
    connection: Connection, catalogue: Catalogue, year: int, libraries: Iterable[str]
) -> dict[str, dict[str, Figure]]:
    """Return the sums of what the libraries reported in the months of a year, of what adds up over months only.

    Raises DatabaseError for a database of another network.
    """
    is_current(connection, catalogue)
    adds_up = [code for code, measure in catalogue.indicators.items() if OVER_MONTHS[measure.rule] == "add"]
    seen = observation.c
    question = (
        select(library.c.code, indicator.c.code, func.sum(seen.value))
        .join_from(observation, library, library.c.id == seen.library_id)
        .join(indicator, indicator.c.id == seen.indicator_id)
        .where(
            seen.period.between(Month(year, 1).period, Month(year, 12).period),
            seen.state == State.REPORTED,
            indicator.c.code.in_(adds_up),
            library.c.code.in_(list(libraries)),
        )
        .group_by(library.c.code, indicator.c.code)
    )
    found: dict[str, dict[str, Figure]] = defaultdict(dict)
    for code, asked, value in connection.execute(question):
        found[code][asked] = Figure(value, State.REPORTED)
    return dict(found)
