"""A small database in memory that holds just what a figure stands on, so that any mixture of two states can be asked.

The questions are the very ones that the pages ask; so a mixture is counted as everything else is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from threading import Lock

from sqlalchemy import Connection, Table, insert

from data import completeness, rollups
from data.bounds import Bounds, bind
from data.figure_ids import FigureKey
from data.periods import is_year
from data.queries.figure import FigureValue, figure_value, of_reports
from data.register import store_protection
from data.release import listed
from data.release.pulled import State, counts_days
from data.schema import (
    category,
    category_month,
    category_values,
    due_date,
    event_host,
    indicator,
    library,
    library_month,
    library_status,
    observation,
    protected,
    refused_report,
    source_file,
    submission,
    territory_month,
)
from data.schema import completeness as completeness_table
from data.store import open_engine, session_factory

_TABLES = (
    source_file, library, library_status, indicator, category, submission, observation, territory_month, library_month,
    category_month, category_values, completeness_table, due_date, protected, refused_report, *listed.TABLES,
)  # fmt: skip
_FILE = {"id": 1, "sha256": "", "name": "", "size": 0, "sheets": "[]", "status": "accepted"}
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Small:
    """Answers figures over states and mixtures of them. One is kept, because its questions then stay prepared."""

    def __init__(self) -> None:
        self._engine = open_engine("sqlite://")
        self._numbers: tuple[Mapping[str, int], Mapping[str, int]] = ({}, {})
        source_file.metadata.create_all(self._engine, tables=list(_TABLES))
        with self._engine.begin() as connection:
            _put(connection, source_file, [{**_FILE, "received_at": _LONG_AGO}])

    def number(self, indicators: Mapping[str, int], categories: Mapping[str, int]) -> None:
        """Let indicators and categories have the numbers of the database that the states come from."""
        if self._numbers == (indicators, categories):
            return
        with self._engine.begin() as connection:
            for table, numbers in ((indicator, indicators), (category, categories)):
                connection.execute(table.delete())
                _put(connection, table, [{"id": number, "code": code} for code, number in numbers.items()])
        self._numbers = (indicators, categories)

    def answer(self, figure: FigureKey, state: State, bounds: Bounds) -> FigureValue:
        """Return a figure in a state; reports of libraries that its register does not have yet are no part of it."""
        there = {int(str(row["id"])) for row in state.libraries}
        state = state.of(there)
        with self._engine.begin() as connection:
            for table in (
                *reversed(listed.TABLES),
                refused_report,
                observation,
                submission,
                library_status,
                library,
                category_month,
                due_date,
            ):
                connection.execute(table.delete())
            _fill(connection, figure, state)
        with session_factory(self._engine)() as session:
            return figure_value(bind(session, bounds), state.catalogue, figure)


_kept = cache(Small)
_one_at_a_time = Lock()


@contextmanager
def small(indicators: Mapping[str, int], categories: Mapping[str, int]) -> Iterator[Small]:
    """Yield the small database, which answers one asker at a time; its rows are numbered as given."""
    with _one_at_a_time:
        _kept().number(indicators, categories)
        yield _kept()


def _fill(connection: Connection, figure: FigureKey, state: State) -> None:
    _put(connection, library, state.libraries)
    _put(connection, library_status, state.statuses)
    _put(connection, due_date, state.due)
    _put(connection, submission, list(_reports(state)))
    _put(connection, observation, list(_observed(state)))
    there = {row["id"] for row in state.libraries}
    held = state.lists.of(number for some in state.submissions.values() for number in some)
    held[event_host.name] = [row for row in held[event_host.name] if row["library_id"] in there]
    for table in listed.TABLES:
        _put(connection, table, held[table.name])
    _put(connection, refused_report, _refused(state))
    connection.execute(source_file.update().values(received_at=state.as_of or _LONG_AGO))
    store_protection(connection, state.catalogue)
    rollups.rebuild_totals(connection)
    connection.execute(category_month.delete())
    _put(connection, category_month, state.asked)
    if of_reports(figure) or counts_days(figure):
        connection.execute(completeness_table.delete())
        completeness.count(connection, list(_owed(state)))


def _reports(state: State) -> Iterator[dict[str, object]]:
    """Yield the submissions in force; each came when the first version of its report did, which counts as on time."""
    for report, versions in state.submissions.items():
        for version, row in enumerate(versions.values(), start=1):
            received = {"received_at": state.first[report], "version": version}
            yield {**row, **received, "source_file_id": 1, "supersedes_id": None, "superseded_by_id": None}


def _observed(state: State) -> Iterator[dict[str, object]]:
    """Yield the values of the submissions in force, corrected."""
    whose = {number: report for report, versions in state.submissions.items() for number in versions}
    for cell, said in state.values.items():
        report = whose.get(cell.submission_id)
        if report is not None:
            value, kind = state.corrections.get(cell, said)
            place = {"period": report.period, "library_id": report.library_id}
            yield {**cell._asdict(), **place, "value": value, "state": kind, "cell": 0}


def _refused(state: State) -> list[dict[str, object]]:
    """Return the reports that refused files were about, whichever files these were."""
    about = {(row["form"], row["period"], row["library_id"]) for row in state.refused}
    there = {row["id"] for row in state.libraries}
    names = ("form", "period", "library_id", "source_file_id")
    return [dict(zip(names, (*one, 1), strict=True)) for one in about if one[2] in there]


def _owed(state: State) -> Iterator[completeness.Touched]:
    """Yield every form, period and territory in which a report may be owed: between the first and the last period."""
    territories = {str(row["territory"]) for row in state.libraries}
    periods = {report.period for report in state.submissions} | set(state.periods)
    for form, (first, last) in state.spans.items():
        alike = [period for period in periods if is_year(period) == is_year(first) and first <= period <= last]
        yield from (completeness.Touched(form, period, territory) for period in alike for territory in territories)


def _put(connection: Connection, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
    listed = [dict(row) for row in rows]
    if listed:
        connection.execute(insert(table), listed)
