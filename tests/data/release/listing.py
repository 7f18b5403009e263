"""Reports with lists that change after a release was made: events, money, partners and volunteers."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Table, insert, select, update

from data import register
from data.provenance import pack_cell
from data.schema import (
    advocacy_result,
    due_date,
    event,
    event_host,
    partner,
    partnership,
    record_list,
    submission,
    volunteer_period,
)
from data.states import State
from data.store import writing
from etl.storing.joint_events import join_events
from tests.data.release.conftest import BEGAN, History

_KINDS = {event: "events", advocacy_result: "advocacy", partnership: "partners", volunteer_period: "partners"}


class Listing(History):
    """A history whose reports hold lists; of each library, month and kind the last one with records is current."""

    def due(self, period: int, days: int) -> None:
        """Let the reports of a month be due some days after the first step."""
        moment = BEGAN + timedelta(days=days)
        row = {"form": "monthly", "period": period, "due_on": moment.date(), "due_before": moment}
        with writing(self.engine) as connection:
            connection.execute(insert(due_date), row)

    def sends(
        self, number: int, period: int, *rows: tuple[Table, dict[str, object]], kinds: tuple[str, ...] = ()
    ) -> int:
        """Let a library report visits with lists: those of the rows, and empty ones of `kinds`."""
        new = self.report(number, period, {"V01": 10.0})
        whose = {"submission_id": new, "library_id": number, "period": period}
        with writing(self.engine) as connection:
            held = [_KINDS[table] for table, _row in rows]
            for kind in dict.fromkeys((*held, *kinds)):
                said = {"kind": kind, "records": held.count(kind), "columns": "{}", "current": False}
                connection.execute(insert(record_list), {**whose, **said})
            for table, row in rows:
                host = row.get("with")
                known = {name: value for name, value in row.items() if name != "with"}
                place = {"id": register.next_id(connection, table), "cell": pack_cell(0, 1, 0), **whose}
                connection.execute(insert(table), {**place, **known})
                if host is not None:
                    beside = {"event_id": place["id"], "library_id": host, "role": "co-host"}
                    connection.execute(insert(event_host), beside)
        return new

    def settle(self) -> None:
        """Let lists be current as the loader does; then make the rollups."""
        rows = record_list.c
        with writing(self.engine) as connection:
            connection.execute(update(record_list).values(current=False))
            asked = select(rows.submission_id, rows.kind, rows.period, rows.library_id, rows.records)
            accepted = asked.join(submission, submission.c.id == rows.submission_id).where(
                submission.c.status == "accepted"
            )
            best: dict[tuple[object, ...], tuple[bool, int]] = {}
            for new, kind, period, number, records in connection.execute(accepted):
                key = (kind, period, number)
                best[key] = max(best.get(key, (False, 0)), (records > 0, new))
            for (kind, _period, _number), (_some, new) in best.items():
                of = (rows.submission_id == new) & (rows.kind == kind)
                connection.execute(update(record_list).where(of).values(current=True))
            join_events(connection, set(connection.scalars(select(event.c.period))))
        super().settle()

    def name_partners(self, *names: str) -> None:
        """Let there be partners, numbered from 1."""
        with writing(self.engine) as connection:
            rows = [{"id": at, "key": name, "name": name, "sector": "ngo"} for at, name in enumerate(names, start=1)]
            connection.execute(insert(partner), rows)


def money(amount: float, *, given: str | None = "received", in_kind: bool = False) -> tuple[Table, dict[str, object]]:
    said = {"kind": "money", "amount": amount, "amount_state": int(State.REPORTED), "in_kind": in_kind, "rate": 1.0}
    return advocacy_result, {**said, "currency": "MDL", "converted": amount, "source": "ngo", "given": given}


def held(title: str, attendance: float, **more: object) -> tuple[Table, dict[str, object]]:
    blank = dict.fromkeys(("children_state", "volunteers_state"), int(State.BLANK))
    said = {"title": title, "attendance": attendance, "attendance_state": int(State.REPORTED), "in_campaign": True}
    return event, {**blank, **said, "category_id": 0, "same_key": title, **more}


def helped(people: float, hours: float) -> tuple[Table, dict[str, object]]:
    state = int(State.REPORTED)
    return volunteer_period, {"people": people, "people_state": state, "hours": hours, "hours_state": state}


def together(number: int) -> tuple[Table, dict[str, object]]:
    return partnership, {"partner_id": number}
