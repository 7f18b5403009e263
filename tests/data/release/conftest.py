"""Reports that change after a release was made: later ones, corrected ones, resubmitted ones, another register."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert, select, update
from sqlalchemy.orm import Session

from data import register, rollups
from data.catalogue import Catalogue
from data.release.frozen import frozen_engine
from data.release.making import make_release
from data.release.stored import Release
from data.schema import corrected, library, observation, source_file, submission, superseded_observation
from data.states import State
from data.store import session_factory, writing
from tests.data.conftest import Reports

BEGAN = datetime(2017, 7, 1, tzinfo=UTC)


class History:
    """An empty database whose reports come, are replaced and corrected day by day; every step is a day."""

    def __init__(self, engine: Engine, catalogue: Catalogue) -> None:
        self.engine, self.catalogue, self.day = engine, catalogue, 0
        self.frozen: list[Engine] = []

    @property
    def now(self) -> datetime:
        """The moment of the last step."""
        return BEGAN + timedelta(days=self.day)

    def library(self, number: int, *, territory: str = "MD-OR", since: int = 201401, **dates: int | None) -> None:
        """Add a library, or change what the register says of it."""
        row = {"code": f"{territory}-{number:04d}", "name": f"Biblioteca {number}", "kind": "sat"}
        said = {**row, "territory": territory, "in_network_from": since, "obligated": True, **dates}
        with writing(self.engine) as connection:
            if connection.scalar(select(library.c.id).where(library.c.id == number)) is None:
                connection.execute(insert(library), {"id": number, **said})
            else:
                connection.execute(update(library).where(library.c.id == number).values(**said))

    def report(self, number: int, period: int, values: dict[str, float]) -> int:
        """Let a library report; an earlier report of the period is replaced. Return the submission's number."""
        return self.report_all(number, period, {(code, "-"): value for code, value in values.items()})

    def report_all(self, number: int, period: int, values: dict[tuple[str, str], float]) -> int:
        """The same by indicator and category."""
        self.day += 1
        with writing(self.engine) as connection:
            codes, categories = (register.codes(connection, one) for one in (register.indicator, register.category))
            new = register.next_id(connection, submission)
            file = {"id": new, "sha256": str(new), "name": f"{new}.xlsx", "size": 1, "sheets": '["Foaia 1"]'}
            connection.execute(insert(source_file), {**file, "status": "accepted", "received_at": self.now})
            self._replace(connection, number, period, new)
            versions = select(submission.c.id).where(
                submission.c.library_id == number, submission.c.period == period, submission.c.form == "monthly"
            )
            row = {"id": new, "source_file_id": new, "library_id": number, "form": "monthly", "period": period}
            version = 1 + len(connection.scalars(versions).all())
            said = {"version": version, "status": "accepted", "received_at": self.now, "asked": 2, "filled": 2}
            connection.execute(insert(submission), {**row, **said})
            rows = [
                {
                    "indicator_id": codes[code],
                    "period": period,
                    "library_id": number,
                    "category_id": categories[category],
                    "value": value,
                    "state": State.REPORTED,
                    "submission_id": new,
                    "cell": 0,
                }
                for (code, category), value in values.items()
            ]
            connection.execute(insert(observation), rows)
        return new

    def _replace(self, connection, number: int, period: int, new: int) -> None:
        rows = observation.c
        theirs = (rows.library_id == number) & (rows.period == period)
        before = connection.execute(select(observation).where(theirs)).mappings().all()
        if not before:
            return
        names = [column.name for column in superseded_observation.columns]
        connection.execute(insert(superseded_observation), [{name: row[name] for name in names} for row in before])
        connection.execute(observation.delete().where(theirs))
        old = {row["submission_id"] for row in before}
        connection.execute(
            update(submission).where(submission.c.id.in_(old)).values(status="superseded", superseded_by_id=new)
        )

    def correct(self, number: int, period: int, code: str, value: float | None) -> None:
        """Let the current figure be corrected; None takes the correction back."""
        self.day += 1
        with writing(self.engine) as connection:
            indicator_id = register.codes(connection, register.indicator)[code]
            rows, done = observation.c, corrected.c
            here = (rows.indicator_id == indicator_id) & (rows.period == period) & (rows.library_id == number)
            found = connection.execute(select(observation).where(here)).mappings().one_or_none()
            if found is None:
                return
            mine = (done.submission_id == found["submission_id"]) & (done.indicator_id == indicator_id)
            known = connection.execute(select(corrected).where(mine)).mappings().one_or_none()
            source = known["source_value"] if known else found["value"]
            connection.execute(corrected.delete().where(mine))
            if value is not None:
                key = {"submission_id": found["submission_id"], "indicator_id": indicator_id, "category_id": 0}
                what = {"source_value": source, "source_state": State.REPORTED, "value": value}
                connection.execute(insert(corrected), {**key, **what, "state": State.REPORTED, "reason": "{}"})
            connection.execute(update(observation).where(here).values(value=source if value is None else value))

    def release(self, name: str, *, as_of: datetime | None = None, catalogue: Catalogue | None = None) -> Release:
        """Make a release of what there is now."""
        self.settle()
        return make_release(self.engine, catalogue or self.catalogue, name, as_of or self.now, now=self.now)

    def settle(self) -> None:
        """Make the rollups anew, as the loader does."""
        with writing(self.engine) as connection:
            rollups.rebuild(connection)

    @contextmanager
    def today(self) -> Iterator[Session]:
        """Yield a session on today's reports."""
        self.settle()
        with session_factory(self.engine)() as session:
            yield session

    @contextmanager
    def read(self, release: Release) -> Iterator[Session]:
        """Yield a session on a release."""
        own = frozen_engine(self.engine, release)
        with session_factory(own)() as session:
            yield session
        own.dispose()


@pytest.fixture
def history(reports: Reports) -> History:
    """A network without libraries and reports (once SQLite, once PostgreSQL)."""
    return History(reports.engine, reports.catalogue)
