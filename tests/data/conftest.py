"""A small network with a few libraries and their reports, written straight into the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, case, func, insert, literal, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue, load_catalogue
from data.periods import Month, is_year, months
from data.schema import (
    NO_CATEGORY,
    category,
    completeness,
    indicator,
    library,
    metadata,
    observation,
    territory_month,
)
from data.states import State
from data.store import open_engine

Value = float | State | None


class Reports:
    """What libraries reported, and the same asked back through a session."""

    def __init__(self, engine: Engine, catalogue: Catalogue) -> None:
        self.engine, self.catalogue = engine, catalogue
        self.libraries: dict[str, int] = {}
        self.clear()

    def clear(self) -> None:
        """Forget every library and report."""
        catalogue = self.catalogue
        self.libraries.clear()
        with self.engine.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
            codes = [{"id": number, "code": code} for number, code in enumerate(catalogue.indicators, start=1)]
            connection.execute(insert(indicator), codes)
            categories = [{"id": number, "code": code} for number, code in enumerate(catalogue.categories, start=1)]
            connection.execute(insert(category), [{"id": NO_CATEGORY, "code": "-"}, *categories])

    def library(self, code: str, *, kind: str = "sat", since: int | None = 201401) -> None:
        """Add a library; the first five letters of its code are its territory."""
        self.libraries[code] = len(self.libraries) + 1
        row = {"id": self.libraries[code], "code": code, "name": f"Biblioteca {code}", "kind": kind}
        with self.engine.begin() as connection:
            connection.execute(insert(library), {**row, "territory": code[:5], "in_network_from": since})

    def report(self, code: str, period: int, values: Mapping[str, Value], *, category_code: str = "-") -> None:
        """Write the value (or the state without a value) of each library for one indicator and period."""
        number = 1 + list(self.catalogue.indicators).index(code)
        place = NO_CATEGORY if category_code == "-" else 1 + list(self.catalogue.categories).index(category_code)
        rows = [
            {
                "indicator_id": number,
                "period": period,
                "library_id": self.libraries[name],
                "category_id": place,
                "value": None if isinstance(value, State) else value,
                "state": value if isinstance(value, State) else State.REPORTED,
                "submission_id": 1,
                "cell": 0,
            }
            for name, value in values.items()
        ]
        if rows:
            with self.engine.begin() as connection:
                connection.execute(insert(observation), rows)

    def session(self, *, owed: tuple[Month, Month] | None = None) -> Session:
        """Return a session on the reports with their rollups made; `owed`: months in which reports are owed as well."""
        with self.engine.begin() as connection:
            periods = set(connection.scalars(select(observation.c.period).distinct()))
            periods |= {month.period for month in months(*owed)} if owed else set()
            connection.execute(territory_month.delete())
            connection.execute(completeness.delete())
            _sum_up(connection, sorted(periods))
        return Session(self.engine)


def _sum_up(connection: Connection, periods: list[int]) -> None:
    for every, grouped in ((True, literal(NO_CATEGORY)), (False, observation.c.category_id)):
        keys = (observation.c.indicator_id, observation.c.period, library.c.territory, library.c.kind)
        counted = func.count(observation.c.library_id.distinct())
        rows = select(*keys, grouped, func.sum(observation.c.value), counted).select_from(
            observation.join(library, library.c.id == observation.c.library_id)
        )
        rows = rows.where(observation.c.state == State.REPORTED)
        if not every:
            rows = rows.where(observation.c.category_id != NO_CATEGORY).group_by(observation.c.category_id)
        names = ["indicator_id", "period", "territory", "kind", "category_id", "total", "reported"]
        connection.execute(insert(territory_month).from_select(names, rows.group_by(*keys)))
    for period in periods:
        sent = select(observation.c.library_id).where(observation.c.period == period)
        owes = library.c.id > 0 if is_year(period) else library.c.in_network_from <= period
        columns = (
            literal("annual" if is_year(period) else "monthly"),
            literal(period),
            library.c.territory,
            library.c.kind,
            func.count(),
            func.count(case((library.c.id.in_(sent), 1))),
        )
        rows = select(*columns).where(owes).group_by(library.c.territory, library.c.kind)
        names = ["form", "period", "territory", "kind", "expected", "received"]
        connection.execute(insert(completeness).from_select(names, rows))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped definitions."""
    return load_catalogue()


@pytest.fixture
def reports(tmp_path: Path, catalogue: Catalogue) -> Iterator[Reports]:
    """An empty database that a test fills with libraries and what they reported."""
    engine = open_engine(f"sqlite:///{tmp_path / 'small.db'}")
    metadata.create_all(engine)
    yield Reports(engine, catalogue)
    engine.dispose()
