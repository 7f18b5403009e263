"""What the database knows of the other months and years that some files are to be compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

import numpy as np
from sqlalchemy import Connection, select

from data.check_rules import Usual
from data.periods import Month, is_year
from data.schema import NO_CATEGORY, library, observation
from data.states import State
from etl.storing.comparing import Comparing
from etl.storing.packing import PackedFile

_MONTHS = 12
_COLUMNS = 4


class Memory:
    """The past as the files of one run see it: read from the database where it is first needed, learned from then on.

    What other loaders store meanwhile is seen where it is asked for later, not where it was asked for before.
    """

    def __init__(self, comparing: Comparing) -> None:
        self._comparing = comparing
        self.forget()

    def forget(self) -> None:
        """Forget everything: what was learned has not been stored."""
        self._past = self._comparing.new_past()
        self._known: set[tuple[str, int]] = set()  # territories and periods

    def compared(self, connection: Connection | None, files: Sequence[PackedFile]) -> list[PackedFile]:
        """Return the files with what their figures show beside the past, which learns from one after the other.

        Without a connection the past is what was learned from files.
        """
        if connection is not None:
            self._recall(connection, files)
        return [self._comparing.compare(file, self._past) for file in files]

    def _recall(self, connection: Connection, files: Sequence[PackedFile]) -> None:
        """Read the past of the files' libraries and territories, as far as the files are compared with it."""
        reports = {(report.library, report.period) for file in files if not file.refused for report in file.reports}
        if not reports:
            return
        at: dict[int, int] = {}
        territory_of: dict[str, str] = {}
        for number, code, territory in connection.execute(select(library.c.id, library.c.code, library.c.territory)):
            at[number], territory_of[code] = self._past.place(code, territory), territory
        rules = self._comparing.catalogue.check_rules.usual
        given = {(territory_of[code], period) for code, period in reports if code in territory_of}
        wanted = {(territory, other) for territory, period in given for other in _compared_with(period, rules)}
        for territories, periods in _together(wanted - self._known):
            self._fill(connection, at, territories, periods)
        self._known |= wanted

    def _fill(self, connection: Connection, at: dict[int, int], territories: frozenset[str], periods: set[int]) -> None:
        facts = observation.c
        question = select(facts.indicator_id, facts.period, facts.library_id, facts.value).where(
            facts.indicator_id.in_(self._comparing.numbers), facts.period.in_(periods),
            facts.category_id == NO_CATEGORY, facts.state == State.REPORTED,
        )  # fmt: skip
        if 2 * len(territories) < len(
            set(self._past.territories.tolist())
        ):  # else whole stretches of the key go faster
            theirs = select(library.c.id).where(library.c.territory.in_(territories))
            question = question.where(facts.library_id.in_(theirs))
        rows = connection.execute(question).all()
        known = np.fromiter(chain.from_iterable(rows), np.float64).reshape(-1, _COLUMNS)
        if not len(known):
            return
        places = np.zeros(max(at) + 1, dtype=np.int64)
        places[list(at)] = list(at.values())
        indicator, period, unit = (known[:, column].astype(np.int64) for column in range(_COLUMNS - 1))
        self._past.fill(self._comparing.places(indicator), places[unit], period, known[:, -1])


def _together(new: Iterable[tuple[str, int]]) -> list[tuple[frozenset[str], set[int]]]:
    """Return territories with the periods they are all asked for: one question each, and nothing is asked again."""
    asking: dict[int, set[str]] = {}
    for territory, period in new:
        asking.setdefault(period, set()).add(territory)
    found: dict[frozenset[str], set[int]] = {}
    for period, territories in asking.items():
        found.setdefault(frozenset(territories), set()).add(period)
    return list(found.items())


@cache
def _compared_with(period: int, rules: Usual) -> tuple[int, ...]:
    """Return the stored periods that a report is compared with, its own included."""
    return tuple(sorted(set(_others(period, rules))))


def _others(period: int, rules: Usual) -> Iterator[int]:
    years = range(rules.earlier_years + 1)
    if is_year(period):
        yield from (period - back for back in years)
        yield from (period * 100 + month for month in range(1, _MONTHS + 1))
        return
    month = Month.from_period(period)
    yield from (month.plus(-_MONTHS * back).period for back in years)
    yield from (month.plus(-back).period for back in range(rules.recent_months + 1))
    yield from (Month(month.year, earlier).period for earlier in range(1, month.month))
