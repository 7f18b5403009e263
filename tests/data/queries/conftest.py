"""What tests of questions need: lists of reports, written straight into the tables, and the loader of reports."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, Table, insert, select, update
from sqlalchemy.orm import Session

from data import schema
from data.provenance import pack_cell
from data.register import next_id
from data.states import State
from data.store import writing
from tests.data.conftest import Reports
from tests.etl.conftest import Loader, nine_libraries


class Lists:
    """What libraries listed: records beside a report of each library and month."""

    def __init__(self, reports: Reports) -> None:
        self.reports = reports
        self.categories = {code: number for number, code in enumerate(reports.catalogue.categories, start=1)}

    def list(self, of: str, library: str, period: int, *, current: bool = True) -> int:
        """Send a list with a report; return the report's number."""
        if (library, period) not in self.reports.sent:
            self.reports.report("V01", period, {library: 1})
        number = self.reports.sent[library, period]
        row = {"submission_id": number, "kind": of, "period": period, "records": 0, "current": current}
        columns = json.dumps({"title": 2, "participants": 6, "amount": 3, "in_kind": 6})
        with writing(self.reports.engine) as connection:
            known = select(schema.record_list.c.kind).where(
                schema.record_list.c.submission_id == number, schema.record_list.c.kind == of
            )
            if connection.scalar(known) is None:
                whose = {"library_id": self.reports.libraries[library], "columns": columns}
                connection.execute(insert(schema.record_list), {**row, **whose})
        return number

    def add(self, table: Table, of: str, library: str, period: int, **values: object) -> int:
        """Add a record; return its number."""
        number = self.list(of, library, period)
        with writing(self.reports.engine) as connection:
            record = next_id(connection, table)
            whose = {"submission_id": number, "library_id": self.reports.libraries[library], "period": period}
            connection.execute(insert(table), {"id": record, "cell": pack_cell(0, 1, 0), **whose, **values})
        return record

    def event(
        self,
        library: str,
        people: float | None = None,
        *,
        period: int = 201705,
        category: str = "XX.UNC",
        **more: object,
    ) -> int:
        """Add an event; return its number."""
        state = State.BLANK if people is None else State.REPORTED
        values = {"title": "Eveniment", "attendance": people, "attendance_state": state, "children_state": State.BLANK}
        given = {**values, "volunteers_state": State.BLANK, "category_id": self.categories[category], **more}
        return self.add(schema.event, "events", library, period, **given)

    def send_again(self, library: str, *, period: int = 201705) -> int:
        """Let a report of the library replace the one there is, its lists with it; return the report's number."""
        known = self.reports.sent[library, period]
        with writing(self.reports.engine) as connection:
            now = connection.execute(select(schema.submission).where(schema.submission.c.id == known)).mappings().one()
            new = next_id(connection, schema.submission)
            received = now["received_at"] + timedelta(days=1)
            again = {"id": new, "version": now["version"] + 1, "supersedes_id": known, "received_at": received}
            connection.execute(insert(schema.submission), {**now, **again})
            was = {"status": "superseded", "superseded_by_id": new}
            connection.execute(update(schema.submission).where(schema.submission.c.id == known).values(was))
            rows = schema.record_list.c
            connection.execute(update(schema.record_list).where(rows.submission_id == known).values(current=False))
        self.reports.sent[library, period] = new
        return new

    def co_host(self, event: int, library: str) -> None:
        """Let an event name a co-host."""
        row = {"event_id": event, "library_id": self.reports.libraries[library], "role": "co-host"}
        with writing(self.reports.engine) as connection:
            connection.execute(insert(schema.event_host), row)

    def join(self, event: int, *, to: int) -> None:
        """Let an event tell of another one again."""
        with writing(self.reports.engine) as connection:
            connection.execute(update(schema.event).where(schema.event.c.id == event).values(same_as=to))

    def money(self, library: str, amount: float, *, period: int = 201705, **more: object) -> int:
        """Add a sum of money received from the local authority, unless said otherwise."""
        values = {"kind": "money", "amount": amount, "amount_state": State.REPORTED, "in_kind": False}
        given = {
            **values,
            "currency": "MDL",
            "rate": 1.0,
            "converted": amount,
            "source": "authority",
            "given": "received",
        }
        return self.add(schema.advocacy_result, "advocacy", library, period, **{**given, **more})

    def session(self) -> Session:
        """Return a session on everything."""
        return self.reports.session()


@pytest.fixture
def lists(reports: Reports) -> Lists:
    """Three libraries, two of them in Orhei, whose lists a test fills."""
    for code in ("MD-OR-0001", "MD-OR-0002"):
        reports.library(code)
    reports.library("MD-BA-0001", kind="municipal")
    return Lists(reports)


@pytest.fixture
def fair_day() -> date:
    """The day of the fair."""
    return date(2017, 9, 12)


@pytest.fixture
def loader(engine: Engine, tmp_path: Path) -> Loader:
    """A loader on an empty database; its nine libraries are those of `loader.catalogue`."""
    return Loader(engine, nine_libraries(), tmp_path / "received")
