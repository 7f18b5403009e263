"""Is a published figure still valid? If not, by how much did it change, and why: parts that sum to the whole.

From one state of the network to another, what a figure stands on is replaced piece by piece, always in the same order
(`CAUSES`), and each time the figure is asked anew; a part is the difference that its piece made. Differences of a chain
add up to the difference of its ends, so the parts sum to the whole, exactly: they are kept as fractions. The order
decides where the joint effect of two causes goes, to the later one. This is decomposition by successive replacement,
see E. M. Andreev, V. M. Shkolnikov, A. Z. Begun, "Algorithm for decomposition of differences between aggregate
demographic measures", Demographic Research 7 (2002), 499-522.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, get_args

from sqlalchemy.orm import Session

from data import register
from data.bounds import bounds_of
from data.catalogue import Catalogue
from data.figure_ids import FigureKey, Said
from data.formats import rounded
from data.measures import parts
from data.passport_words import decimals
from data.queries.event_tellings import reports_of_event
from data.queries.figure import FOUND, RATES, figure_value
from data.release.mixing import small
from data.release.pulled import Row, State, counts_days, pull
from data.schema import category, indicator

Cause = Literal["late", "resubmitted", "corrected", "definition", "register", "population", "day"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
Read = tuple[Session, Catalogue]
# Not split: the pieces below hold no files, no earlier versions of reports and no other libraries.
WHOLE: tuple[Said, ...] = ("peers", *FOUND, "replaced", "answered_anew", "moved")


@dataclass(frozen=True, slots=True)
class Part:
    """What one cause changed. `count`: reports, corrected values, definitions, libraries, rows or days that differ."""

    cause: Cause
    amount: Fraction
    count: int


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure in two states. `parts` are empty where it did not change, or one state has no number to show."""

    before: float | None
    after: float | None
    still_valid: bool  # as it is shown, with its decimals
    parts: tuple[Part, ...] = ()


def restatement(then: Read, now: Read, figure: FigureKey) -> Restatement:
    """Return what became of a figure from one state to another, with the parts of its difference.

    Of a sensitive service no parts are told: a part may be a small count. Nor of what is WHOLE.
    """
    found = standing(then, now, figure)
    sensitive = figure.category in now[1].categories and now[1].categories[figure.category].sensitive != "no"
    told = figure.said not in WHOLE and not sensitive
    if found.before is None or found.after is None or found.before == found.after or not told:
        return found
    parts = _of_event(then, now, figure, found) if figure.said == "event" else _parts(then, now, figure)
    return replace(found, parts=tuple(parts))


def standing(then: Read, now: Read, figure: FigureKey) -> Restatement:
    """Return whether a figure is still valid, without saying why not; each state is a session with its catalogue."""
    before, after = figure_value(*then, figure), figure_value(*now, figure)
    places = decimals(figure, now[1])
    shown = [None if one.value is None else rounded(one.value, places) for one in (before, after)]
    return Restatement(before.value, after.value, shown[0] == shown[1] and before.withheld == after.withheld)


def _parts(then: Read, now: Read, figure: FigureKey) -> Iterator[Part]:
    codes = {code for _session, catalogue in (then, now) for code in _codes(catalogue, figure)}
    old, new = pull(*then, figure, codes), pull(*now, figure, codes)
    # An event of several hosts may be listed by a library of another place, and made one with its own by a third.
    everywhere = {int(str(row["id"])) for one in (old, new) for row in one.libraries}
    counted = everywhere if figure.said == "listed" else old.counted | new.counted
    state = replace(old.of(counted), lists=old.lists.and_those_of(new.lists))
    new = replace(new.of(counted), lists=new.lists.and_those_of(old.lists))
    session, bounds = now[0], bounds_of(now[0])
    numbers = [register.codes(session.connection(), table) for table in (indicator, category)]
    with small(*numbers) as database:
        value = database.answer(figure, state, bounds).value
        for cause in CAUSES:
            before, (replaced, count) = value, _REPLACE[cause](state, new, figure)
            if replaced is not state:
                state, answered = replaced, database.answer(figure, replaced, bounds).value
                value = value if answered is None else answered
            yield Part(cause, Fraction(value or 0) - Fraction(before or 0), count)


def _of_event(then: Read, now: Read, figure: FigureKey, found: Restatement) -> Iterator[Part]:
    """Yield the part of the one list that tells of an event now: of a report that came late, or was sent again.

    Lists are not corrected, and what one event was is neither defined nor divided by anything.
    """
    before, after = (reports_of_event(session, figure) for session, _catalogue in (then, now))
    whole = Fraction(found.after or 0) - Fraction(found.before or 0)
    for cause in CAUSES:
        mine = cause == ("resubmitted" if before == after else "late")
        yield Part(cause, whole if mine else Fraction(0), int(mine))


