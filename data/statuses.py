"""What became of a library, dated: closed, merged, reported for by another, seasonal, renamed, moved, hosted.

The first four decide what a library owes (data.owing asks the same of the database). `since` is the first month and
`until` the last one; without `until` it still holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Literal

from data.loading_files import DefinitionError, build, read_rows
from data.loading_network import NetworkFolder
from data.models import Declared, MonthField
from data.periods import Month, is_year, months

FILE = "library_statuses.csv"
ABSENT = ("closed", "merged", "reported_by")  # while one of these holds, a library owes no report
Kind = Literal["closed", "merged", "reported_by", "seasonal", "renamed", "relocated", "hosted"]
NEEDS: Mapping[str, str] = {
    "merged": "other",
    "reported_by": "other",
    "seasonal": "months",
    "renamed": "former_name",
    "relocated": "where",
    "hosted": "where",
}


class LibraryStatus(Declared):
    """A status of a library from `since` to `until`, both counted."""

    library: str
    status: Kind
    since: MonthField
    until: MonthField | None = None
    other: str | None = None  # the library it was merged into, or whose report holds its figures
    months: tuple[int, ...] = ()  # of a seasonal library: the months of the year in which it is open
    former_name: str | None = None  # what it was called before `since`
    where: str | None = None  # where it moved, or the institution it now shares a roof with

    def holds(self, month: Month) -> bool:
        """Return True in a month in which the status holds."""
        return self.since <= month and (self.until is None or month <= self.until)

    def excuses(self, month: Month) -> bool:
        """Return True in a month of which the library owes no report because of this status."""
        if self.status == "seasonal":
            return self.holds(month) and month.month not in self.months
        return self.status in ABSENT and self.holds(month)


Statuses = Mapping[str, tuple[LibraryStatus, ...]]


def excuse(statuses: Iterable[LibraryStatus], period: int) -> LibraryStatus | None:
    """Return the status because of which a library owes no report of a stored period, or None.

    An annual report is not owed when no month of the year was left; a season is no reason, for it is reported yearly.
    """
    if not is_year(period):
        month = Month.from_period(period)
        return next((status for status in statuses if status.excuses(month)), None)
    absences = [status for status in statuses if status.status in ABSENT]
    found: LibraryStatus | None = None
    for month in months(Month(period, 1), Month(period, 12)):
        found = next((status for status in absences if status.holds(month)), None)
        if found is None:
            return None
    return found


def reported_by(statuses: Iterable[LibraryStatus], period: int) -> LibraryStatus | None:
    """Return the status that says whose report holds a library's figures of a stored period, or None."""
    found = excuse(statuses, period)
    return found if found is not None and found.status == "reported_by" else None


def load_statuses(network: NetworkFolder) -> dict[str, tuple[LibraryStatus, ...]]:
    """Return the statuses by library, each library's in order of time; raises DefinitionError.

    They are read from the folder of the register they speak of, never from a base whose libraries are others.
    """
    path = network.beside("libraries.csv", FILE)
    found: dict[str, list[LibraryStatus]] = {}
    for number, row in enumerate(read_rows(path, ("library", "status", "since")) if path else [], start=2):
        place = f"line {number}"
        fields: dict[str, object] = {**row}
        if "months" in row:
            fields["months"] = tuple(row["months"].split(";"))
        status = build(LibraryStatus, path or Path(), place, fields)
        _check(status, path or Path(), place)
        found.setdefault(status.library, []).append(status)
    in_order = {code: sorted(some, key=lambda status: status.since) for code, some in found.items()}
    for code, some in in_order.items():
        _check_absences(code, [status for status in some if status.status in ABSENT], path or Path())
    return {code: tuple(some) for code, some in in_order.items()}


def _check(status: LibraryStatus, path: Path, place: str) -> None:
    needed = NEEDS.get(status.status)
    for field in sorted({*NEEDS.values()}):
        given = bool(getattr(status, field))
        if field == needed and not given:
            raise DefinitionError(path, place, f"{status.status!r} without {field!r}", f"fill in the column {field!r}")
        if field != needed and given:
            raise DefinitionError(path, place, f"{status.status!r} with {field!r}", "leave that cell empty")
    if status.until is not None and status.until < status.since:
        raise DefinitionError(path, place, "it ends before it begins", "correct 'since' or 'until'")
    if any(not 1 <= month <= 12 for month in status.months):
        raise DefinitionError(path, place, "a month of the year is a number from 1 to 12", "correct 'months'")
    if status.other == status.library:
        raise DefinitionError(path, place, "a library cannot stand for itself", "correct 'other'")


def _check_absences(code: str, absences: list[LibraryStatus], path: Path) -> None:
    for first, second in pairwise(absences):
        if first.until is None or first.until >= second.since:
            wrong = f"{first.status!r} from {first.since} still holds when {second.status!r} begins"
            raise DefinitionError(path, f"{code} {second.since}", wrong, "say in 'until' when the earlier one ended")
