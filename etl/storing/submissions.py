"""Which submissions a group of files makes: their numbers and versions, and which earlier ones they replace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from sqlalchemy import Column, Connection, DateTime, Integer, MetaData, Table, Text, text

from data import bulk
from data.register import codes, next_id
from data.schema import library, submission
from data.states import State
from etl.storing.list_rows import PackedList
from etl.storing.packing import PackedFile, PackedReport
from etl.storing.precedence import Precedence, Version

_wanted = Table(
    "wanted_report",
    MetaData(),
    Column("form", Text, primary_key=True),
    Column("period", Integer, primary_key=True),
    Column("library_id", Integer, primary_key=True),
    prefixes=["TEMPORARY"],
)


# CROSS JOIN tells SQLite the order: a few stored submissions first, then one look for each indicator or list.
_IN_FORCE = """
    SELECT s.form, s.period, s.library_id, s.id, f.name, f.role, f.saved_at, s.received_at, {spoken_of}
    FROM wanted_report w CROSS JOIN submission s CROSS JOIN source_file f CROSS JOIN {tables}
    WHERE s.form = w.form AND s.period = w.period AND s.library_id = w.library_id AND s.status = 'accepted'
    AND f.id = s.source_file_id AND {condition} ORDER BY s.id, {spoken_of}
