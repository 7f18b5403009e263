"""The lists of the reports in a state: their rows, and which list of a library's month is in force among some.

Rows of lists are never changed; so two states differ in which reports are in force, and in which events are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Column, ColumnElement, Table, select
from sqlalchemy.orm import Session

from data.figure_ids import FigureKey, Said
from data.queries.advocacy import KIND as MONEY_LISTS
from data.queries.listed_figures import MONEY, MONEY_COLUMNS
from data.queries.partners import KIND as PARTNER_LISTS
from data.queries.small_events import KIND as EVENT_LISTS
from data.schema import advocacy_result, event, event_host, partner, partnership, record_list, volunteer_period

Row = dict[str, object]
TABLES = (partner, record_list, event, event_host, advocacy_result, partnership, volunteer_period)  # as they are filled
_ROWS: dict[str, tuple[Table, ...]] = {
    EVENT_LISTS: (event, event_host),
    MONEY_LISTS: (advocacy_result,),
    PARTNER_LISTS: (partnership, volunteer_period),
}
_OF_PARTNERS: tuple[Said, ...] = ("partners", "partnerships", "volunteers", "volunteer_hours", "listing")


class Lists(NamedTuple):
    """Lists of one kind, each with its rows by table, by the report that holds it; and the partners they may name."""

    held: Mapping[int, Mapping[str, Collection[Row]]]
    partners: Collection[Row] = ()

    def and_those_of(self, other: Lists) -> Lists:
        """Return the lists of two states; what both have as this one has it."""
        partners = {row["id"]: row for row in (*self.partners, *other.partners)}
        return Lists({**other.held, **self.held}, tuple(partners.values()))

    def of(self, submissions: Iterable[int]) -> dict[str, list[Row]]:
        """Return the rows of a database, by table, in which only these reports are in force."""
        found: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        found[partner.name] += self.partners
        held = [self.held[number] for number in submissions if number in self.held]
        for tables in held:
            for name, rows in tables.items():
                found[name] += rows
        current = set(_in_force(found[record_list.name]))
        found[record_list.name] = [
            {**row, "current": row["submission_id"] in current} for row in found[record_list.name]
        ]
        found[event.name] = self._joined(found[event.name], current)
        return found

    def _joined(self, events: Collection[Row], current: Collection[object]) -> list[Row]:
        """Return the events, those that tell of another one again with the row that stands for it among these lists."""
        every = {row["id"]: row for tables in self.held.values() for row in tables.get(event.name, ())}
        stands: dict[tuple[object, object], object] = {}
        for row in sorted(events, key=lambda row: int(str(row["id"]))):
            if row["submission_id"] in current:
                stands.setdefault((row["library_id"], row["same_key"]), row["id"])
        joined = []
        for row in events:
            other = every.get(row["same_as"])
            same_as = (
                row["same_as"] if other is None else stands.get((other["library_id"], other["same_key"]), other["id"])
            )
            joined.append({**row, "same_as": same_as})
        return joined


NO_LISTS = Lists({})


def _in_force(lists: Iterable[Row]) -> Iterator[object]:
    """Yield the report whose list is in force for each library and month: the last one with records, else the last."""
    about: defaultdict[tuple[object, object], list[Row]] = defaultdict(list)
    for row in lists:
        about[row["period"], row["library_id"]].append(row)
    for some in about.values():
        yield max(some, key=lambda row: (bool(row["records"]), int(str(row["submission_id"]))))["submission_id"]


def kind_of(figure: FigureKey) -> str | None:
    """Return the kind of the lists that a figure is counted from, all rows of them; None for any other figure."""
    if figure.said == "listed":
        return EVENT_LISTS
    if figure.said in MONEY_COLUMNS or (figure.said, figure.indicator) == ("listing", MONEY):
        return MONEY_LISTS
    return PARTNER_LISTS if figure.said in _OF_PARTNERS else None


def pull_lists(session: Session, kind: str | None, within: Callable[[Column[int]], ColumnElement[bool]]) -> Lists:
    """Return the lists of a kind whose month lies `within`; none where a figure needs none."""
    if kind is None:
        return NO_LISTS
    of_kind = select(record_list).where(record_list.c.kind == kind, within(record_list.c.period))
    held: dict[int, dict[str, list[Row]]] = {
        row.submission_id: {record_list.name: [dict(row._mapping)]} for row in session.execute(of_kind)
    }
    for table in _ROWS[kind]:
        whose = event if table is event_host else table  # where its month and its report stand
        question = select(*table.columns, whose.c.submission_id.label("report")).where(within(whose.c.period))
        if table is event_host:
            question = question.join(event, event.c.id == event_host.c.event_id)
        for row in session.execute(question).mappings():
            said = dict(row)
            number = said.pop("report")
            if number in held:
                held[number].setdefault(table.name, []).append(said)
    partners = session.execute(select(partner)).mappings() if kind == PARTNER_LISTS else ()
    return Lists(held, tuple(dict(row) for row in partners))
