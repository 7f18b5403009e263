"""Cells -> value and state. A number is reported, a true 0 included; a mark stands for a state; the rest is an error.

The fast path (a plain whole number, or nothing) is written out in the reading loop; this module is the careful one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from data.states import State
from etl.texts.money import money_doubt
from etl.texts.numbers import USUAL, NumberFormat, parse_number, parse_range
from etl.texts.words import STATES, ZERO, mark_key, shipped_marks

Cell = str | float | int | bool | date | datetime | time | timedelta


class Understood(NamedTuple):
    """What a cell says: value (None unless reported), state, raw text where it is not simply the number, problem.

    `suggested` is what was probably meant by a cell that is an error. A value with the problem "estimated-number" is an
    estimate: that mark is stored with the file's problems, under the cell.
    """

    value: float | None
    state: State
    raw: str | None = None
    problem: str | None = None
    suggested: str | float | None = None


BLANK = Understood(None, State.BLANK)


def cell_text(cell: Cell) -> str:
    """Return the cell as a person reads it: 12.0 is "12", a date is 2017-06-01."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell if isinstance(cell, str) else str(cell)


@dataclass(frozen=True)
class CellReader:
    """Reads cells in one layout's number format, with its own codes before the shipped marks.

    `codes` maps a folded text ("-1", "x") to "zero" or the name of a state.
    """

    written: NumberFormat = USUAL
    codes: dict[str, str] = field(default_factory=dict)
    currency: str = "MDL"  # in which the network counts money

    @property
    def has_number_codes(self) -> bool:
        """True when a plain non-negative number may be a code: the reading loop then takes no short cut."""
        return any(parse_number(code) is not None for code in self.codes)

    def read(self, cell: Cell, *, whole: bool = True) -> Understood:
        """Return what a cell says; `whole`: a count, so that a fraction is an error."""
        if isinstance(cell, date):
            return Understood(None, State.ERROR, cell_text(cell), "date-for-number", _before_it_was_a_date(cell))
        if isinstance(cell, bool | time | timedelta):
            return Understood(None, State.ERROR, cell_text(cell), "unreadable-number")
        if isinstance(cell, int | float):
            code = self.codes.get(cell_text(cell)) if self.codes else None
            return self._mark(code, cell_text(cell)) if code else self._number(float(cell), None, whole)
        text = cell.strip()
        if not text:
            return BLANK
        key = mark_key(text)
        meaning = (
            self.codes.get(text) or self.codes.get(key) or (shipped_marks().get(key) if not text[0].isdigit() else None)
        )
        if meaning:
            return self._mark(meaning, text)
        if not text.isdecimal() and (doubt := money_doubt(text, self.currency)):
            return Understood(None, State.ERROR, text, doubt)
        number = parse_number(text, self.written, whole=whole)
        if number is None:
            return self._range(text, whole)
        plain = text == cell_text(number.value)
        read = self._number(number.value, None if plain else text, whole)
        if number.doubt and read.problem is None:
            return read._replace(problem=f"{number.doubt}-number")
        return read

    def _range(self, text: str, whole: bool) -> Understood:
        """Return what a range says: its middle, where that is confirmed, else an error with the middle to confirm."""
        found = parse_range(text, self.written, whole=whole)
        if found is None:
            return Understood(None, State.ERROR, text, "unreadable-number")
        middle = sum(found) / 2
        middle = float(math.floor(middle)) if whole else middle
        if self.written.middle_counts:
            return Understood(middle, State.REPORTED, text, "estimated-number")
        return Understood(None, State.ERROR, text, "range-for-number", middle)

    def _mark(self, meaning: str, text: str) -> Understood:
        if meaning == ZERO:
            return Understood(0.0, State.REPORTED, text)
        problem = "formula-without-value" if meaning == "error" else None
        return Understood(None, STATES[meaning], text, problem)

    def _number(self, value: float, raw: str | None, whole: bool) -> Understood:
        if not math.isfinite(value):
            return Understood(None, State.ERROR, raw or str(value), "unreadable-number")
        if value < 0:
            return Understood(None, State.ERROR, raw or cell_text(value), "negative-number")
        if whole and not value.is_integer():
            return Understood(None, State.ERROR, raw or cell_text(value), "fraction-in-count")
        return Understood(value + 0.0, State.REPORTED, raw)


def _before_it_was_a_date(cell: date) -> str:
    """Return what somebody typed that a spreadsheet takes for this date: "10-14", "1/2"; day first."""
    return f"{cell.day}-{cell.month}"
