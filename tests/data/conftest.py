"""A small network with a few libraries and their reports, written straight into the tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.orm import Session

from data import rollups
from data.catalogue import Catalogue, load_catalogue
from data.periods import is_year
from data.register import store_protection
from data.schema import NO_CATEGORY, category, indicator, library, metadata, observation, source_file, submission
from data.states import State
from data.store import session_factory, writing

Value = float | State | None
RECEIVED = datetime(2017, 3, 5, tzinfo=UTC)


class Reports:
    """What libraries reported, and the same asked back through a session."""

    def __init__(self, engine: Engine, catalogue: Catalogue) -> None:
        self.engine, self.catalogue = engine, catalogue
        self.libraries: dict[str, int] = {}
        self.sent: dict[tuple[str, int], int] = {}
        self.clear()

    def clear(self) -> None:
        """Forget every library and report."""
        self.libraries.clear()
        self.sent.clear()
        indicators = [{"id": number, "code": code} for number, code in enumerate(self.catalogue.indicators, start=1)]
        categories = [{"id": number, "code": code} for number, code in enumerate(self.catalogue.categories, start=1)]
        with writing(self.engine) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
            connection.execute(insert(indicator), indicators)
            connection.execute(insert(category), [{"id": NO_CATEGORY, "code": "-"}, *categories])

    def library(self, code: str, *, kind: str = "sat", since: int | None = 201401, **dates: int) -> None:
        """Add a library; the first five letters of its code are its territory."""
        self.libraries[code] = len(self.libraries) + 1
        row = {"id": self.libraries[code], "code": code, "name": f"Biblioteca {code}", "kind": kind}
        with writing(self.engine) as connection:
            connection.execute(insert(library), {**row, "territory": code[:5], "in_network_from": since, **dates})

    def report(self, code: str, period: int, values: Mapping[str, Value], *, category_code: str = "-") -> None:
        """Write the value (or the state without a value) of each library for one indicator and period."""
        number = 1 + list(self.catalogue.indicators).index(code)
        place = NO_CATEGORY if category_code == "-" else 1 + list(self.catalogue.categories).index(category_code)
        with writing(self.engine) as connection:
            for name, value in values.items():
                if (name, period) not in self.sent:
                    self.sent[name, period] = len(self.sent) + 1
                    self._send(connection, self.sent[name, period], self.libraries[name], period)
                row = {
                    "indicator_id": number,
                    "period": period,
                    "library_id": self.libraries[name],
                    "category_id": place,
                    "value": None if isinstance(value, State) else value,
                    "state": value if isinstance(value, State) else State.REPORTED,
                    "submission_id": self.sent[name, period],
                    "cell": 0,
                }
                connection.execute(insert(observation), row)

    def session(self) -> Session:
        """Return a session on the reports, their rollups made."""
        with writing(self.engine) as connection:
            store_protection(connection, self.catalogue)
            rollups.rebuild(connection)
        return session_factory(self.engine)()

    def _send(self, connection: Connection, number: int, library_id: int, period: int) -> None:
        if connection.scalar(select(source_file.c.id)) is None:
            file = {"id": 1, "sha256": "0", "name": "a.xlsx", "size": 1, "sheets": '["Foaia 1"]', "status": "accepted"}
            connection.execute(insert(source_file), {**file, "received_at": RECEIVED})
        row = {"id": number, "source_file_id": 1, "library_id": library_id, "period": period, "version": 1}
        form = "annual" if is_year(period) else "monthly"
        connection.execute(insert(submission), {**row, "form": form, "status": "accepted", "received_at": RECEIVED})


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped definitions."""
    return load_catalogue()


@pytest.fixture
def reports(engine: Engine, catalogue: Catalogue) -> Reports:
    """An empty database (once SQLite, once PostgreSQL) that a test fills with libraries and what they reported."""
    return Reports(engine, catalogue)
