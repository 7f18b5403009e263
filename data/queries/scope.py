"""What there is to ask about (available), what is asked when nothing is said (resolve), and which rows that means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from data.bounds import Bounds, bounds_of, sees
from data.catalogue import Catalogue
from data.models import RegionGroup
from data.moments import as_utc
from data.periods import Month, is_year, months
from data.queries.received import received_periods
from data.schema import library, source_file, submission
from data.selection import Selection, known


@dataclass(frozen=True, slots=True)
class Available:
    """What the database holds: first and last month with a report, years with annual reports, files and their date."""

    first: Month | None
    last: Month | None
    years: tuple[int, ...]
    as_of: datetime | None
    files: int
    months: tuple[Month, ...] = ()  # every month with at least one report


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows a question reads: a form, stored periods from `first` to `last`, and which libraries (None: all).

    `library` is the code of a single one; rollups do not know libraries, so its rows are read from the facts.
    `category`: of what is reported by category, this one only ("": all of them together).
    """

    form: str
    first: int
    last: int
    territories: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    library: str | None = None
    category: str = ""

    @property
    def one_period(self) -> bool:
        """True when the question is about a single month, or a single year of annual reports."""
        return self.first == self.last

    @property
    def one_year(self) -> int:
        """What lies between a stored period and the same one a year later: 100 for months (YYYYMM), 1 for years."""
        return 1 if is_year(self.last) else 100

    def a_year_before(self) -> Scope:
        """Return the same libraries in the same months a year before."""
        return replace(self, first=self.first - self.one_year, last=self.last - self.one_year)

    def holds(self, period: ColumnElement[int]) -> ColumnElement[bool]:
        """Return the condition that a period lies in the scope."""
        return period.between(self.first, self.last)

    def includes(self, territory: Column[str], kind: Column[str]) -> ColumnElement[bool]:
        """Return the condition that a row belongs to the libraries asked for: a row of `library`, or of a rollup.

        Raises ValueError where one library is asked of a rollup, which does not know libraries.
        """
        conditions: list[ColumnElement[bool]] = []
        if self.library is not None:
            beside = territory.table.c
            if "code" not in beside:
                raise ValueError(f"{territory.table} does not know libraries: ask the facts for {self.library}")
            conditions.append(beside["code"] == self.library)
        if self.territories is not None:
            conditions.append(territory.in_(self.territories))
        if self.kinds is not None:
            conditions.append(kind.in_(self.kinds))
        return and_(True, *conditions)


def available(session: Session) -> Available:
    """Return what the database holds within the session's bounds; all is None or empty where there are no reports."""
    bounds = bounds_of(session)
    periods = list(session.scalars(_received(bounds)))
    there = tuple(Month.from_period(period) for period in periods if not is_year(period))
    accepted = select(func.count(), func.max(source_file.c.received_at)).where(source_file.c.status == "accepted")
    if not bounds.everything:
        accepted = accepted.where(source_file.c.id.in_(_reports(bounds, submission.c.source_file_id)))
    files, as_of = session.execute(accepted).one()
    return Available(
        first=there[0] if there else None,
        last=there[-1] if there else None,
        years=tuple(period for period in periods if is_year(period)),
        as_of=as_utc(as_of) if as_of else None,
        files=files,
        months=there,
    )


def _received(bounds: Bounds) -> Select[int]:
    """Return the periods with at least one report, in order; the rollup does not know libraries."""
    if bounds.library is not None:
        of_library = _reports(bounds, submission.c.period).where(submission.c.status == "accepted")
        return of_library.distinct().order_by(submission.c.period)
    return received_periods(bounds.territories)


def _reports(bounds: Bounds, column: Column[int]) -> Select[int]:
    """Return a column of the reports of the libraries within the bounds."""
    rows = select(column).join(library, library.c.id == submission.c.library_id)
    return rows.where(bounds.holds(library.c.code, library.c.territory))


def resolve(session: Session, catalogue: Catalogue, selection: Selection) -> Selection:
    """Return the selection with its months filled in and without the values the network does not know.

    By default: the latest calendar year with reports in all its 12 months, else all the months there are; where there
    are annual reports only, their latest year. Both months stay None in a database without reports.
    """
    asked, _unknown = known(selection, catalogue)
    if asked.start and asked.end:
        return asked
    start, end = _default_months(available(session), asked.start, asked.end)
    return replace(asked, start=start, end=end)


def scope_of(session: Session, catalogue: Catalogue, selection: Selection, *, annual: bool = False) -> Scope:
    """Return the rows a selection means, of those within the session's bounds: monthly reports of its months, or the
    annual reports of its years."""
    settings = catalogue.settings
    chosen = resolve(session, catalogue, selection)
    form = settings.annual_form if annual else settings.monthly_form
    bounds = bounds_of(session)
    nothing = Scope(form, 1, 0, None if bounds.everything else ())  # no period lies between 1 and 0
    if chosen.start is None or chosen.end is None:
        return nothing  # nothing was ever reported
    first, last = (chosen.start.year, chosen.end.year) if annual else (chosen.start.period, chosen.end.period)
    if chosen.library:  # one library is one library, whatever else was chosen before
        return Scope(form, first, last, library=chosen.library) if sees(session, chosen.library) else nothing
    territories = territories_of(catalogue, chosen, chosen.end)
    if bounds.library is not None:
        return _of_library(session, bounds.library, Scope(form, first, last, territories), nothing)
    if bounds.territories is not None:
        inside = bounds.territories if territories is None else territories
        territories = tuple(code for code in inside if code in bounds.territories)
    return Scope(form, first, last, territories, chosen.kinds or None)


def _of_library(session: Session, code: str, asked: Scope, nothing: Scope) -> Scope:
    """Return the scope of the one library that may be seen, or nothing where it lies in no territory asked for."""
    if asked.territories is not None:
        territory = session.scalar(select(library.c.territory).where(library.c.code == code))
        if territory not in asked.territories:
            return nothing
    return replace(asked, territories=None, library=code)


def members(group: RegionGroup, month: Month) -> tuple[str, ...]:
    """Return the territories that belong to a group in a month."""
    return tuple(
        member.territory
        for member in group.members
        if (member.since is None or member.since <= month) and (member.until is None or month <= member.until)
    )


def territories_of(catalogue: Catalogue, selection: Selection, as_at: Month) -> tuple[str, ...] | None:
    """Return the territories that a selection names, a group as composed in a month; None: all of them."""
    # A group is taken as composed in the last month asked for, and so for every month compared: a group that grows
    # must not look like growing use.
    if selection.group is None:
        return selection.territories or None
    inside = members(catalogue.groups[selection.group], as_at)
    return tuple(code for code in inside if not selection.territories or code in selection.territories)


def _default_months(there: Available, start: Month | None, end: Month | None) -> tuple[Month | None, Month | None]:
    first, last = there.first, there.last
    if first is None or last is None:
        if not there.years:
            return start or end, end or start
        first, last = Month(there.years[-1], 1), Month(there.years[-1], 12)
    elif start is None and end is None:
        reported = set(there.months)
        for year in range(last.year, first.year - 1, -1):
            if reported.issuperset(months(Month(year, 1), Month(year, 12))):
                return Month(year, 1), Month(year, 12)
    if start is not None:
        return start, max(start, last)
    return (min(first, end), end) if end is not None else (first, last)
