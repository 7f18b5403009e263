"""The id of a figure: what it is, in a few letters that can be read aloud, typed, and resolved without a database.

A figure is packed into one number, and that number is written in 29 letters and digits that nobody confuses (no 0
beside o, no 1 beside i and l, no s beside 5, no u beside v). Two check letters follow: they bring the sum of all
letters, and the sum of all letters each times a power of 2, to 1 modulo 29. 29 is a prime and 2 generates its whole
group, so one wrong letter, or two neighbours changed over, never passes. This is a Reed-Solomon code with two check
symbols (I. S. Reed, G. Solomon, "Polynomial codes over certain finite fields", 1960).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from data.packed import LONGEST, Packer, Unpacker
from data.periods import Month
from data.selection import Selection

Said = Literal["total", "change", "rate", "reporting", "on_time", "content"]  # in this order: ids stand on paper
ALPHABET = "23456789abcdefghjkmnpqrtvwxyz"
_BASE = len(ALPHABET)
_CHECK = 1  # what both sums come to: another number would mark another way of packing
_GROUP = 4  # letters between dashes
_FIRST_YEAR, _YEARS, _LATE = 2000, 100, 1100  # years 2000 to 2099 are short, 1900 to 2999 possible
_SAID: tuple[Said, ...] = get_args(Said)
_ROOM = 8  # for what else may be said of a figure one day


class UnreadableFigure(ValueError):
    """An id that says nothing: a letter is wrong, or the network does not have what it names."""


@dataclass(frozen=True, slots=True)
class FigureKey:
    """What a figure is. `said` of the indicator over the selection, whose months are both filled in:

    `total` by its rule; `change` against the same months a year before, in percent, on the same libraries; `rate` per
    1,000 inhabitants; in percent `reporting`, the reports received of those expected, `on_time`, those that came on
    time, and `content`, the questions answered. `category`: of one service category only, "" for all. `annual`: of the
    annual reports of the years selected.
    """

    indicator: str
    selection: Selection
    said: Said = "total"
    category: str = ""
    annual: bool = False

    @property
    def canonical(self) -> FigureKey:
        """The one way to write it: of a single library nothing else counts, and lists are sorted."""
        asked = self.selection
        if asked.library:
            return replace(self, selection=Selection(asked.start, asked.end, library=asked.library))
        territories, kinds = tuple(sorted(set(asked.territories))), tuple(sorted(set(asked.kinds)))
        return replace(self, selection=replace(asked, territories=territories, kinds=kinds, group=asked.group or None))


def figure_id(figure: FigureKey) -> str:
    """Return the id, e.g. "k7mq-2x9d": the same for the same figure, today and in ten years.

    Raises ValueError where the first or the last month is missing.
    """
    body = _letters(_packed(figure.canonical))
    whole = body + _checks(body)
    return "-".join(whole[place : place + _GROUP] for place in range(0, len(whole), _GROUP))


def read_id(written: str) -> FigureKey:
    """Return what an id says, however it is written (capitals, blanks, without dashes); raises UnreadableFigure."""
    letters = re.sub(r"[\s\-\u2010-\u2015]", "", written.lower())
    if not 2 < len(letters) < LONGEST or not set(letters) <= set(ALPHABET):
        raise UnreadableFigure(written)
    body = letters[:-2]
    if _checks(body) != letters[-2:]:
        raise UnreadableFigure(written)
    number = 0
    for letter in body:
        number = number * _BASE + ALPHABET.index(letter)
    figure = _unpacked(number)
    if figure is None or figure_id(figure).replace("-", "") != letters:
        raise UnreadableFigure(written)
    return figure


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, place = divmod(number, _BASE)
        letters = ALPHABET[place] + letters
    return letters or ALPHABET[0]


def _checks(body: str) -> str:
    """Return the two letters that bring both sums to `_CHECK`; powers are counted from the last letter."""
    places = [ALPHABET.index(letter) for letter in reversed(body)]
    plain = (_CHECK - sum(places)) % _BASE
    weighted = (_CHECK - sum(place * pow(2, power, _BASE) for power, place in enumerate(places, start=2))) % _BASE
    # first + second = plain, and 2 * first + second = weighted
    first = (weighted - plain) % _BASE
    return ALPHABET[first] + ALPHABET[(plain - first) % _BASE]


_MEASURE, _TERRITORY, _LIBRARY = "A99", "AA-AA", "AA-AA-9999"
_WHOLE_YEAR, _ONE_MONTH, _MONTHS = range(3)
_ALL, _ONE_TERRITORY, _ONE_LIBRARY, _SOME = range(4)


def _packed(figure: FigureKey) -> int:
    into, asked = Packer(), figure.selection
    if asked.start is None or asked.end is None:
        raise ValueError("a figure has a first and a last month")
    into.put(_SAID.index(figure.said), _ROOM)
    into.shaped(figure.indicator, _MEASURE)
    _put_months(into, asked.start, asked.end)
    _put_scope(into, asked)
    into.text(figure.category)
    into.put(int(figure.annual), 2)
    return into.number


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
    said = given.take(_ROOM)
    if said >= len(_SAID):
        return None
    try:
        indicator = given.shaped(_MEASURE)
        selection = _take_scope(given, *_take_months(given))
        category = given.text()
        annual = bool(given.take(2))
    except ValueError:  # no such letter, no such month
        return None
    return FigureKey(indicator, selection, _SAID[said], category, annual) if given.number == 0 else None
