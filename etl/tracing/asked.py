"""What is asked about: a library, a territory, a group or all, and the period; refused with a hint where unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nlargest
from typing import Literal

from rapidfuzz import fuzz
from sqlalchemy.orm import Session

from data.campaign.effect_ids import read_effect
from data.catalogue import Catalogue
from data.check_letters import UnreadableFigure
from data.figure_ids import figure_id
from data.passports import figure_of, passport_path
from data.periods import Month
from data.queries.figure import EXPECTED, FOUND, IN_TIME, RECEIVED
from data.queries.libraries import all_libraries, library_named
from data.queries.listed_figures import COUNTED as LISTED
from data.selection import Selection, group_name
from data.wording import Text

_NEAR = 3  # suggestions
_COUNTED = ("taking_part", "listed", "peers", *FOUND)  # what is said of a figure that no cells add up to
_OVERDUE = ("overdue", "chased")  # whose rows, with whom to call, stand on the page Reporting only
ALL = "all"


class NotKnown(Exception):
    """What was asked about does not exist: `key` of text [trace.unknown], what was written, what comes near."""

    def __init__(self, key: str, found: str, near: str = "") -> None:
        self.key, self.found, self.near = key, found, near
        super().__init__(f"{key}: {found}")


@dataclass(frozen=True, slots=True)
class Period:
    """The months asked about, or the years where `annual`."""

    start: Month
    end: Month
    annual: bool

    @property
    def one(self) -> bool:
        """True for a single month, or a single year of annual reports."""
        return self.start.year == self.end.year if self.annual else self.start == self.end

    @property
    def stored(self) -> int:
        """The stored period of a single one."""
        return self.start.year if self.annual else self.start.period


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose figure is asked about."""

    kind: Literal["library", "territory", "group", "all"]
    code: str
    name: str

    def selection(self, period: Period) -> Selection:
        """Return what pages and queries call it."""
        return Selection(
            period.start,
            period.end,
            territories=(self.code,) if self.kind == "territory" else (),
            group=self.code if self.kind == "group" else None,
            library=self.code if self.kind == "library" else None,
        )


def period_of(written: str) -> Period:
    """Return a month (2017-06), a range of months (2017-04..2017-10) or a year of annual reports (2017)."""
    if re.fullmatch(r"\d{4}", written):
        try:
            return Period(Month(int(written), 1), Month(int(written), 12), annual=True)
        except ValueError as error:
            raise NotKnown("period", written) from error
    first, _dots, last = written.partition("..")
    try:
        start, end = Month.parse(first.strip()), Month.parse((last or first).strip())
    except ValueError as error:
        raise NotKnown("period", written) from error
    if end < start:
        raise NotKnown("period", written)
    return Period(start, end, annual=False)


def library_of(session: Session, written: str) -> Subject:
    """Return the library with this code, in any case of letters; raises NotKnown with the nearest."""
    found = library_named(session, written) or library_named(session, written.upper())
    if found is None:
        raise NotKnown("library", written, _near(written, {one.code: one.name for one in all_libraries(session)}))
    return Subject("library", found.code, found.name)


def subject_of(session: Session, catalogue: Catalogue, written: str, said: Text) -> Subject:
    """Return the library, territory or group with this code, or all; raises NotKnown with what comes near."""
    if written.casefold() == ALL:
        return Subject("all", ALL, said["selection.all_libraries"])
    territory = catalogue.territories.get(written) or catalogue.territories.get(written.upper())
    if territory is not None:
        return Subject("territory", territory.code, territory.name(said.language))
    if written in catalogue.groups:
        return Subject("group", written, group_name(written, said, catalogue))
    try:
        return library_of(session, written)
    except NotKnown as error:
        names = {one.code: one.name(said.language) for one in catalogue.territories.values()}
        names |= {one.code: one.name for one in all_libraries(session)}
        raise NotKnown("subject", written, _near(written, names)) from error


def question_of(catalogue: Catalogue, written: str, said: Text) -> tuple[str, str]:
    """Return indicator and category ("" for none) of a text such as V01 or S02:DI.ITL; raises NotKnown."""
    code, _colon, category = written.upper().partition(":")
    if code not in catalogue.indicators:
        names = {one: said[f"indicator.{one}.name"] for one in catalogue.indicators}
        raise NotKnown("indicator", written, _near(written, names))
    if category and (category not in catalogue.categories or not catalogue.indicators[code].by_category):
        names = {one: said[f"category.{one}.name"] for one in catalogue.categories}
        raise NotKnown("category", written, _near(category, names))
    return code, category


def of_figure(session: Session, catalogue: Catalogue, written: str, said: Text) -> tuple[Subject, Period, str, str]:
    """Return whose figure an id names, its period, indicator and category; raises NotKnown.

    An id of several territories or of some types of library is asked about part by part; of what no cells add up to
    (an estimated effect, counts of reports, of libraries, of lists), the passport says what it stands on.
    """
    try:
        if read_effect(written) is not None:
            raise NotKnown("figure_effect", written, passport_path(said.language, written))
        figure = figure_of(written, catalogue)
    except UnreadableFigure as error:
        raise NotKnown("figure", written) from error
    chosen = figure.selection
    if chosen.start is None or chosen.end is None:
        raise NotKnown("figure", written)
    if figure.said in LISTED and figure.said not in _OVERDUE:
        raise NotKnown("figure_rows", written, passport_path(said.language, figure_id(figure)))
    if figure.said in _COUNTED or figure.indicator in (EXPECTED, RECEIVED, IN_TIME):
        kind = "findings" if figure.said in FOUND else figure.said if figure.said in _COUNTED else "reports"
        raise NotKnown(f"figure_{kind}", written, passport_path(said.language, figure_id(figure)))
    period = Period(chosen.start, chosen.end, annual=figure.annual)
    places = [chosen.library, chosen.group, *chosen.territories]
    subject = subject_of(session, catalogue, next((one for one in places if one), ALL), said)
    if subject.selection(period) != chosen:
        raise NotKnown("figure_parts", written)
    return subject, period, figure.indicator, figure.category


def _near(written: str, names: Mapping[str, str]) -> str:
    """Return the codes, with their names, that come nearest to what was written, by code or by name."""
    asked = written.casefold()

    def likeness(code: str) -> float:
        name = names[code].casefold()
        return max(fuzz.ratio(asked, code.casefold()), fuzz.ratio(asked, name), fuzz.token_set_ratio(asked, name))

    return ", ".join(f"{code} ({names[code]})" for code in nlargest(_NEAR, names, key=likeness))
