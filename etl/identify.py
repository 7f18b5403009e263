"""Which library is meant: by code, else by name within its territory. A homonym is asked about, never guessed.

A name is looked up as a declared alias, then as a library's official or former name, then by its core (the words that
tell it from others: etl/texts/library_names.py), which is told. What no library is called is answered with the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from data.catalogue import Catalogue
from etl.called import Called
from etl.nearest import Nearest
from etl.texts.folding import fold, fold_code, is_shortened, spellings
from etl.texts.library_names import Core, core, territory_core

_MOST_CANDIDATES = 10
_HALVES = re.compile(r"\s*[/\n|]\s*")


class Identified(NamedTuple):
    """The library meant, or the problem kind and the libraries that could be meant, as a question lists them."""

    code: str | None
    problem: str | None = None
    candidates: tuple[str, ...] = ()


def _without_lost_zeros(code: str) -> str:
    """Return a code by which forms that lost leading zeros agree: "MD-OR-0012" and "MD-OR-12"."""
    return re.sub(r"\d+", lambda digits: digits[0].lstrip("0") or "0", fold_code(code))


def _halves(name: str) -> tuple[str, ...]:
    """Return a name, then its halves where it is written in two languages."""
    return tuple(dict.fromkeys((name, *(half for half in _HALVES.split(name) if half))))


@dataclass
class Identifier:
    """Finds libraries and territories of a catalogue by what files call them. Answers are remembered."""

    catalogue: Catalogue
    _answers: dict[tuple[str, str, str | None], Identified] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.called = Called(self.catalogue)
        self.nearest = Nearest(self.catalogue, self.called)
        self._codes = {fold_code(code): code for code in self.catalogue.libraries}
        self._bare_codes: dict[str, list[str]] = {}
        self._aliases: dict[str, list[str]] = {}
        self._names: dict[str, list[str]] = {}
        for library in self.catalogue.libraries.values():
            self._bare_codes.setdefault(_without_lost_zeros(library.code), []).append(library.code)
            _index(self._aliases, library.aliases, library.code)
            _index(self._names, self.called.names(library), library.code)
        self._territories: dict[str, str] = {}
        for territory in self.catalogue.territories.values():
            for name in (territory.code, *territory.names.values(), *territory.aliases):
                for spelling in spellings(name):
                    self._territories.setdefault(spelling, territory.code)

    @cached_property
    def _cores(self) -> dict[Core, list[str]]:
        found: dict[Core, list[str]] = {}
        for library in self.catalogue.libraries.values():
            for words in self.called.cores(library):
                found.setdefault(words, []).append(library.code)
        return found

    @cached_property
    def _sounding(self) -> dict[Core, str]:
        """The territories by how their names sound, those of one sound left out: Romanian in Cyrillic letters."""
        found: dict[Core, set[str]] = {}
        for territory in self.catalogue.territories.values():
            for name in territory.names.values():
                found.setdefault(territory_core(name), set()).add(territory.code)
        return {words: codes.pop() for words, codes in found.items() if words and len(codes) == 1}

    def territory(self, written: str | None) -> str | None:
        """Return the code of a territory by code, name or alias, else by the sound of its name, or None."""
        if not written:
            return None
        if written in self.catalogue.territories:
            return written
        for text in (written, *re.split(r"\s*/\s*", written)):
            if code := self._territories.get(fold(text)):
                return code
        return self._sounding.get(territory_core(written))

    def library(self, *, code: str | None, name: str | None, territory: str | None) -> Identified:
        """Return the library of a code and/or a name; `territory` is a territory's code, where the file says it."""
        key = (code or "", name or "", territory)
        if key not in self._answers:
            self._answers[key] = self._find(*key)
        return self._answers[key]

    def named(self, written: str, territory: str | None) -> str | None:
        """Return the code of the one library a text can mean, in the territory before elsewhere; None without fuss."""
        if exact := self._codes.get(fold_code(written)):
            return exact
        for some in (self.called_so(written, territory), self.called_so(written, None)):
            if len(some) == 1:
                return some[0]
        return None

    def _find(self, code: str, name: str, territory: str | None) -> Identified:
        for written in (code, name):
            if written and (found := self._by_code(written, territory)):
                return self._agreed(found, name if written is code else "") if found.code else found
        return self._by_name(name or code, territory)

    def _by_code(self, written: str, territory: str | None) -> Identified | None:
        """Return the library of a code, lost zeros restored where the territory agrees; None for no code."""
        exact = self._codes.get(fold_code(written))
        if exact:
            return Identified(exact)
        if is_shortened(written):
            return Identified(None, "code-scientific")
        bare = _without_lost_zeros(written)
        forms = [bare, f"{_without_lost_zeros(territory)}-{bare}"] if territory and bare.isdecimal() else [bare]
        for form in forms:
            codes = self._inside(self._bare_codes.get(form, ()), territory)
            if len(codes) == 1:
                return Identified(codes[0], "code-restored")
        return None

    def _agreed(self, found: Identified, name: str) -> Identified:
        """Return what the code says, or the question which counts where the name beside it is another library's."""
        code = found.code or ""
        home = self.catalogue.libraries[code].territory
        named = self.called_so(name, home) if name else []
        if not named or code in named:
            return found
        return Identified(None, "code-and-name-differ", self._shown([code, *named], home))

    def called_so(self, name: str, territory: str | None) -> list[str]:
        """Return the libraries called exactly so, in a territory where it is known: as an alias, else officially."""
        for written in _halves(name):
            for index in (self._aliases, self._names):
                if inside := self._inside(index.get(fold(written), ()), territory):
                    return inside
        return []

    def _by_name(self, name: str, territory: str | None) -> Identified:
        exact = self.called_so(name, territory)
        if len(exact) == 1:
            return Identified(exact[0])
        told = None
        if not exact and territory:  # without a territory, only what is written as the register has it is sure
            exact = next(filter(None, (self._like(half, territory) for half in _halves(name))), [])
            told = "library-recognised"
        if len(exact) == 1:
            return Identified(exact[0], told, self._shown(exact, territory))
        if exact:
            return Identified(None, "ambiguous-library", self._shown(exact, territory))
        return Identified(None, "unknown-library", self._shown(self.nearest.rank(name, territory), territory))

    def _like(self, name: str, territory: str | None) -> list[str]:
        return self._inside(self._cores.get(core(name), ()), territory)

    def _inside(self, codes: Iterable[str], territory: str | None) -> list[str]:
        return [code for code in codes if territory is None or self.catalogue.libraries[code].territory == territory]

    def _shown(self, codes: Iterable[str], territory: str | None) -> tuple[str, ...]:
        return tuple(self.called.shown(code, territory) for code in list(codes)[:_MOST_CANDIDATES])


def _index(index: dict[str, list[str]], names: Iterable[str], code: str) -> None:
    for name in names:
        for spelling in spellings(name):
            known = index.setdefault(spelling, [])
            if code not in known:
                known.append(code)
