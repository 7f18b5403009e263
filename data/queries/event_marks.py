"""The mark of an event: what its id says of it beside its library and the month of its report.

Nobody numbers events: a library that corrects one sends its whole list again. So a row of a later list is taken for an
event that an earlier list told of by what both say, from the strictest comparison to the loosest (`_ALIKE`). A mark
follows from the first row that told of the event (its day, format and own number; never a title, which may be
withheld) and stays with it, whatever is corrected later: what comes later changes no mark that was given.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from data.bulk import in_parts
from data.schema import event, library

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LENGTH = 3
Name = TypeVar("Name")


class Told(NamedTuple):
    """A row of a list of events, of a list in force or of one that was replaced."""

    id: int
    submission: int
    library: str
    period: int
    number: str | None
    title: str | None
    format: str | None
    starts: date | None
    attendance: float | None
    same_key: str | None  # folded title, format and day, with "|" between them; None where one is missing


class Alike(NamedTuple):
    """A way of taking a row for an event told of before. `key` None: it says too little to be compared so.

    `in_order`: of several that are alike, the first is the first; otherwise they are not compared.
    """

    key: Callable[[Told], Hashable | None]
    in_order: bool = False


def _title(row: Told) -> str | None:
    """Return the title in one spelling: Târg, Tîrg and Targ are one."""
    return row.same_key.rsplit("|", 2)[0] if row.same_key else row.title


def _but_for_title(row: Told) -> Hashable | None:
    """Return what makes a row an event whose title was corrected: another event of that day has other people."""
    known = row.format, row.starts, row.attendance
    return None if None in known else known


_ALIKE = (
    Alike(lambda row: (row.number, row.title, row.format, row.starts, row.attendance), in_order=True),
    Alike(lambda row: row.same_key, in_order=True),
    Alike(lambda row: (_title(row), row.starts) if row.title and row.starts else None),  # another format
    Alike(_title),  # another day
    Alike(_but_for_title),
)


def event_marks(session: Session, libraries: Collection[str], period: ColumnElement[bool]) -> dict[int, str]:
    """Return the mark of each event, by its number, that libraries ever told of in the reports of some months."""
    rows = event.c
    told: list[Told] = []
    asked = (
        rows.id, rows.submission_id, library.c.code, rows.period, rows.number, rows.title, rows.format, rows.starts,
        rows.attendance, rows.same_key,
    )  # fmt: skip
    for some in in_parts(sorted(libraries)):
        question = select(*asked).join(library, library.c.id == rows.library_id)
        told += [Told._make(row) for row in session.execute(question.where(library.c.code.in_(some), period))]
    return marks_of(told)


def marks_of(told: Iterable[Told]) -> dict[int, str]:
    """Return the mark of each row by its id; rows that tell of the same event have the same one."""
    marks: dict[int, str] = {}
    ordered = sorted(told, key=lambda row: (row.library, row.period, row.submission, row.id))
    for _month, lists in groupby(ordered, key=lambda row: (row.library, row.period)):
        known: dict[str, Told] = {}  # mark -> the row that told of it last
        for _submission, listed in groupby(lists, key=lambda row: row.submission):
            rows = list(listed)
            same = dict(_matched(known, rows))
            for row in rows:
                mark = same.get(row.id) or _new_mark(row, known)
                known[mark] = row
                marks[row.id] = mark
    return marks


def _matched(known: dict[str, Told], rows: Sequence[Told]) -> Iterator[tuple[int, str]]:
    """Yield the rows that tell again of an event, by their ids, with its mark."""
    open_marks, open_rows = dict(known), {row.id: row for row in rows}
    for alike in _ALIKE:
        before, after = _by_key(open_marks, alike), _by_key(open_rows, alike)
        for key in before.keys() & after.keys():
            if alike.in_order or len(before[key]) == len(after[key]) == 1:
                for mark, number in zip(before[key], after[key], strict=False):
                    del open_marks[mark], open_rows[number]
                    yield number, mark


def _by_key(rows: dict[Name, Told], alike: Alike) -> dict[Hashable, list[Name]]:
    found: defaultdict[Hashable, list[Name]] = defaultdict(list)
    for name, row in rows.items():
        key = alike.key(row)
        if key is not None:
            found[key].append(name)
    return found


def _new_mark(row: Told, known: Collection[str]) -> str:
    """Return a mark that no other event of the library's month has."""
    place = 0
    while True:
        mark = _mark(f"{row.starts or ''}|{row.format or ''}|{row.number or ''}|{place}")
        if mark not in known:
            return mark
        place += 1


def _mark(key: str) -> str:
    number, letters = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]), ""
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_LETTERS))
        letters += _LETTERS[place]
    return letters
