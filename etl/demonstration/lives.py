"""What became of libraries (library_statuses.csv), as reports show it: silence while away, figures given elsewhere.

Nobody draws a random number here: whoever has no status has the same figures as before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from data.periods import Month
from data.statuses import LibraryStatus, Statuses, excuse, reported_by
from etl.demonstration.declared import questions
from etl.demonstration.effects import Array
from etl.demonstration.model import Figures, annual_rows
from etl.demonstration.register import Place
from etl.demonstration.reporting import Member, Sent

_OWN = ("O01", "O02")  # days and hours open: the reporting library's own, whoever else its report holds


def lived(members: Sequence[Member], statuses: Statuses, months: Sequence[Month], seed: int) -> list[Member]:
    """Return the members with what their statuses make of figures and reports, in their order."""
    found = {member.place.library.code: _away(member, statuses, months, seed) for member in members}
    for member in members:
        for status in statuses.get(member.place.library.code, ()):
            if status.status == "reported_by" and status.other in found:
                found[status.other] = _holding(found[status.other], member, status, months)
    return list(found.values())


def named_at(place: Place, statuses: Statuses, month: Month) -> Place:
    """Return a place under the name its library had in a month."""
    later = [
        status
        for status in statuses.get(place.library.code, ())
        if status.status == "renamed" and month < status.since and status.former_name
    ]
    if not later:
        return place
    return replace(place, library=place.library.model_copy(update={"name": later[0].former_name}))


def _away(member: Member, statuses: Statuses, months: Sequence[Month], seed: int) -> Member:
    """Return a member that sends nothing of the months in which it owes nothing, and does nothing in most of them."""
    own = statuses.get(member.place.library.code, ())
    away = np.array([excuse(own, month.period) is not None for month in months], dtype=bool)
    if not away.any():
        return member
    monthly = member.figures.monthly.copy()
    idle = np.array([away_now and reported_by(own, m.period) is None for away_now, m in zip(away, months, strict=True)])
    monthly[idle] = 0
    annual = annual_rows(member.place, months, monthly, seed)
    kept = {year: row for year, row in annual.items() if excuse(own, year) is None}
    sent = tuple(Sent.NOT_DUE if gone else fate for gone, fate in zip(away, member.sent, strict=True))
    return replace(member, figures=Figures(monthly, member.figures.closed & ~away, kept), sent=sent)


def _holding(member: Member, other: Member, status: LibraryStatus, months: Sequence[Month]) -> Member:
    """Return a member whose figures hold those of a library it reports for."""
    monthly = member.figures.monthly.copy()
    added = np.array([column not in _OWN for column in questions().columns])
    for index, month in enumerate(months):
        if status.holds(month) and not other.figures.closed[index]:
            monthly[index, added] = _added(monthly[index, added], other.figures.monthly[index, added])
    annual = {
        year: [mine + its for mine, its in zip(row, other.figures.annual[year], strict=True)]
        if _whole_year(status, year) and year in other.figures.annual
        else row
        for year, row in member.figures.annual.items()
    }
    return replace(member, figures=Figures(monthly, member.figures.closed, annual))


def _added(mine: Array, its: Array) -> Array:
    """Return the sums; where a question does not arise for one of the two, the other's figure."""
    return np.where(np.isnan(mine), its, np.where(np.isnan(its), mine, mine + its))


def _whole_year(status: LibraryStatus, year: int) -> bool:
    return status.holds(Month(year, 1)) and status.holds(Month(year, 12))


def of_places(statuses: Mapping[str, tuple[LibraryStatus, ...]], places: Sequence[Place]) -> Statuses:
    """Return the statuses of the places; one that names a library beyond them does not hold."""
    codes = {place.library.code for place in places}
    return {
        code: tuple(status for status in some if status.other is None or status.other in codes)
        for code, some in statuses.items()
        if code in codes
    }
