"""What the database holds: files, reports, values and the time they cover."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, Table, func, select

from data.periods import Month
from data.schema import library, network, observation, source_file, submission


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of a database; months and years are the first and the last one with a report in force."""

    network: str | None
    demonstration: bool
    libraries: int
    files_accepted: int
    files_refused: int
    reports: int
    reports_superseded: int
    observations: int
    months: tuple[str, str] | None
    years: tuple[int, int] | None
    last_received: str | None  # ISO date and time

    def as_json(self) -> dict[str, object]:
        """Return the object that `--json` prints."""
        return asdict(self)


def read_status(connection: Connection) -> Status:
    """Return what the database holds."""
    held = connection.execute(select(network.c.name, network.c.demonstration)).one_or_none()
    received = connection.scalar(select(func.max(source_file.c.received_at)))
    months = _range(connection, 100_000, 999_999)
    years = _range(connection, 1_000, 9_999)
    return Status(
        network=held.name if held else None,
        demonstration=bool(held and held.demonstration),
        libraries=_count(connection, library),
        files_accepted=_count(connection, source_file, "accepted"),
        files_refused=_count(connection, source_file, "refused"),
        reports=_count(connection, submission, "accepted"),
        reports_superseded=_count(connection, submission, "superseded"),
        observations=_count(connection, observation),
        months=(str(Month.from_period(months[0])), str(Month.from_period(months[1]))) if months else None,
        years=years,
        last_received=received.isoformat(timespec="seconds") if received else None,
    )


def _count(connection: Connection, table: Table, status: str | None = None) -> int:
    question = select(func.count()).select_from(table)
    return int(connection.scalar(question if status is None else question.where(table.c.status == status)) or 0)


def _range(connection: Connection, lowest: int, highest: int) -> tuple[int, int] | None:
    period = submission.c.period
    in_force = select(func.min(period), func.max(period)).where(
        submission.c.status == "accepted", period.between(lowest, highest)
    )
    first, last = connection.execute(in_force).one()
    return None if first is None else (int(first), int(last))
