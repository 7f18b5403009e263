"""Which period is a file about, where its places disagree? They vote, and the sender is asked; nothing is guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from etl.recognise import Fit
from etl.tables.given import Saying
from etl.tables.vocabulary import Known
from etl.texts.dates import parse_days

_ROWS = 300  # of a list, looked at for its days
_INSIDE = 2  # places in the file that outweigh the file's name


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A place that says another period than others do; `likely` is what most say, if anything has most votes."""

    odd: Saying
    other: Saying
    likely: tuple[int, int] | None  # year, month
    votes: tuple[tuple[str, int], ...]  # what is said, and how often
    name_only: bool  # only the file's name says otherwise


def disagreement(sayings: Sequence[Saying], fit: Fit) -> Disagreement | None:
    """Return the place that disagrees about the period with the others, or None where all agree."""
    said = [saying for saying in sayings if saying.known.month or saying.known.year]
    for part in ("month", "year"):
        strong = {getattr(saying.known, part) for saying in said if _contradicts(saying)} - {None}
        weak = {getattr(saying.known, part) for saying in said if not _contradicts(saying)} - {None}
        if len(strong) > 1:
            return _weighed([*said, *_days_of_lists(fit)], part)
        if strong and weak - strong:
            days = _days_of_lists(fit)
            if {getattr(saying.known, part) for saying in days} == weak:  # two that are not believed alone
                return _weighed([*said, *days], part)
    return None


def _contradicts(saying: Saying) -> bool:
    """True for a place that everybody sees: only what is hidden in the file may be out of date without a word."""
    return not saying.weak or saying.sheet is None


def _weighed(said: list[Saying], part: str) -> Disagreement:
    """Return who stands against the most; of two that are alone the first in the file is the odd one."""
    told = [saying for saying in said if getattr(saying.known, part) is not None]
    votes = Counter(getattr(saying.known, part) for saying in told)
    (first, most), *rest = votes.most_common()
    clear = most > rest[0][1]
    strong = [saying for saying in told if _contradicts(saying)]
    odd = [saying for saying in strong if getattr(saying.known, part) != first] if clear else strong
    place = next((saying for saying in odd if saying.sheet is not None), odd[0])
    other = next(saying for saying in told if getattr(saying.known, part) != getattr(place.known, part))
    inside = sum(saying.sheet is not None for saying in told if getattr(saying.known, part) == first)
    return Disagreement(
        odd=place,
        other=other,
        likely=_likely(told, part, first) if clear else None,
        votes=tuple((_shown(told, part, value), count) for value, count in votes.most_common()),
        name_only=clear and inside >= _INSIDE and all(saying.sheet is None for saying in odd),
    )


def _likely(said: list[Saying], part: str, value: int) -> tuple[int, int] | None:
    """Return year and month as most say them, where both are said."""
    known = Known()
    for saying in said:
        if getattr(saying.known, part) == value:
            known = known.over(saying.known)
    for saying in said:
        known = known.over(saying.known)
    return (known.year, known.month) if known.year and known.month else None


def _shown(said: list[Saying], part: str, value: int) -> str:
    """Return the texts that say a value, the shortest three of them."""
    texts = sorted({saying.text for saying in said if getattr(saying.known, part) == value}, key=len)
    return " / ".join(texts[:3])


def _days_of_lists(fit: Fit) -> list[Saying]:
    """Return, for each list of the file, the month in which most of its days lie."""
    found = []
    for place in fit.lists:
        column = next((column for column in place.found.plan.labels if column.rule.says == "date"), None)
        if column is None:
            continue
        months: Counter[tuple[int, int]] = Counter()
        for row in place.sheet.rows[place.found.first_row : place.found.first_row + _ROWS]:
            days = parse_days(row[column.index]) if column.index < len(row) and row[column.index] != "" else None
            if days is not None:
                months[days.start.year, days.start.month] += 1
        if months:
            (year, month), _ = months.most_common(1)[0]
            known = Known(year=year, month=month)
            text = f"{place.sheet.name}: {month:02d}.{year}"
            found.append(Saying(known, place.sheet, place.found.first_row, column.index, text, weak=True))
    return found