"""
_TIMES = {"saved_at": DateTime(timezone=True), "received_at": DateTime(timezone=True)}
_STORED = text(
    _IN_FORCE.format(
        spoken_of="o.indicator_id",
        tables="indicator i CROSS JOIN observation o",
        condition="o.indicator_id = i.id AND o.period = s.period AND o.library_id = s.library_id "
        "AND o.submission_id = s.id",
    )
).columns(**_TIMES)
_STORED_LISTS = text(
    _IN_FORCE.format(spoken_of="r.kind", tables="record_list r", condition="r.submission_id = s.id")
).columns(**_TIMES)
_LAST_VERSIONS = text(
    "SELECT s.form, s.period, s.library_id, MAX(s.version) FROM wanted_report w CROSS JOIN submission s "
    "WHERE s.form = w.form AND s.period = w.period AND s.library_id = w.library_id "
    "GROUP BY s.form, s.period, s.library_id"
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
    file_name: str
    rank: Version
    speaks_of: frozenset[int | str] = frozenset()


@dataclass(slots=True, eq=False)
class Planned:
    """A submission to be written. `live`: in force; `outranked`: why it never was, a problem kind."""

    id: int
    file: PackedFile
    report: PackedReport
    key: ReportKey
    rows: range  # of the file's arrays
    lists: Sequence[PackedList] = ()
    version: int = 1
    replaces: tuple[Stored | Planned, ...] = ()
    live: bool = True
    outranked: str | None = None
    superseded_by: Stored | Planned | None = None

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return self.file.name

    @property
    def rank(self) -> Version:
        """What decides whether it is in force."""
        return Version(self.file.role, self.file.saved_at, self.file.received_at)

    @property
    def speaks_of(self) -> frozenset[int | str]:
        """The numbers of the indicators and the kinds of lists it speaks of."""
        indicators = self.file.rows.indicator_id[self.rows.start : self.rows.stop].tolist()
        return frozenset([*indicators, *(listed.kind for listed in self.lists)])

    @property
    def replaces_stored(self) -> list[int]:
        """The numbers of the submissions it replaces that are in the database already."""
        return [earlier.id for earlier in self.replaces if isinstance(earlier, Stored)]


def plan(connection: Connection, files: Sequence[PackedFile], precedence: Precedence) -> list[Planned]:
    """Return the submissions of the accepted files, in the order of the files.

    A report replaces those of its library, form and period that speak of any of its indicators or lists, unless one
    of them outranks it: then it is kept and not in force. One that speaks of others is a further part of the same
    report, as where visits and loans come in two files.
    """
    library_ids = codes(connection, library)
    number = next_id(connection, submission)
    planned: list[Planned] = []
    for file in files:
        first_row, lists = 0, _lists_of(file)
        for report in () if file.refused else file.reports:
            key = ReportKey(report.form, report.period, library_ids[report.library])
            rows = range(first_row, first_row + report.readings)
            its_lists = lists.get((report.library, report.form, report.period), ())
            planned.append(Planned(number + len(planned), file, report, key, rows, its_lists))
            first_row += report.readings
    keys = {new.key for new in planned}
    current, last_version = _current(connection, keys), _last_versions(connection, keys)
    for new in planned:
        new.version = last_version[new.key] = 1 + last_version.get(new.key, 0)
        _replace(new, current.setdefault(new.key, []), precedence)
    return planned


def _lists_of(file: PackedFile) -> dict[tuple[str, str, int], list[PackedList]]:
    """Return the lists of a file by library, form and period."""
    found: dict[tuple[str, str, int], list[PackedList]] = {}
    for listed in file.lists:
        found.setdefault((listed.library, listed.form, listed.period), []).append(listed)
    return found


def _replace(new: Planned, current: list[Stored | Planned], precedence: Precedence) -> None:
    """Put a submission into the current view of its key, in place of those it replaces, unless one outranks it."""
    rivals = [known for known in current if known.speaks_of & new.speaks_of] if current else []
    for known in rivals:
        new.outranked = precedence.outranked(new.key.form, new.key.period, known.rank, new.rank)
        if new.outranked:
            new.live, new.superseded_by = False, known
            return
    new.replaces = tuple(rivals)
    for known in rivals:
        current.remove(known)
        if isinstance(known, Planned):
            known.live, known.superseded_by = False, new
    current.append(new)


def store(connection: Connection, planned: Sequence[Planned], file_ids: Mapping[str, int]) -> None:
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
            "superseded_by_id": [new.superseded_by.id if new.superseded_by else None for new in planned],
            "received_at": [bulk.stored_time(connection, new.file.received_at) for new in planned],
            **_fullness(planned),
        },
    )


def _fullness(planned: Sequence[Planned]) -> dict[str, bulk.Column]:
    """Return how many questions of each report apply to the library, and how many it answers with a number."""
    asked, filled = [], []
    for new in planned:
        counts = np.bincount(new.file.rows.state[new.rows.start : new.rows.stop], minlength=len(State))
        asked.append(int(counts[State.REPORTED] + counts[State.BLANK] + counts[State.ERROR]))
        filled.append(int(counts[State.REPORTED]))
    return {"asked": asked, "filled": filled}


def _current(connection: Connection, keys: set[ReportKey]) -> dict[ReportKey, list[Stored | Planned]]:
    """Return what is stored as current for the keys."""
    current: dict[ReportKey, list[Stored | Planned]] = {}
    if not keys:
        return current
    forms, periods, library_ids = zip(*sorted(keys), strict=True)
    bulk.empty_temporary(connection, _wanted)
    bulk.insert(connection, _wanted, {"form": forms, "period": periods, "library_id": library_ids})
    stored: dict[int, Stored] = {}
    for question in (_STORED, _STORED_LISTS):
        for form, period, library_id, number, name, role, saved_at, received_at, spoken_of in connection.execute(
            question
        ):
            if number not in stored:
                stored[number] = Stored(number, name, Version(role, saved_at, received_at))
                current.setdefault(ReportKey(form, period, library_id), []).append(stored[number])
            stored[number].speaks_of |= {spoken_of}
    for submissions in current.values():
        submissions.sort(key=lambda one: one.id)
    return current


def _last_versions(connection: Connection, keys: set[ReportKey]) -> dict[ReportKey, int]:
    """Return the highest version stored of each key, in force or not; `_current` has written the keys down."""
    if not keys:
        return {}
    return {
        ReportKey(form, period, library_id): version
        for form, period, library_id, version in connection.execute(_LAST_VERSIONS)
    }
