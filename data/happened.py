"""What the database of figures says was done, for the record: consents, releases, corrections.

They are done by commands, which may run where nobody can reach the record, and a consent ends by itself. So the record
is brought up to date from what the database keeps of them: whoever does it, however often, each stands there once. A
server does it at the first request after a consent has ended.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, exists, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from data.audit import COMMAND, Audit, Done
from data.catalogue import Catalogue
from data.deadlines import end_of_day, time_zone
from data.moments import Now, as_utc
from data.periods import Month, is_year
from data.schema import corrected, indicator, library, release, story_consent, submission
from data.store import DatabaseError, open_engine, prepare
from data.upgrades import ACCOUNTS

_NOBODY = ""  # time did it
_LISTED = ","
_AGAIN = timedelta(seconds=5)  # until the record is tried again, where it could not be written
_log = logging.getLogger("vitrina")


def bring_up_to_date(audit: Audit, session: Session, catalogue: Catalogue, now: datetime) -> int:
    """Write into the record what it does not say yet; return how many rows that were."""
    zone = time_zone(catalogue)
    return audit.add_missing(
        [*_consents(session, zone, now), *_releases(session), *_corrections(session)], now.astimezone(UTC)
    )


class UpToDate:
    """Brings the record up to date at the first call after a consent has ended; before, a call compares two moments.

    Consents end with days: when a day is over it is looked whether any ended with it. The first call looks in any case,
    for what happened while nobody called. A database that is busy or silent is no error: it is tried again at a later
    call. Several threads may call.
    """

    def __init__(self, audit: Audit, sessions: Callable[[], Session], catalogue: Catalogue, now: Now) -> None:
        self._audit, self._sessions, self._catalogue, self._now = audit, sessions, catalogue, now
        self._looked: date | None = None  # the day on which it was looked last
        self._due = datetime.min.replace(tzinfo=UTC)
        self._looking = Lock()

    def __call__(self) -> None:
        """Look, where a day has ended since."""
        now = self._now()
        if now < self._due or not self._looking.acquire(blocking=False):
            return
        try:
            self._look(now)
        except (DatabaseError, SQLAlchemyError) as error:
            self._due = now + _AGAIN
            _log.warning("the record is brought up to date later: %s", error)
        finally:
            self._looking.release()

    def _look(self, now: datetime) -> None:
        zone = time_zone(self._catalogue)
        day = now.astimezone(zone).date()
        with closing(self._sessions()) as session:
            if self._looked is None or _any_ended(session, self._looked, day):
                bring_up_to_date(self._audit, session, self._catalogue, now)
        self._looked, self._due = day, end_of_day(day, zone)


def after_command(engine: Engine, catalogue: Catalogue) -> None:
    """Bring the record up to date after a command, where the environment says in which database it is."""
    with record_of_commands() as audit, closing(Session(engine)) as session:
        if audit:
            bring_up_to_date(audit, session, catalogue, datetime.now(UTC))


@contextmanager
def record_of_commands() -> Iterator[Audit | None]:
    """Yield the record into which a command writes what it did; None where the environment names none."""
    address = os.environ.get("VITRINA_ACCOUNTS")
    if not address:
        yield None
        return
    accounts = open_engine(address)
    prepare(accounts, ACCOUNTS)
    try:
        yield Audit(accounts)
    finally:
        accounts.dispose()


def _any_ended(session: Session, since: date, today: date) -> bool:
    """Return True where the last day of any consent was `since` or later, and is over."""
    last = story_consent.c.expires
    return bool(session.scalar(select(exists().where(last >= since, last < today))))


def _consents(session: Session, zone: ZoneInfo, now: datetime) -> Iterator[Done]:
    """Yield when consents were recorded and withdrawn, and those whose last day is over: never a word of a story."""
    for row in session.execute(select(story_consent).order_by(story_consent.c.id)):
        over = end_of_day(row.expires, zone)
        withdrawn = as_utc(row.withdrawn_at) if row.withdrawn_at else None
        agreed = {"scope": row.scopes.strip(_LISTED), "languages": row.languages.strip(_LISTED)}
        given = {"story": row.mark, **agreed, "until": row.expires.isoformat(), "at": _said(as_utc(row.recorded_at))}
        yield Done("consent_given", COMMAND, given)
        if withdrawn:
            yield Done("consent_withdrawn", COMMAND, {"story": row.mark, "at": _said(withdrawn)})
        if over <= now and (withdrawn is None or withdrawn >= over):
            yield Done("consent_ended", _NOBODY, {"story": row.mark, "at": _said(over)})


def _releases(session: Session) -> Iterator[Done]:
    for row in session.execute(select(release).order_by(release.c.id)):
        embargo = row.embargo.isoformat() if row.embargo else ""
        what = {"release": row.name, "embargo": embargo, "at": _said(as_utc(row.made_at))}
        yield Done("released", COMMAND, what)


def _corrections(session: Session) -> Iterator[Done]:
    """Yield which figures of which reports were corrected as the network declares it; never a value."""
    done, report = corrected.c, submission.c
    rows = session.execute(
        select(done.submission_id, library.c.code.label("library"), report.period, indicator.c.code.label("indicator"))
        .select_from(corrected)
        .join(submission, report.id == done.submission_id)
        .join(library, library.c.id == report.library_id)
        .join(indicator, indicator.c.id == done.indicator_id)
        .distinct()
        .order_by(done.submission_id, indicator.c.code)
    )
    for row in rows:
        period = str(row.period if is_year(row.period) else Month.from_period(row.period))
        what = {"library": row.library, "period": period, "indicator": row.indicator, "report": row.submission_id}
        yield Done("corrected", COMMAND, what)


def _said(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat()
