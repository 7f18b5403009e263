"""One cell of a list -> the value of a field; what cannot be understood is told and its text is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from etl.cells import Cell, CellReader, cell_text
from etl.collect import Collected
from etl.lists.choices import FORMAT, Choices
from etl.lists.records import Amount, FieldValue, Money, Record, Withheld
from etl.tables.vocabulary import Vocabulary
from etl.texts.dates import Around, Days, parse_days
from etl.texts.folding import fold
from etl.texts.personal import mask, personal_data

_SIGNS = {"$": " USD ", "€": " EUR "}
_NAMES = re.compile(r"\s*[;,\n]\s*|\s+(?:și|si|и)\s+(?=[A-ZĂÂÎȘȚŞŢА-Я„“\"])")
_QUOTED = re.compile(r"„[^”]*”|“[^”]*”|«[^»]*»|\"[^\"]*\"|\([^)]*\)")
OTHER_FORMAT = "ALTE"
_LONGEST = 4_000  # signs of a text that are kept
_LONGEST_FOUND = 200  # signs of it that are repeated to the sender
_MOST_CATEGORIES = 3  # the primary one, and two that are shown but never summed


class Spot(NamedTuple):
    """A filled cell of a record: where it stands, what it says, which field it fills."""

    sheet: str
    row: int
    column: int
    cell: Cell
    field: str
    record: Record
    text: str  # of the cell
    scale: float = 1.0

    @classmethod
    def of(cls, sheet: str, row: int, column: int, cell: Cell, field: str, record: Record, scale: float = 1.0) -> Spot:
        """Return the spot of a cell."""
        return cls(sheet, row, column, cell, field, record, cell_text(cell).strip()[:_LONGEST], scale)


@dataclass
class FieldReader:
    """Reads the fields of one list. `around` is the month of the report."""

    vocabulary: Vocabulary
    cells: CellReader
    choices: Mapping[str, Choices]
    out: Collected
    around: Around | None

    def read(self, kind: str, spot: Spot) -> FieldValue:
        """Return what the cell says for a field read in that way; None where it says nothing that is understood."""
        way = _WAYS.get(kind)
        return way(self, spot) if way else self._choice(kind, spot)

    def tell(self, kind: str, spot: Spot, *, found: str | None = None, **details: str | int | float) -> None:
        """Tell a problem of the cell, without repeating what names a person."""
        shown = spot.text if found is None else found
        shown = mask(shown) if personal_data(shown) else shown[:_LONGEST_FOUND]
        self.out.problem(kind, sheet=spot.sheet, row=spot.row, column=spot.column, found=shown, **details)

    def _keep(self, spot: Spot) -> None:
        """Keep what the cell said, where that is not simply what is stored; personal data is kept apart."""
        if personal_data(spot.text):
            self._withhold(spot)
        else:
            spot.record.raw[spot.field] = spot.text

    def _withhold(self, spot: Spot) -> None:
        found = ", ".join(personal_data(spot.text))
        spot.record.withheld[spot.field] = Withheld(spot.text, found)
        self.tell("personal-data", spot, found=mask(spot.text), data=found)

    def _text(self, spot: Spot) -> str | None:
        if isinstance(spot.cell, date | time | timedelta):
            self.tell("date-for-text", spot)
        if personal_data(spot.text):
            self._withhold(spot)
            return None
        return spot.text or None

    def _number(self, spot: Spot) -> str | None:
        """Return the number of a row: "1.1" may have become the first of January, or 1.1."""
        if isinstance(spot.cell, datetime | date):
            self.tell("date-for-text", spot)
            return f"{spot.cell.day}.{spot.cell.month}"
        return spot.text.strip(" .)") or None

    def _days(self, spot: Spot) -> Days | None:
        if spot.text in ("-", "–", "—"):
            return None
        days = parse_days(spot.cell, self.vocabulary.layout.languages, self.around)
        if days is None:
            self.tell("unreadable-date", spot)
            self._keep(spot)
            return None
        return days

    def _whole(self, spot: Spot) -> Amount:
        return self._amount(spot, whole=True)

    def _decimal(self, spot: Spot) -> Amount:
        return self._amount(spot, whole=False)

    def _amount(self, spot: Spot, *, whole: bool) -> Amount:
        understood = self.cells.read(spot.cell, whole=whole and spot.scale == 1.0)
        if understood.problem:
            self.tell(understood.problem, spot, found=understood.raw or spot.text)
        if understood.raw is not None:
            self._keep(spot)
        if understood.problem == "estimated-number" and spot.field == "participants":
            spot.record.values["said_estimated"] = "estimated"
        value = understood.value
        return Amount(round(value * spot.scale, 6) if value is not None else None, understood.state)

    def _money(self, spot: Spot) -> Money:
        """Return an amount without the words of its currency and of its being promised, which are understood apart."""
        if not isinstance(spot.cell, str):
            return Money(*self._amount(spot, whole=False))
        written = spot.cell
        for sign, word in _SIGNS.items():
            written = written.replace(sign, word)
        currency = given = None
        kept = []
        for word in re.split(r"[\s()]+", written):
            if (code := self.choices["currency"].words.get(fold(word))) is not None:
                currency = code
            elif (code := self.choices["given"].words.get(fold(word))) is not None:
                given = code
            else:
                kept.append(word)
        if given and "given" not in spot.record.values:
            spot.record.values["given"] = given
        amount = self._amount(spot._replace(cell=" ".join(kept)), whole=False)
        if currency or given:
            self._keep(spot)
        return Money(*amount, currency)

    def _names(self, spot: Spot) -> tuple[str, ...]:
        """Return several names: separated by semicolons, else by commas outside quotation marks and brackets."""
        if self.choices["no_partner"].holds(spot.text):
            return ()
        if personal_data(spot.text):
            self._withhold(spot)
            return ()
        held = spot.text.split(";") if ";" in spot.text else _outside_quotes(spot.text)
        return tuple(dict.fromkeys(name.strip(" .") for name in held if name.strip(" .-–—")))

    def _partner(self, spot: Spot) -> str | None:
        """Return a partner's name; the library's own volunteers are none."""
        return None if self.choices["no_partner"].holds(spot.text) else self._text(spot)

    def _categories(self, spot: Spot) -> tuple[str, ...]:
        """Return the primary category and up to two more; none for a text that names no category (told, and kept)."""
        codes = self.vocabulary.categories(spot.text)
        if not codes:
            self.tell("unknown-category", spot)
        if len(codes) != 1:
            self._keep(spot)
        return codes[:_MOST_CATEGORIES]

    def _venue(self, spot: Spot) -> str | None:
        """Return library or outreach; a place that says neither is kept as it is written."""
        self._keep(spot)
        return self.choices["venue"].find(spot.text)

    def _choice(self, kind: str, spot: Spot) -> str | None:
        code = self.choices[kind].find(spot.text)
        if code is not None:
            return code
        self._keep(spot)
        if kind == FORMAT:
            self.tell("unknown-format", spot)
            return OTHER_FORMAT
        if spot.text not in ("-", "–", "—"):
            self.tell("unknown-choice", spot)
        return None


def _outside_quotes(text: str) -> list[str]:
    """Return the parts of a text between commas that stand in no quotation marks or brackets."""
    quoted: list[str] = []

    def put_away(found: re.Match[str]) -> str:
        quoted.append(found[0])
        return f"\x00{len(quoted) - 1}\x00"

    parts = _NAMES.split(_QUOTED.sub(put_away, text))
    return [re.sub(r"\x00(\d+)\x00", lambda found: quoted[int(found[1])], part) for part in parts]


_WAYS: Mapping[str, Callable[[FieldReader, Spot], FieldValue]] = {
    "text": FieldReader._text, "number": FieldReader._number, "days": FieldReader._days, "whole": FieldReader._whole,
    "decimal": FieldReader._decimal, "money": FieldReader._money, "names": FieldReader._names,
    "libraries": FieldReader._names, "categories": FieldReader._categories, "venue": FieldReader._venue,
    "partner": FieldReader._partner,
}  # fmt: skip
