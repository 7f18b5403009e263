"""The id of a figure: what it is, in a few letters that can be read aloud, typed, and resolved without a database.

A figure is packed into one number, which data.check_letters writes. The ids of estimated effects are another kind
(data.effect_ids); the first small number of an id says which it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from data.check_letters import UnreadableFigure, number_of, written
from data.packed import LONGEST, Packer, Unpacker
from data.periods import Month
from data.selection import Selection

# In this order: ids stand on paper. Those from `taking_part` on are packed as more of them.
Said = Literal[
    "total", "change", "rate", "reporting", "on_time", "content", "taking_part", "listed", "findings", "peers",
    "monthly_rate", "event", "sums_received", "sums_pledged", "things_received", "sums", "partners", "partnerships",
    "volunteers", "volunteer_hours", "listing", "overdue", "chased", "replaced", "answered_anew", "things_pledged",
    "sums_unstated", "things_unstated", "refused", "moved",
]  # fmt: skip
_FIRST_YEAR, _YEARS, _LATE = 2000, 100, 1100  # years 2000 to 2099 are short, 1900 to 2999 possible
_SAID: tuple[Said, ...] = get_args(Said)
EVENT = "E02"  # what the attendance of an event is counted as; not said in its id
KINDS = 8  # room of the first number: what is said of a figure; EFFECT and _MORE are no figure of the first six
_FIRST_SAID, EFFECT, _MORE, _MORE_ROOM = 6, 6, 7, 64


@dataclass(frozen=True, slots=True)
class FigureKey:
    """What a figure is. `said` of the indicator over the selection, whose months are both filled in:

    `total` by its rule; `change` against the same months a year before, in percent, on the same libraries; `rate` per
    1,000 inhabitants, `monthly_rate` per 1,000 inhabitants and month; in percent `reporting`, the reports received of
    those expected, `on_time`, those that came on time, and `content`, the questions answered; `taking_part`, in percent
    the libraries that held campaign activities, of those that said whether; `listed`, campaign activities in the lists
    of events; `findings`, problems found in the files received; `peers`, the mean of a library's reports in percent of
    its peers' median; `event`, the attendance of one event, whose mark (data.queries.event_marks) stands for a
    category; of the lists, `sums_received`, `sums_pledged` and `sums_unstated` of money (neither was said),
    `things_received`, … at their value, `sums`, how many there are, `partners` by name, `partnerships`, `volunteers` of
    a month, `volunteer_hours`, and `listing`, the libraries that list such things; `overdue` reports, and `chased`, the
    libraries that owe them; `replaced`, reports sent again, `answered_anew`, those of them with another answer, and
    `moved`, by how much they changed the indicator; `refused`, problems found that keep figures out.

    `category`: of one service category only, "" for all. `annual`: of the annual reports of the years selected.
    """

    indicator: str
    selection: Selection
    said: Said = "total"
    category: str = ""
    annual: bool = False

    @property
    def canonical(self) -> FigureKey:
        """The one way to write it: of a single library nothing else counts, lists are sorted, an event is of EVENT."""
        asked = self.selection
        if asked.library:
            selection = Selection(asked.start, asked.end, library=asked.library)
        else:
            territories, kinds = tuple(sorted(set(asked.territories))), tuple(sorted(set(asked.kinds)))
            selection = replace(asked, territories=territories, kinds=kinds, group=asked.group or None)
        return replace(self, indicator=EVENT if self.said == "event" else self.indicator, selection=selection)


def figure_id(figure: FigureKey) -> str:
    """Return the id, e.g. "k7mq-2x9d": the same for the same figure, today and in ten years.

    Raises ValueError where the first or the last month is missing.
    """
    return written(_packed(figure.canonical))


def read_id(id_: str) -> FigureKey:
    """Return what an id says, however it is typed; raises UnreadableFigure, also for the id of an effect."""
    number = number_of(id_)
    figure = _unpacked(number)
    if figure is None or _packed(figure.canonical) != number:
        raise UnreadableFigure(id_)
    return figure


_MEASURE, _TERRITORY, _LIBRARY, _MARK = "A99", "AA-AA", "AA-AA-9999", "AAA"
_WHOLE_YEAR, _ONE_MONTH, _MONTHS = range(3)
_ALL, _ONE_TERRITORY, _ONE_LIBRARY, _SOME = range(4)


def _packed(figure: FigureKey) -> int:
    into, asked = Packer(), figure.selection
    if asked.start is None or asked.end is None:
        raise ValueError("a figure has a first and a last month")
    _put_said(into, _SAID.index(figure.said))
    if figure.said != "event":
        into.shaped(figure.indicator, _MEASURE)
    _put_months(into, asked.start, asked.end)
    _put_scope(into, asked)
    if figure.said == "event":
        into.shaped(figure.category, _MARK)
    else:
        into.text(figure.category)
    into.put(int(figure.annual), 2)
    return into.number


def _put_said(into: Packer, place: int) -> None:
    into.put(place if place < _FIRST_SAID else _MORE, KINDS)
    if place >= _FIRST_SAID:
        into.put(place - _FIRST_SAID, _MORE_ROOM)


def _take_said(given: Unpacker) -> Said | None:
    place = given.take(KINDS)
    if place == EFFECT:
        return None
    place = _FIRST_SAID + given.take(_MORE_ROOM) if place == _MORE else place
    return _SAID[place] if place < len(_SAID) else None


def _put_months(into: Packer, first: Month, last: Month) -> None:
    length = first.until(last) - 1
    kind = _WHOLE_YEAR if (first.month, length) == (1, 11) else _ONE_MONTH if length == 0 else _MONTHS
    into.put(kind, 3)
    short = first.year - _FIRST_YEAR
    into.put(short if 0 <= short < _YEARS else _YEARS, _YEARS + 1)
    if not 0 <= short < _YEARS:
        into.put(first.year - 1900, _LATE)
    if kind != _WHOLE_YEAR:
        into.put(first.month - 1, 12)
    if kind == _MONTHS:
        into.count(length)


def _take_months(given: Unpacker) -> tuple[Month, Month]:
    kind, short = given.take(3), given.take(_YEARS + 1)
    year = _FIRST_YEAR + short if short < _YEARS else 1900 + given.take(_LATE)
    first = Month(year, 1 if kind == _WHOLE_YEAR else given.take(12) + 1)
    length = 11 if kind == _WHOLE_YEAR else given.count() if kind == _MONTHS else 0
    return first, first.plus(length)


def _put_scope(into: Packer, asked: Selection) -> None:
    some = bool(asked.group or asked.kinds or len(asked.territories) > 1)
    kind = _ONE_LIBRARY if asked.library else _SOME if some else _ONE_TERRITORY if asked.territories else _ALL
    into.put(kind, 4)
    if asked.library:
        into.shaped(asked.library, _LIBRARY)
    elif kind == _ONE_TERRITORY:
        into.shaped(asked.territories[0], _TERRITORY)
    elif kind == _SOME:
        _put_territories(into, asked.territories)
        into.text(asked.group or "")
        into.count(len(asked.kinds))
        for code in asked.kinds:
            into.text(code)


def _put_territories(into: Packer, codes: Sequence[str]) -> None:
    """Territories of one country say it once."""
    into.count(len(codes))
    if not codes:
        return
    alike = len({code[:3] for code in codes}) == 1 and all(re.fullmatch("[A-Z]{2}-[A-Z]{2}", code) for code in codes)
    into.put(int(alike), 2)
    if alike:
        into.shaped(codes[0][:3], "AA-")
    for code in codes:
        if alike:
            into.shaped(code[3:], "AA")
        else:
            into.text(code)


def _take_scope(given: Unpacker, first: Month, last: Month) -> Selection:
    kind = given.take(4)
    if kind == _ONE_LIBRARY:
        return Selection(first, last, library=given.shaped(_LIBRARY))
    if kind == _ONE_TERRITORY:
        return Selection(first, last, territories=(given.shaped(_TERRITORY),))
    if kind == _ALL:
        return Selection(first, last)
    territories = _take_territories(given)
    group = given.text() or None
    kinds = tuple(given.text() for _ in range(min(given.count(), LONGEST)))
    return Selection(first, last, territories, group, kinds)


def _take_territories(given: Unpacker) -> tuple[str, ...]:
    count = min(given.count(), LONGEST)
    if not count:
        return ()
    if not given.take(2):
        return tuple(given.text() for _ in range(count))
    country = given.shaped("AA-")
    return tuple(country + given.shaped("AA") for _ in range(count))


def _unpacked(number: int) -> FigureKey | None:
    """Return the figure packed into a number; None for a number that none is packed into."""
    given = Unpacker(number)
    said = _take_said(given)
    if said is None:
        return None
    try:
        indicator = EVENT if said == "event" else given.shaped(_MEASURE)
        selection = _take_scope(given, *_take_months(given))
        category = given.shaped(_MARK) if said == "event" else given.text()
        annual = bool(given.take(2))
    except ValueError:  # no such letter, no such month
        return None
    return FigureKey(indicator, selection, said, category, annual) if given.number == 0 else None
