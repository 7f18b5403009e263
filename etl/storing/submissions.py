"""Which submissions a group of files makes: their numbers and versions, and which earlier ones they replace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, text

from data import bulk
from data.register import codes, next_id
from data.schema import library, submission
from etl.storing.packing import PackedFile, PackedReport

_wanted = Table(
    "wanted_report",
    MetaData(),
    Column("form", Text, primary_key=True),
    Column("period", Integer, primary_key=True),
    Column("library_id", Integer, primary_key=True),
    prefixes=["TEMPORARY"],
)


# CROSS JOIN tells SQLite the order: a few stored submissions first, then one look for each indicator.
_STORED = text(
    "SELECT s.form, s.period, s.library_id, s.id, s.version, o.indicator_id "
    "FROM wanted_report w CROSS JOIN submission s CROSS JOIN indicator i CROSS JOIN observation o "
    "WHERE s.form = w.form AND s.period = w.period AND s.library_id = w.library_id AND s.status = 'accepted' "
    "AND o.indicator_id = i.id AND o.period = s.period AND o.library_id = s.library_id AND o.submission_id = s.id "
    "ORDER BY s.id, o.indicator_id"
)


class ReportKey(NamedTuple):
    """What a submission is about; the latest accepted one of a key is its current view."""

    form: str
    period: int
    library_id: int


@dataclass(slots=True, eq=False)
class Stored:
    """A submission of an earlier transaction that is in the current view so far."""

    id: int
    version: int
    indicators: frozenset[int] = frozenset()


@dataclass(slots=True, eq=False)
class Planned:
    """A submission to be written. `live`: not superseded by a later file of the same group."""

    id: int
    file: PackedFile
    report: PackedReport
    key: ReportKey
    rows: range  # of the file's arrays
    version: int = 1
    replaces: tuple[Stored | Planned, ...] = ()
    live: bool = True

    @property
    def indicators(self) -> frozenset[int]:
        """The numbers of the indicators it speaks of."""
        return frozenset(self.file.rows.indicator_id[self.rows.start : self.rows.stop].tolist())

    @property
    def replaces_stored(self) -> list[int]:
        """The numbers of the submissions it replaces that are in the database already."""
        return [earlier.id for earlier in self.replaces if isinstance(earlier, Stored)]


def plan(connection: Connection, files: Sequence[PackedFile]) -> list[Planned]:
    """Return the submissions of the accepted files, in the order of the files.

    A report replaces the earlier ones of its library, form and period that speak of any of its indicators. One that
    speaks of other indicators is a further part of the same report, as where visits and loans come in two files.
    """
    library_ids = codes(connection, library)
    number = next_id(connection, submission)
    planned: list[Planned] = []
    for file in files:
        first_row = 0
        for report in () if file.refused else file.reports:
            key = ReportKey(report.form, report.period, library_ids[report.library])
            rows = range(first_row, first_row + report.readings)
            planned.append(Planned(number + len(planned), file, report, key, rows))
            first_row += report.readings
    current = _current(connection, {new.key for new in planned})
    for new in planned:
        _replace(new, current.setdefault(new.key, []))
    return planned


def _replace(new: Planned, current: list[Stored | Planned]) -> None:
    """Put a submission into the current view of its key, in place of those it replaces."""
    if current:
        indicators = new.indicators
        new.version = 1 + max(earlier.version for earlier in current)
        new.replaces = tuple(earlier for earlier in current if earlier.indicators & indicators)
        for earlier in new.replaces:
            current.remove(earlier)
            if isinstance(earlier, Planned):
                earlier.live = False
    current.append(new)


def store(
    connection: Connection, planned: Sequence[Planned], file_ids: Mapping[str, int], received_at: datetime
) -> None:
    """Write the rows of the submissions."""
    bulk.insert(
        connection,
        submission,
        {
            "id": [new.id for new in planned],
            "source_file_id": [file_ids[new.file.sha256] for new in planned],
            "library_id": [new.key.library_id for new in planned],
            "form": [new.key.form for new in planned],
            "period": [new.key.period for new in planned],
            "version": [new.version for new in planned],
            "status": ["accepted" if new.live else "superseded" for new in planned],
            "supersedes_id": [new.replaces[-1].id if new.replaces else None for new in planned],
            "received_at": [bulk.stored_time(connection, received_at)] * len(planned),
        },
    )


def _current(connection: Connection, keys: set[ReportKey]) -> dict[ReportKey, list[Stored | Planned]]:
    """Return what is stored as current for the keys."""
    current: dict[ReportKey, list[Stored | Planned]] = {}
    if not keys:
        return current
    forms, periods, library_ids = zip(*sorted(keys), strict=True)
    bulk.empty_temporary(connection, _wanted)
    bulk.insert(connection, _wanted, {"form": forms, "period": periods, "library_id": library_ids})
    stored: Stored | None = None
    for form, period, library_id, number, version, indicator_id in connection.execute(_STORED):
        if stored is None or stored.id != number:
            stored = Stored(number, version)
            current.setdefault(ReportKey(form, period, library_id), []).append(stored)
        stored.indicators |= {indicator_id}
    return current
