"""What became of a published figure, in words: still valid, or restated from one number to another, part by part."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from data.catalogue import Catalogue
from data.figure_ids import FigureKey, Said
from data.formats import number, rounded
from data.passport_words import amount, decimals
from data.queries.figure import FOUND
from data.release.restating import Restatement
from data.wording import Text

_WHOLE: dict[Said, str] = {  # why a figure is not split
    "peers": "peers",
    **dict.fromkeys(FOUND, "files"),
    "replaced": "again",
    "answered_anew": "again",
    "moved": "again",
}


class SaidPart(NamedTuple):
    """A part as read: its cause, the change with its sign, and how many reports, libraries, … are behind it."""

    cause: str
    amount: str
    behind: str


def verdict(found: Restatement, figure: FigureKey, catalogue: Catalogue, text: Text) -> str:
    """Return e.g. "still valid" or "restated: 41,230 visits → 40,870 visits"."""
    if found.still_valid:
        return text["restated.valid"]
    before, after = (
        text["restated.nothing"] if value is None else amount(figure, value, catalogue, text)
        for value in (found.before, found.after)
    )
    return text.format("restated.changed", before=before, after=after)


def said_parts(found: Restatement, figure: FigureKey, catalogue: Catalogue, text: Text) -> list[SaidPart]:
    """Return the parts that are something, the rounding shared out so that what is shown adds up, too; of what is not
    split one part, which says why."""
    if found.before is None or found.after is None:
        return []
    places = decimals(figure, catalogue)
    whole = rounded(found.after, places) - rounded(found.before, places)
    if not found.parts:
        why = text[f"restated.whole.{_WHOLE.get(figure.said, 'sensitive')}"]
        return [] if found.still_valid else [SaidPart(why, _signed(whole, text, places), "")]
    shown = shared([part.amount for part in found.parts], whole, places)
    return [
        SaidPart(
            text[f"restated.{part.cause}.name"],
            _signed(value, text, places),
            text.plural(f"restated.{part.cause}.behind", part.count),
        )
        for part, value in zip(found.parts, shown, strict=True)
        if part.count or value
    ]


def shared(amounts: list[Fraction], whole: Decimal, places: int) -> list[Decimal]:
    """Return the amounts with so many decimals, so that they sum to the whole: the largest remainders go up first."""
    unit = Fraction(1, 10**places)
    floors = [floor(one / unit) for one in amounts]
    missing = int(Fraction(whole) / unit) - sum(floors)
    by_remainder = sorted(range(len(amounts)), key=lambda place: floors[place] - amounts[place] / unit)
    # Each is at most one unit away from its amount, and nothing stays nothing, unless the ends themselves round apart.
    able = [place for place in by_remainder if amounts[place]] or list(by_remainder)
    for turn in range(abs(missing)):
        place = able[turn % len(able)] if missing > 0 else able[-1 - turn % len(able)]
        floors[place] += 1 if missing > 0 else -1
    return [Decimal(one).scaleb(-places) for one in floors]


def _signed(value: Decimal, text: Text, places: int) -> str:
    return ("+" if value > 0 else "") + number(float(value), text.language, places)
