"""Which of two reports about the same library, form and period is in force.

1. Of two senders the one that the form's `precedence` (forms.toml) names first, whichever came later.
2. Of one sender the workbook saved later, where both say when they were saved and it can be true.
3. Else the one received later; of two received at the same moment the one read later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from data.catalogue import Catalogue
from data.forms import load_forms
from data.moments import as_utc
from data.periods import is_year
from etl.problems import Severity

_CLOCKS_DIFFER = timedelta(days=1)  # by so much a sender's clock may be ahead of ours
OLDER, OTHER_SENDER = "older-version", "other-sender"  # problem kinds: why a report is kept, but not in force


class Version(NamedTuple):
    """What the rank of a report depends on."""

    role: str | None
    saved_at: datetime | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Precedence:
    """The roles of senders of each form, the one that goes first first; and severities of what is told of it."""

    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)

    @classmethod
    def of(cls, catalogue: Catalogue) -> Precedence:
        """Return what a network declares; raises DefinitionError."""
        roles = {code: form.precedence for code, form in load_forms(catalogue.folder).items()}
        return cls(roles, {kind: catalogue.checks[kind].severity for kind in (OLDER, OTHER_SENDER)})

    def outranked(self, form: str, period: int, known: Version, new: Version) -> str | None:
        """Return why a new report does not replace a known one, as a problem kind; None where it does."""
        known_place, new_place = self._place(form, known.role), self._place(form, new.role)
        if known_place != new_place:
            return OTHER_SENDER if known_place < new_place else None
        known_saved, new_saved = _plausible(known, period), _plausible(new, period)
        if known_saved and new_saved and known_saved != new_saved:
            return OLDER if new_saved < known_saved else None
        return OLDER if as_utc(new.received_at) < as_utc(known.received_at) else None

    def severity(self, kind: str) -> Severity:
        """Return how loudly it is told that a report is not in force."""
        return self.severities.get(kind, "warn")

    def _place(self, form: str, role: str | None) -> int:
        roles = self.roles.get(form.partition("+")[0], ())
        return roles.index(role) if role in roles else len(roles)


def _plausible(version: Version, period: int) -> datetime | None:
    """Return when a workbook was saved; None where that cannot be: before its period, after its receipt."""
    if version.saved_at is None:
        return None
    saved = as_utc(version.saved_at)
    year, month = (period, 1) if is_year(period) else divmod(period, 100)
    begins = datetime(year, month, 1, tzinfo=UTC) - _CLOCKS_DIFFER
    return saved if begins <= saved <= as_utc(version.received_at) + _CLOCKS_DIFFER else None


NONE_DECLARED = Precedence()
