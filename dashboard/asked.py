"""What a page is asked: its address, resolved against the network and what the database holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, get_args

from sqlalchemy.orm import Session

from dashboard.address import Address
from dashboard.memory import Moment
from dashboard.releases import Releases
from dashboard.words import words
from data.bounds import NOTHING, bounds_of
from data.catalogue import Catalogue
from data.periods import Month
from data.queries.libraries import NamedLibrary, library_named
from data.queries.scope import Available, available, resolve
from data.release.stored import Release
from data.selection import Selection, in_words, known
from data.wording import Text

Filter = Literal["period", "territory", "group", "kind", "library"]
FILTERS: tuple[Filter, ...] = get_args(Filter)
Option = tuple[str, str]  # its code in the address, its name


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything a page's content follows from. `selection` has its months filled in, unless there are no reports."""

    session: Session
    catalogue: Catalogue
    text: Text
    address: Address
    selection: Selection
    available: Available
    unknown: tuple[str, ...]  # what the address says that the network does not know or nobody can read
    library: NamedLibrary | None = None  # the one selected
    chosen: Mapping[str, str] = field(default_factory=dict)  # for each key of the page's own: what is shown
    release: Release | None = None  # the one that session and catalogue are of; None: the reports in force today
    releases: Releases | None = None  # all that may be read; None where nobody offers them
    newest: Release | None = None  # what stands in the place of today's reports for whoever asks; None: they do
    fixed: bool = False  # it is asked for tables that leave for good (data.disclosure): packages, impact pages
    corrects: bool = False  # whoever asks corrects reports, and is shown what their senders wrote
    embargo: date | None = None  # the day until which today's reports are for staff only
    moment: Moment | None = None  # under which what is said of it may be remembered; None: it is not

    @property
    def tells_today(self) -> bool:
        """True where today's reports are told of: outside releases, and by passports, which compare with today."""
        return not self.address.release or bool(self.address.item)

    @property
    def staff_until(self) -> date | None:
        """The day until which what is shown is for staff only; None where it is not, or not shown to whoever asks."""
        shown = self.newest is None and bounds_of(self.session) != NOTHING
        return self.embargo if shown and self.tells_today else None

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
        library = self.library.name if self.library else ""
        said = in_words(self.selection, self.text, self.catalogue, library=library)
        if self.release is None:
            return said
        named = self.text.format("release.in", release=self.release.name)
        return self.text["selection.separator"].join([said, named])


@dataclass(frozen=True, slots=True)
class Choice:
    """A key of a page's own in its address, e.g. ?category=DI.ITL: the page offers options, the first is the default.

    `offered` is asked with what is known so far: `chosen` holds the choices declared before this one. An address that
    says anything else gets the default, and the page names what was ignored.
    """

    key: str
    label: str  # the key of its name in the text files
    offered: Callable[[Asked], Sequence[Option]]
    in_filters: bool = True  # a list among the filters; else the page draws it by `components.choice_links`


def ask(
    session: Session,
    catalogue: Catalogue,
    address: Address,
    *,
    filters: Sequence[Filter] = FILTERS,
    choices: Sequence[Choice] = (),
    release: Release | None = None,
    releases: Releases | None = None,
    fixed: bool = False,
) -> Asked:
    """Return the question an address puts to this network's database; `filters` and `choices` are those of its page,
    `release` the one that session and catalogue are of; `fixed`: for tables that leave for good.
    """
    bounds = bounds_of(session)
    followed, unknown = known(followed_by(address.selection, filters), catalogue)
    if followed.library and library_named(session, followed.library) is None:
        unknown, followed = (*unknown, followed.library), replace(followed, library=None)
    hidden = tuple(code for code in followed.territories if not bounds.reaches(code))
    if followed.group and not bounds.everything and followed.group != bounds.group:
        hidden = (*hidden, followed.group)
    unknown, followed = (*unknown, *hidden), bounds.narrowed(followed)
    library = library_named(session, followed.library) if followed.library else None
    there = available(session)
    selection = resolve(session, catalogue, followed)
    if there.first is None and there.years and selection.start and selection.end:
        # Annual figures know whole years only, and are then called so.
        selection = replace(selection, start=Month(selection.start.year, 1), end=Month(selection.end.year, 12))
    text = words(catalogue, address.language)
    unreadable = (*address.refused, *unknown)
    asked = Asked(session, catalogue, text, address, selection, there, unreadable, library)
    asked = replace(asked, release=release, releases=releases, fixed=fixed)
    for choice in choices:
        asked = _choosing(asked, choice)
    return asked


def followed_by(selection: Selection, filters: Sequence[Filter]) -> Selection:
    """Return the part of a selection that a page with these filters follows; the rest waits for the next page."""
    return Selection(
        start=selection.start if "period" in filters else None,
        end=selection.end if "period" in filters else None,
        territories=selection.territories if "territory" in filters else (),
        group=selection.group if "group" in filters else None,
        kinds=selection.kinds if "kind" in filters else (),
        library=selection.library if "library" in filters else None,
    )


def _choosing(asked: Asked, choice: Choice) -> Asked:
    offered = [code for code, _ in choice.offered(asked)]
    wanted = asked.address.chosen(choice.key)
    default = offered[0] if offered else ""
    refused = (wanted,) if wanted and wanted not in offered else ()
    shown = wanted if wanted in offered else default
    return replace(asked, chosen={**asked.chosen, choice.key: shown}, unknown=(*asked.unknown, *refused))
