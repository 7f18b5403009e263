"""Events of sensitive categories to which few people came: how many is withheld where events are listed one by one.

Attendances of a list add up to the totals of its report (E02; of campaign events K02), which are shown. So others of
the list go with a small one until what is shown leaves it more values than its range. Where nothing is left to go, the
total does tell how many came; then the title is withheld, so that nobody is told to what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from data.bulk import in_parts
from data.catalogue import Catalogue
from data.disclosure import Protection, of_single_events
from data.queries.lists import of_current
from data.queries.scope import Scope
from data.schema import category, event, record_list
from data.suppression import intervals, suppressed

KIND = "events"
_JOINT = func.coalesce(event.c.same_as, event.c.id)


class Hidden(NamedTuple):
    """What is withheld, by the numbers that stand for an event however many hosts list it."""

    attendance: frozenset[int]
    titles: frozenset[int]


class Part(NamedTuple):
    """The events that make up a total: those of a list that are of a campaign, or those that are not."""

    events: tuple[int, ...]
    counts: tuple[float, ...]

    @property
    def totals(self) -> list[range]:
        return [range(len(self.counts))]


def hidden_events(session: Session, catalogue: Catalogue, scope: Scope) -> Hidden:
    """Return what is withheld of the events of a scope's months, the same whichever libraries are asked about."""
    small = {
        joint
        for one, codes in _alike(of_single_events(catalogue.categories)).items()
        for joint in session.scalars(_of_few(scope, codes, one.least))
    }
    widest = max((one.range for one in of_single_events(catalogue.categories).values()), default=0)
    return hidden_in(_parts(session, scope, small), small, width=float(widest))


def hidden_in(parts: Collection[Part], small: Collection[int], *, width: float) -> Hidden:
    """Return what is withheld so that no part's total leaves a small one no more than `width` values.

    An event of several hosts is in the list of each; what one list withholds no other one tells.
    """
    hidden, before = set(small), set[int]()
    while hidden != before:
        before = set(hidden)
        for part in parts:
            out = [joint in hidden for joint in part.events]
            if any(out):
                widths = [width * gone for gone in out]
                gone = suppressed(part.counts, primary=out, totals=part.totals, width=widths)
                hidden.update(joint for joint, one in zip(part.events, gone, strict=True) if one)
    return Hidden(frozenset(hidden), frozenset(_told(parts, hidden, width)) & frozenset(small))


def _told(parts: Iterable[Part], hidden: Collection[int], width: float) -> Iterable[int]:
    """Yield the hidden events that a total still tells."""
    for part in parts:
        out = [joint in hidden for joint in part.events]
        for place, (low, high) in intervals(part.counts, out=out, totals=part.totals).items():
            if high - low <= width:
                yield part.events[place]


def _alike(protections: dict[str, Protection]) -> dict[Protection, list[str]]:
    """Return the codes of the categories that are protected in the same way."""
    found: dict[Protection, list[str]] = defaultdict(list)
    for code, one in protections.items():
        found[one].append(code)
    return found


def _of_few(scope: Scope, codes: list[str], least: int) -> Select[int]:
    """Return the question for the events of categories, the second and third one count, too, to which few came."""
    of = select(category.c.id).where(category.c.code.in_(codes)).scalar_subquery()
    named = (event.c.category_id, event.c.second_category_id, event.c.third_category_id)
    return (
        select(_JOINT)
        .join_from(event, record_list, of_current(event, KIND))
        .where(
            scope.holds(event.c.period),
            event.c.attendance > 0,
            event.c.attendance < least,
            or_(*(one.in_(of) for one in named)),
        )
    )


def _parts(session: Session, scope: Scope, small: Collection[int]) -> list[Part]:
    """Return the parts of every list that holds one of the events."""
    rows, lists = event.c, set[int]()
    if small:
        again = select(rows.same_as, rows.submission_id).where(rows.same_as.is_not(None), scope.holds(rows.period))
        lists.update(number for joint, number in session.execute(again) if joint in small)
    for some in in_parts(sorted(small)):
        lists.update(session.scalars(select(rows.submission_id).where(rows.id.in_(some))))
    found: dict[tuple[int, bool], list[tuple[int, float]]] = defaultdict(list)
    columns = (rows.submission_id, rows.in_campaign, _JOINT, rows.attendance)
    for some in in_parts(sorted(lists)):
        asked = select(*columns).join(record_list, of_current(event, KIND)).where(rows.submission_id.in_(some))
        counted = asked.where(rows.parent_id.is_(None), rows.attendance > 0).order_by(rows.id)
        for number, campaign, joint, attendance in session.execute(counted):
            found[number, campaign is True].append((joint, float(attendance)))
    return [Part(*zip(*some, strict=True)) for some in found.values()]
