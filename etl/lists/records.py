"""What reading a list yields: records of a library and period, each with the cell it begins in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from data.provenance import pack_cell, unpack_cell
from data.states import State
from etl.texts.dates import Days


class Amount(NamedTuple):
    """A number in one of the five states; `value` is None unless it is reported."""

    value: float | None
    state: State


class Money(NamedTuple):
    """An amount with its currency, where the cell names one."""

    value: float | None
    state: State
    currency: str | None = None


class Exchange(NamedTuple):
    """How foreign money was converted: the reporting currency for one unit, and since when that rate holds."""

    rate: float
    since: date


NOTHING = Amount(None, State.BLANK)
FieldValue = str | Amount | Money | Days | Exchange | tuple[str, ...] | None


class Withheld(NamedTuple):
    """A text that is kept apart, and what was found in it."""

    text: str
    found: str


@dataclass(slots=True)
class Record:
    """One row. `values` has what was understood, by field; what is not there was not said."""

    cell: int  # data.provenance.pack_cell of its first filled cell
    values: dict[str, FieldValue] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)  # what cells said that are not simply what is stored
    withheld: dict[str, Withheld] = field(default_factory=dict)
    parent: int | None = None  # its place in the list of the record it is an activity of
    hosts: dict[str, str] = field(default_factory=dict)  # other libraries that hold it -> co-host | partner

    def text(self, name: str) -> str | None:
        """Return a field that is text or a code."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    def amount(self, name: str) -> Amount:
        """Return a field that is a number."""
        value = self.values.get(name)
        return Amount(value.value, value.state) if isinstance(value, Amount | Money) else NOTHING

    def span(self, name: str) -> Days | None:
        """Return a field that is days."""
        value = self.values.get(name)
        return value if isinstance(value, Days) else None

    @property
    def exchange(self) -> Exchange | None:
        """How its money was converted, None for money in the reporting currency."""
        value = self.values.get("exchange")
        return value if isinstance(value, Exchange) else None

    def several(self, name: str) -> tuple[str, ...]:
        """Return a field that holds several texts or codes."""
        value = self.values.get(name)
        return value if isinstance(value, tuple) and not isinstance(value, Amount | Money | Days | Exchange) else ()


@dataclass(slots=True)
class ReadList:
    """A list of one library and period, perhaps empty. `columns` says where its fields stand."""

    kind: str
    library: str
    form: str
    period: int
    columns: dict[str, int]
    header: int  # data.provenance.pack_cell of the header's first cell
    agrees_with: tuple[str, ...] = ()  # indicators whose totals it must come to
    records: list[Record] = field(default_factory=list)

    def cell(self, record: Record, name: str) -> int:
        """Return the address of a record's field; of the record where the list has no such column."""
        sheet, row, column = unpack_cell(record.cell)
        return pack_cell(sheet, row, self.columns.get(name, column))
