"""The library a row belongs to: through the layout's own list, the register, or (open register) taken from the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from etl.collect import Collected, Named
from etl.identify import Identifier
from etl.reports import NewLibrary
from etl.tables.vocabulary import Known
from etl.texts.library_names import without_branches
from etl.workbook import Sheet

Sought = tuple[str | None, str | None, str | None]  # name, code, territory as the file says them


class Listed(NamedTuple):
    """A library of the list that came with the file."""

    name: str
    territory: str | None


@dataclass
class LibraryFinder:
    """Finds the library of what a file says, and tells what it cannot find, once a place."""

    identifier: Identifier
    out: Collected
    listed: dict[str, Listed] = field(default_factory=dict)
    found: dict[Sought, str] = field(default_factory=dict)  # without anything to tell; may be shared by many files
    _doubtful: dict[Sought, str | None] = field(default_factory=dict)  # told, or empty so far

    def find(
        self, known: Known, sheet: Sheet, row: int, column: int, *, tell: bool, name_at: int | None = None
    ) -> str | None:
        """Return the code of the library, or None; `tell` False: the row is empty, so that nobody needs to know.

        `name_at`: the column of the name, where it is another than the one by which the library is known.
        """
        key = (known.library, known.library_code, known.territory)
        if key in self.found:
            return self.found[key]
        if key in self._doubtful and (self._doubtful[key] or not tell):
            return self._doubtful[key]
        told = len(self.out.problems)
        at = column if name_at is None else name_at
        code = self._look_up(known, sheet, row, column, at) if tell else self._quiet(known)
        plain = told == len(self.out.problems) and code not in self.out.with_branches
        if code and tell and plain and not self.out.new_libraries:
            self.found[key] = code
        else:
            self._doubtful[key] = code
        return code

    def _quiet(self, known: Known) -> str | None:
        """Return the library of an empty row, where there is no need to tell that it is not known."""
        territory = self.identifier.territory(known.territory)
        name, _branches = without_branches(known.library or "")
        return self.identifier.library(code=known.library_code, name=name, territory=territory).code

    def _look_up(self, known: Known, sheet: Sheet, row: int, column: int, name_at: int) -> str | None:
        code, territory = known.library_code, self.identifier.territory(known.territory)
        name, branches = without_branches(known.library or "")
        if not name and not code:
            self.out.problem("no-library", sheet=sheet.name, row=row)
            return None
        listed = self.listed.get(code or "") or self.listed.get(name or "")
        if listed:
            code, name = code or name, listed.name
            territory = self.identifier.territory(listed.territory) or territory
        answer = self.identifier.library(code=code, name=name, territory=territory)
        if answer.code is None and self.identifier.catalogue.settings.open_register:
            return self._take(code, name or code or "", territory or known.territory or "")
        written = " ".join(text for text in dict.fromkeys((code, known.library or name)) if text)
        if answer.code and branches:
            self.out.with_branches.setdefault(answer.code, Named(sheet.name, row, name_at, written))
        if answer.problem:
            self.out.problem(
                answer.problem, sheet=sheet.name, row=row, column=column, found=written,
                suggestions="; ".join(answer.candidates) or "–", code=answer.code or "–",
            )  # fmt: skip
        if answer.code and territory and self.identifier.catalogue.libraries[answer.code].territory != territory:
            self.out.problem(
                "library-elsewhere", sheet=sheet.name, row=row, column=column, found=written, territory=territory
            )
        return answer.code

    def _take(self, code: str | None, name: str, territory: str) -> str:
        """Take a library of an open register from the file, and return its code."""
        name = re.sub(r"\s+", " ", name).strip()
        taken = re.sub(r"\s+", "-", (code or name).strip())
        self.out.new_libraries.setdefault(taken, NewLibrary(taken, name, territory))
        return taken
