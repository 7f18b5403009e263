"""What a page is asked: its address, resolved against the network and what the database holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from dashboard.address import Address
from dashboard.words import words
from data.catalogue import Catalogue
from data.periods import Month
from data.queries.scope import Available, available, resolve
from data.selection import Selection, in_words, known
from data.wording import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything a page's content follows from. `selection` has its months filled in, unless there are no reports."""

    session: Session
    catalogue: Catalogue
    text: Text
    address: Address
    selection: Selection
    available: Available
    unknown: tuple[str, ...]  # codes of the address that the network does not know

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.text.language

    @property
    def annual(self) -> bool:
        """True where the network has annual figures only."""
        return self.available.first is None and bool(self.available.years)

    @property
    def months(self) -> tuple[Month, Month] | None:
        """The first and last month asked for; None in a database without reports."""
        start, end = self.selection.start, self.selection.end
        return (start, end) if start and end else None

    def in_words(self) -> str:
        """Return the selection as read."""
        return in_words(self.selection, self.text, self.catalogue)


def ask(session: Session, catalogue: Catalogue, address: Address) -> Asked:
    """Return the question an address puts to this network's database."""
    _, unknown = known(address.selection, catalogue)
    there = available(session)
    selection = resolve(session, catalogue, address.selection)
    if there.first is None and there.years and selection.start and selection.end:
        # Annual figures know whole years only, and are then called so.
        selection = replace(selection, start=Month(selection.start.year, 1), end=Month(selection.end.year, 12))
    return Asked(session, catalogue, words(catalogue, address.language), address, selection, there, unknown)
