"""Which library is meant: by code, else by name within its territory. A homonym is asked about, never guessed."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from data.catalogue import Catalogue
from data.models import Library
from etl.texts.folding import fold, fold_code, spellings

_SUGGESTIONS = 3


class Identified(NamedTuple):
    """The library meant, or the problem kind and the codes or names that could be meant."""

    code: str | None
    problem: str | None = None
    candidates: tuple[str, ...] = ()


def _without_lost_zeros(code: str) -> str:
    """Return a code by which forms that lost leading zeros agree: "MD-OR-0012" and "MD-OR-12"."""
    return re.sub(r"\d+", lambda digits: digits[0].lstrip("0") or "0", fold_code(code))


@dataclass
class Identifier:
    """Finds libraries and territories of a catalogue by what files call them. Answers are remembered."""

    catalogue: Catalogue
    _answers: dict[tuple[str, str, str | None], Identified] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._codes = {fold_code(code): code for code in self.catalogue.libraries}
        self._bare_codes: dict[str, list[str]] = {}
        self._names: dict[str, list[str]] = {}
        self._by_territory: dict[str, list[str]] = {}
        for library in self.catalogue.libraries.values():
            self._add(library)
        self._territories: dict[str, str] = {}
        for territory in self.catalogue.territories.values():
            for name in (territory.code, *territory.names.values(), *territory.aliases):
                for spelling in spellings(name):
                    self._territories.setdefault(spelling, territory.code)

    def _add(self, library: Library) -> None:
        self._bare_codes.setdefault(_without_lost_zeros(library.code), []).append(library.code)
        self._by_territory.setdefault(library.territory, []).append(library.code)
        for name in {library.name, *library.aliases}:
            for spelling in spellings(name):
                known = self._names.setdefault(spelling, [])
                if library.code not in known:
                    known.append(library.code)

    def territory(self, written: str | None) -> str | None:
        """Return the code of a territory by code, name or alias, or None."""
        if not written:
            return None
        if written in self.catalogue.territories:
            return written
        for text in (written, *re.split(r"\s*/\s*", written)):
            if code := self._territories.get(fold(text)):
                return code
        return None

    def library(self, *, code: str | None, name: str | None, territory: str | None) -> Identified:
        """Return the library of a code and/or a name; `territory` is a territory's code, where the file says it."""
        key = (code or "", name or "", territory)
        if key not in self._answers:
            self._answers[key] = self._find(*key)
        return self._answers[key]

    def _find(self, code: str, name: str, territory: str | None) -> Identified:
        for written in (code, name):
            if written and (found := self._by_code(written, territory)):
                return found
        return self._by_name(name or code, territory)

    def _by_code(self, written: str, territory: str | None) -> Identified | None:
        exact = self._codes.get(fold_code(written))
        if exact:
            return Identified(exact)
        bare = _without_lost_zeros(written)
        forms = [bare, f"{_without_lost_zeros(territory)}-{bare}"] if territory and bare.isdecimal() else [bare]
        for form in forms:
            codes = self._bare_codes.get(form, [])
            if len(codes) == 1:
                return Identified(codes[0], "code-restored")
        return None

    def _by_name(self, name: str, territory: str | None) -> Identified:
        codes = self._names.get(fold(name), [])
        inside = [code for code in codes if territory is None or self.catalogue.libraries[code].territory == territory]
        if len(inside) == 1:
            return Identified(inside[0])
        if len(inside) > 1:
            return Identified(None, "ambiguous-library", tuple(inside[:10]))
        return Identified(None, "unknown-library", self.suggestions(name, territory))

    def suggestions(self, name: str, territory: str | None) -> tuple[str, ...]:
        """Return up to three libraries whose names are nearest, "code name", the nearest first."""
        libraries = self.catalogue.libraries
        codes = self._by_territory.get(territory, []) if territory else list(libraries)
        folded: dict[str, str] = {}
        for code in codes:
            folded.setdefault(fold(libraries[code].name), code)
        near = difflib.get_close_matches(fold(name), folded, n=_SUGGESTIONS, cutoff=0.6)
        return tuple(f"{folded[text]} {libraries[folded[text]].name}" for text in near)
