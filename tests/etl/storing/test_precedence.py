"""Of two reports about the same library, form and period, which is in force."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.catalogue import load_catalogue
from etl.storing.precedence import OLDER, OTHER_SENDER, Precedence, Version

RULES = Precedence.of(load_catalogue())
IN_FORCE = None


def moment(day: int, *, month: int = 7, year: int = 2017) -> datetime:
    """Return ten o'clock of a day."""
    return datetime(year, month, day, 10, tzinfo=UTC)


def version(received: int, saved: datetime | None = None, role: str | None = "library") -> Version:
    """Return a version received on a day of July 2017."""
    return Version(role, saved, moment(received))


@pytest.mark.parametrize(
    ("known", "new", "expected"),
    [
        # Received one after the other, at once, the other way round.
        (version(5), version(9), IN_FORCE),
        (version(5), version(5), IN_FORCE),
        (version(9), version(5), OLDER),
        # What the workbooks themselves say goes before the order of receipt.
        (version(5, moment(4)), version(9, moment(8)), IN_FORCE),
        (version(5, moment(4)), version(9, moment(3)), OLDER),
        (version(9, moment(3)), version(5, moment(4)), IN_FORCE),
        (version(5, moment(4)), version(9, moment(4)), IN_FORCE),
        # One that does not say, or says what cannot be: the order of receipt.
        (version(5, moment(4)), version(9), IN_FORCE),
        (version(5, moment(4)), version(9, moment(1, month=1, year=2009)), IN_FORCE),
        (version(5, moment(20)), version(9, moment(8)), IN_FORCE),
        # The library goes before its raion, whichever came later; the raion before nobody in particular.
        (version(5, role="library"), version(9, role="territory"), OTHER_SENDER),
        (version(9, role="territory"), version(5, role="library"), IN_FORCE),
        (version(5, role="territory"), version(9, role="network"), OTHER_SENDER),
        (version(5, role=None), version(4, role="territory"), IN_FORCE),
        (version(5, role="network"), version(9, role=None), IN_FORCE),
    ],
)
def test_which_of_two_versions_is_in_force(known: Version, new: Version, expected: str | None) -> None:
    assert RULES.outranked("monthly", 201706, known, new) == expected
    assert RULES.outranked("monthly+V01", 201706, known, new) == expected


def test_an_annual_workbook_saved_in_its_own_year_says_so_truly() -> None:
    known, new = version(5, moment(3)), version(9, moment(2))
    assert RULES.outranked("annual", 2017, known, new) == OLDER
    assert RULES.outranked("annual", 2018, known, new) is IN_FORCE


def test_a_network_that_declares_no_precedence_goes_by_time_alone() -> None:
    first, second = version(5, role="library"), version(9, role="territory")
    assert Precedence().outranked("monthly", 201706, first, second) is IN_FORCE
    assert Precedence().outranked("monthly", 201706, second, first) == OLDER