def _codes(catalogue: Catalogue, figure: FigureKey) -> tuple[str, ...]:
    """Return the indicators that a figure is made of."""
    return (figure.indicator, *parts(catalogue.indicators[figure.indicator]))


def _late(state: State, new: State, _figure: FigureKey) -> tuple[State, int]:
    """Reports that one state has and the other has not in any version; with them, what was asked at all."""
    there = {report: state.submissions.get(report, some) for report, some in new.submissions.items()}
    changed = len(set(state.submissions) ^ set(new.submissions))
    first = {report: new.first[report] for report in there}
    if not changed and (state.asked, state.spans, state.first) == (new.asked, new.spans, first):
        return state, 0
    values = {**new.values, **state.values}
    put = replace(state, submissions=there, values=values, first=first, asked=new.asked, spans=new.spans)
    return replace(put, lists=new.lists), changed


def _resubmitted(state: State, new: State, _figure: FigureKey) -> tuple[State, int]:
    """Reports of which another version is in force."""
    changed = [one for one in new.submissions if set(new.submissions[one]) != set(state.submissions[one])]
    values = {**new.values, **state.values}
    put = replace(state, submissions=new.submissions, values=values, lists=new.lists)
    return (put, len(changed)) if changed else (state, 0)


def _corrected(state: State, new: State, _figure: FigureKey) -> tuple[State, int]:
    """Corrections that were declared or taken back."""
    in_force = {number for some in new.submissions.values() for number in some}
    mine, theirs = (
        {(cell, said) for cell, said in one.corrections.items() if cell.submission_id in in_force}
        for one in (state, new)
    )
    changed = {cell for cell, _said in mine ^ theirs}
    put = replace(state, values=new.values, corrections=new.corrections)
    return (put, len(changed)) if changed else (state, 0)


def _definition(state: State, new: State, figure: FigureKey) -> tuple[State, int]:
    """Indicators that are counted another way, groups of other territories."""
    mine, theirs = state.catalogue, new.catalogue
    codes = {*_codes(mine, figure), *_codes(theirs, figure)}
    changed = sum(mine.indicators.get(code) != theirs.indicators.get(code) for code in codes)
    group = figure.selection.group or ""
    changed += mine.groups.get(group) != theirs.groups.get(group)
    put = replace(mine, indicators=theirs.indicators, groups=theirs.groups)
    return (replace(state, catalogue=put), changed) if changed else (state, 0)


def _register(state: State, new: State, _figure: FigureKey) -> tuple[State, int]:
    """Libraries that opened, closed, moved, joined or left."""
    changed = {row["id"] for row in _differing(state.libraries, new.libraries)}
    changed |= {row["library_id"] for row in _differing(state.statuses, new.statuses)}
    if not changed and state.due == new.due:
        return state, 0
    return replace(state, libraries=new.libraries, statuses=new.statuses, due=new.due), len(changed)


def _population(state: State, new: State, figure: FigureKey) -> tuple[State, int]:
    """Rows of the register of inhabitants."""
    changed = set(state.catalogue.populations) ^ set(new.catalogue.populations)
    if figure.said not in RATES or not changed:
        return state, 0
    return replace(state, catalogue=new.catalogue), len({(row.place, row.year, row.age) for row in changed})


def _day(state: State, new: State, figure: FigureKey) -> tuple[State, int]:
    """Days that went by, in which more reports fell due; only a demonstration network counts them to its last file."""
    if not counts_days(figure) or state.as_of == new.as_of or not new.catalogue.settings.demonstration:
        return state, 0
    between = abs((new.as_of - state.as_of).days) if new.as_of and state.as_of else 0
    return replace(state, as_of=new.as_of), between


def _differing(one: Sequence[Row], other: Sequence[Row]) -> list[Row]:
    """Return the rows that stand on one side only."""
    mine, theirs = ({tuple(row.items()): row for row in rows} for rows in (one, other))
    return [row for key, row in {**mine, **theirs}.items() if (key in mine) != (key in theirs)]


_REPLACE: dict[Cause, Callable[[State, State, FigureKey], tuple[State, int]]] = {
    "late": _late,
    "resubmitted": _resubmitted,
    "corrected": _corrected,
    "definition": _definition,
    "register": _register,
    "population": _population,
    "day": _day,
}
