"""What a program asks for in an address; everything that is wrong with it is said at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from data.periods import Month
from data.wording import Text

USUAL_ROWS, MOST_ROWS = 100, 1_000
MOST_PAGE = 1_000_000
EVERY = "all"  # each territory


@dataclass(frozen=True, slots=True)
class Paging:
    """A page of rows, counted from 1."""

    page: int = 1
    size: int = USUAL_ROWS

    def of(self, many: int) -> tuple[slice, bool]:
        """Return which of so many rows are on the page, and whether there are more."""
        first = (self.page - 1) * self.size
        return slice(first, first + self.size), first + self.size < many


class Said:
    """The values of an address, read one by one; `wrong` gathers sentences about those that make no sense."""

    def __init__(self, given: Mapping[str, str], keys: Collection[str], text: Text) -> None:
        self._given, self._text = given, text
        self.wrong = [text.format("open.unknown_key", found=key) for key in given if key not in keys]

    def one_of(self, key: str, known: Collection[str]) -> str:
        """Return a code that must be one of those known; "" where it is not."""
        said = self._given.get(key, "")
        if said in known:
            return said
        self.refuse(key, said)
        return ""

    def some_of(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """Return codes joined by commas; nothing where none is said."""
        said = self._given.get(key, "")
        codes = tuple(said.split(",")) if said else ()
        if any(code not in known for code in codes):
            self.refuse(key, said)
            return ()
        return codes

    def month(self, key: str) -> Month | None:
        """Return a month, YYYY-MM, or None where none is said."""
        said = self._given.get(key, "")
        if not said:
            return None
        try:
            return Month.parse(said)
        except ValueError:
            self.refuse(key, said)
            return None

    def paging(self) -> Paging:
        """Return the page that is asked for."""
        return Paging(self._number("page", 1, MOST_PAGE), self._number("size", USUAL_ROWS, MOST_ROWS))

    def refuse(self, key: str, found: str) -> None:
        """Say that a value makes no sense."""
        self.wrong.append(self._text.format("open.wrong_value", name=key, found=found or "–"))

    def _number(self, key: str, usual: int, most: int) -> int:
        said = self._given.get(key, "")
        if not said:
            return usual
        if said.isascii() and said.isdecimal() and len(said) < 10 and 1 <= int(said) <= most:
            return int(said)
        self.wrong.append(self._text.format("open.wrong_number", name=key, found=said, most=most))
        return usual
