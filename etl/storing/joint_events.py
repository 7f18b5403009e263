"""Events of several hosts that each host lists: one event, counted once for the country and shown for each host.

Rows are one event when title, format and day are the same and the libraries say so: one names the other as its co-host,
or each names the other among its partners. Nothing else joins them. The row of the library with the lowest code stands
for the event; the others name it in `same_as`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, and_, select, update

from data import bulk
from data.schema import event, event_host, library, record_list

_CO_HOST = "co-host"


class Told(NamedTuple):
    """An event as one library tells of it."""

    id: int
    library_id: int
    code: str
    same_as: int | None


def join_events(connection: Connection, periods: Collection[int]) -> None:
    """Settle `same_as` for the events of the periods."""
    for some in bulk.in_parts(sorted(periods)):
        named = select(event.c.same_key).join(event_host, event_host.c.event_id == event.c.id)
        joined = select(event.c.same_key).where(event.c.same_as.is_not(None), event.c.period.in_(some))
        keys = {key for (key,) in connection.execute(named.where(event.c.period.in_(some)).union(joined)) if key}
        for part in bulk.in_parts(sorted(keys)):
            _join(connection, part)


def _join(connection: Connection, keys: Collection[str]) -> None:
    told: dict[str, dict[int, Told]] = defaultdict(dict)  # by key and library
    is_of_list = and_(record_list.c.submission_id == event.c.submission_id, record_list.c.kind == "events")
    rows = (
        select(event.c.same_key, event.c.id, event.c.library_id, library.c.code, event.c.same_as)
        .join(record_list, is_of_list)
        .join(library, library.c.id == event.c.library_id)
        .where(event.c.same_key.in_(keys), record_list.c.current)
        .order_by(event.c.id)
    )
    for key, *one in connection.execute(rows):
        tale = Told(*one)
        told[key].setdefault(tale.library_id, tale)
    roles = (
        select(event_host.c.event_id, event_host.c.library_id, event_host.c.role)
        .join(event, event.c.id == event_host.c.event_id)
        .where(event.c.same_key.in_(keys))
    )
    names: dict[int, dict[int, str]] = defaultdict(dict)
    for event_id, library_id, role in connection.execute(roles):
        names[event_id][library_id] = role
    for events in told.values():
        for tale, same_as in _stands_for(events, names).items():
            if tale.same_as != same_as:
                connection.execute(update(event).where(event.c.id == tale.id).values(same_as=same_as))


def _stands_for(events: dict[int, Told], names: dict[int, dict[int, str]]) -> dict[Told, int | None]:
    """Return for each event the one it tells of again, None for one that stands for itself."""
    leader = {library_id: library_id for library_id in events}

    def first(library_id: int) -> int:
        while leader[library_id] != library_id:
            library_id = leader[library_id]
        return library_id

    in_order = sorted(events, key=lambda library_id: events[library_id].code)
    for place, one in enumerate(in_order):
        for other in in_order[place + 1 :]:
            roles = names[events[one].id].get(other), names[events[other].id].get(one)
            if _CO_HOST in roles or None not in roles:
                leader[first(other)] = first(one)
    ends = {library_id: first(library_id) for library_id in in_order}
    stands = {
        end: min((one for one in in_order if ends[one] == end), key=lambda one: events[one].code)
        for end in ends.values()
    }
    return {events[one]: None if stands[end] == one else events[stands[end]].id for one, end in ends.items()}
