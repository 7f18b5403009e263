"""When the reports of each form and period are due: what forms.toml declares, as moments that receipts compare with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, select

from data.catalogue import Catalogue
from data.forms import Form, load_forms
from data.loading_files import DefinitionError
from data.moments import as_utc
from data.periods import Month, months
from data.schema import due_date

FIRST_YEAR, LAST_YEAR = 2000, 2049  # of the periods whose due dates are written down


class Due(NamedTuple):
    """The due date of a form's period: the last day on time, and the moment at which that day ends."""

    form: str
    period: int
    due_on: date
    due_before: datetime


def due_dates(catalogue: Catalogue) -> list[Due]:
    """Return the due date of every period of every form that declares one; raises DefinitionError."""
    zone = time_zone(catalogue)
    forms = load_forms(catalogue.folder)
    return [
        Due(code, period, due_on, end_of_day(due_on, zone))
        for code, periods in _periods(catalogue, forms)
        for period in periods
        if (due_on := forms[code].due(period)) is not None
    ]


def store(connection: Connection, catalogue: Catalogue) -> bool:
    """Write the due dates in place of those there are; returns True where any changed."""
    due = sorted(due_dates(catalogue))
    stored = connection.execute(select(due_date).order_by(due_date.c.form, due_date.c.period))
    if [Due(*row)._replace(due_before=as_utc(row.due_before)) for row in stored] == due:
        return False
    connection.execute(due_date.delete())
    if due:
        connection.execute(due_date.insert(), [one._asdict() for one in due])
    return True


def time_zone(catalogue: Catalogue) -> ZoneInfo:
    """Return the zone in which the network's days begin and end; raises DefinitionError for one that nobody knows."""
    name = catalogue.settings.time_zone
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        path = Path(catalogue.folder) / "network.toml"
        raise DefinitionError(
            path, "time_zone", f"no such time zone: {name!r}", "write one like Europe/Chisinau"
        ) from error


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment (UTC) at which a day ends: what is received before it was received on that day."""
    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=zone).astimezone(UTC)


def _periods(catalogue: Catalogue, forms: Mapping[str, Form]) -> Iterator[tuple[str, list[int]]]:
    every_month = [month.period for month in months(Month(FIRST_YEAR, 1), Month(LAST_YEAR, 12))]
    every_year = list(range(FIRST_YEAR, LAST_YEAR + 1))
    for code in forms:
        yield code, every_year if code == catalogue.settings.annual_form else every_month
