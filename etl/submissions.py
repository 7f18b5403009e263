"""Which submissions a group of files makes: their numbers and versions, and which earlier ones they replace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, and_, select

from data import bulk
from data.register import codes, next_id
from data.schema import library, submission
from etl.packing import PackedFile, PackedReport

_wanted = Table(
    "wanted_report",
    MetaData(),
    Column("form", Text, primary_key=True),
    Column("period", Integer, primary_key=True),
    Column("library_id", Integer, primary_key=True),
    prefixes=["TEMPORARY"],
)


class ReportKey(NamedTuple):
    """What a submission is about; the latest accepted one of a key is its current view."""

    form: str
    period: int
    library_id: int


class Predecessor(NamedTuple):
    """The submission that is current for a key so far."""

    id: int
    version: int


@dataclass(slots=True)
class Planned:
    """A submission to be written. `live`: not superseded by a later file of the same group."""

    id: int
    file: PackedFile
    report: PackedReport
    key: ReportKey
    replaces: Predecessor | None
    stored_before: bool = False  # what it replaces is in the database already, not in the same group
    live: bool = True

    @property
    def version(self) -> int:
        """1 for the first submission of a key, then counting up."""
        return self.replaces.version + 1 if self.replaces else 1


def plan(connection: Connection, files: Sequence[PackedFile]) -> list[Planned]:
    """Return the submissions of the accepted files, in the order of the files."""
    library_ids = codes(connection, library)
    reports = [
        (file, report, ReportKey(report.form, report.period, library_ids[report.library]))
        for file in files
        if not file.refused
        for report in file.reports
    ]
    stored = _predecessors(connection, {key for _file, _report, key in reports})
    number = next_id(connection, submission)
    latest: dict[ReportKey, Planned] = {}
    planned = []
    for index, (file, report, key) in enumerate(reports):
        earlier = latest.get(key)
        if earlier is None:
            new = Planned(number + index, file, report, key, stored.get(key), stored_before=key in stored)
        else:
            earlier.live = False
            new = Planned(number + index, file, report, key, Predecessor(earlier.id, earlier.version))
        latest[key] = new
        planned.append(new)
    return planned


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
            "supersedes_id": [new.replaces.id if new.replaces else None for new in planned],
            "received_at": [bulk.stored_time(connection, received_at)] * len(planned),
        },
    )


def _predecessors(connection: Connection, keys: set[ReportKey]) -> dict[ReportKey, Predecessor]:
    if not keys:
        return {}
    forms, periods, library_ids = zip(*sorted(keys), strict=True)
    bulk.empty_temporary(connection, _wanted)
    bulk.insert(connection, _wanted, {"form": forms, "period": periods, "library_id": library_ids})
    same = and_(
        submission.c.form == _wanted.c.form,
        submission.c.period == _wanted.c.period,
        submission.c.library_id == _wanted.c.library_id,
        submission.c.status == "accepted",
    )
    columns = (_wanted.c.form, _wanted.c.period, _wanted.c.library_id, submission.c.id, submission.c.version)
    rows = connection.execute(select(*columns).select_from(_wanted.join(submission, same)))
    return {ReportKey(*row[:3]): Predecessor(*row[3:]) for row in rows}
