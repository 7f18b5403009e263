"""Writes the lists of some submissions: rows get their numbers, partners theirs, and one list of a kind is current."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, func, select, update

from data import bulk, schema
from data.register import codes, next_id
from data.schema import library, partner, record_list, submission
from etl.storing.joint_events import join_events
from etl.storing.list_rows import PackedList, Row
from etl.storing.submissions import Planned
from etl.texts.folding import fold

_TABLES = ("event", "partnership", "volunteer_period", "advocacy_action", "advocacy_result", "story")
_DAYS = ("starts", "ends", "day", "rate_from")
ListKey = tuple[str, int, int]  # kind, period, library

Columns = dict[str, list[object]]


@dataclass
class _Rows:
    """The rows of one table, column by column."""

    columns: Columns = field(default_factory=lambda: defaultdict(list))

    def add(self, **values: object) -> None:
        for name, value in values.items():
            self.columns[name].append(value)


@dataclass
class ListWriter:
    """Gathers the rows of all lists, then inserts them table by table."""

    connection: Connection
    rows: dict[str, _Rows] = field(default_factory=lambda: defaultdict(_Rows))

    def __post_init__(self) -> None:
        self._next = {name: next_id(self.connection, schema.metadata.tables[name]) for name in (*_TABLES, "partner")}
        self._libraries = codes(self.connection, library)
        known = self.connection.execute(select(partner.c.key, partner.c.sector, partner.c.id))
        self._partners: dict[tuple[str, str], int] = {(key, sector): number for key, sector, number in known}

    def add(self, new: Planned, listed: PackedList) -> None:
        """Take up a list of a submission."""
        whose = {"submission_id": new.id, "library_id": new.key.library_id, "period": new.key.period}
        self.rows["record_list"].add(
            kind=listed.kind, records=listed.records, columns=listed.columns, current=new.live, **whose
        )
        numbers: list[int] = []
        for row in listed.rows:
            number = self._number(row.table)
            numbers.append(number)
            values = {name: self._stored(name, value) for name, value in row.values.items()}
            links: dict[str, int | None] = {_LINKS[row.table]: None} if row.table in _LINKS else {}
            if row.link:
                links[row.link[0]] = numbers[row.link[1]]
            self._beside(row, number, links)
            self.rows[row.table].add(id=number, **whose, **values, **links)

    def write(self) -> None:
        """Insert everything gathered."""
        for name in ("partner", "record_list", *_TABLES, "event_host", "event_partner", "record_text", "withheld_text"):
            if name in self.rows:
                bulk.insert(self.connection, schema.metadata.tables[name], dict(self.rows[name].columns))

    def _beside(self, row: Row, number: int, links: dict[str, int | None]) -> None:
        """Take up what stands beside a row: its partners, other hosts, texts kept and texts kept apart."""
        partners = dict.fromkeys(self._partner(name, sector) for name, sector in row.partners)
        if row.table == "event":
            for partner_id in partners:
                self.rows["event_partner"].add(event_id=number, partner_id=partner_id)
            for code, role in row.hosts:
                self.rows["event_host"].add(event_id=number, library_id=self._libraries[code], role=role)
        elif row.table in _HAVE_PARTNER:
            links["partner_id"] = next(iter(partners), None)
        for name, text in row.raw:
            self.rows["record_text"].add(kind=row.table, record_id=number, field=name, text=text)
        for name, (text, found) in row.withheld:
            self.rows["withheld_text"].add(kind=row.table, record_id=number, field=name, text=text, found=found)

    def _partner(self, name: str, sector: str) -> int:
        key = (fold(name) or name, sector)
        if key not in self._partners:
            number = self._partners[key] = self._number("partner")
            self.rows["partner"].add(id=number, key=key[0], name=name, sector=sector)
        return self._partners[key]

    def _number(self, table: str) -> int:
        number = self._next[table]
        self._next[table] += 1
        return number

    def _stored(self, name: str, value: object) -> object:
        return bulk.stored_day(self.connection, value) if name in _DAYS and isinstance(value, date) else value


_LINKS = {"event": "parent_id", "advocacy_result": "action_id"}
_HAVE_PARTNER = ("partnership", "volunteer_period")


def write_lists(connection: Connection, planned: Sequence[Planned]) -> None:
    """Write the lists of the submissions, then settle which lists are current and which events are one."""
    lists = [(new, listed) for new in planned for listed in new.lists]
    replaced = [number for new in planned for number in new.replaces_stored]
    if not lists and not replaced:
        return
    disputed = _close_replaced(connection, replaced)
    if lists:
        writer = ListWriter(connection)
        for new, listed in lists:
            writer.add(new, listed)
        writer.write()
    periods = {new.key.period for new, listed in lists} | {period for _kind, period, _library in disputed}
    _settle_current(connection, disputed | _told_twice(connection, sorted(periods)))
    join_events(connection, periods)


def _told_twice(connection: Connection, periods: Sequence[int]) -> set[ListKey]:
    """Return what more than one current list is about."""
    columns = (record_list.c.kind, record_list.c.period, record_list.c.library_id)
    current = select(*columns).where(record_list.c.current).group_by(*columns).having(func.count() > 1)
    return {
        (kind, period, library_id)
        for some in bulk.in_parts(periods)
        for kind, period, library_id in connection.execute(current.where(record_list.c.period.in_(some)))
    }


def _close_replaced(connection: Connection, replaced: Sequence[int]) -> set[ListKey]:
    """Close the lists of replaced submissions; return what they were about."""
    keys: set[ListKey] = set()
    for some in bulk.in_parts(replaced):
        theirs = record_list.c.submission_id.in_(some)
        rows = select(record_list.c.kind, record_list.c.period, record_list.c.library_id).where(theirs)
        keys |= {(kind, period, library_id) for kind, period, library_id in connection.execute(rows)}
        connection.execute(update(record_list).where(theirs).values(current=False))
    return keys


def _settle_current(connection: Connection, keys: Iterable[ListKey]) -> None:
    """Let one list of each key be current: the last one received that has records, else the last one."""
    about: dict[ListKey, list[tuple[int, int, bool]]] = defaultdict(list)
    wanted = set(keys)
    columns = (record_list.c.kind, record_list.c.period, record_list.c.library_id)
    of_accepted = (
        select(*columns, record_list.c.submission_id, record_list.c.records, record_list.c.current)
        .join(submission, submission.c.id == record_list.c.submission_id)
        .where(submission.c.status == "accepted")
    )
    for some in bulk.in_parts(sorted({period for _kind, period, _library in wanted})):
        for kind, period, library_id, number, records, current in connection.execute(
            of_accepted.where(record_list.c.period.in_(some))
        ):
            if (kind, period, library_id) in wanted:
                about[kind, period, library_id].append((number, records, current))
    for (kind, _period, _library), lists in about.items():
        best = max(lists, key=lambda listed: (listed[1] > 0, listed[0]))[0]
        for number, _records, current in lists:
            if current != (number == best):
                of = (record_list.c.submission_id == number) & (record_list.c.kind == kind)
                connection.execute(update(record_list).where(of).values(current=number == best))
