"""What a library may be called: its name, its former names, its place in every language; and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from data.catalogue import Catalogue
from data.models import Area, Library
from etl.texts.folding import fold, sound_as
from etl.texts.library_names import Core, core


@dataclass(frozen=True)
class Called:
    """The names of a catalogue's libraries."""

    catalogue: Catalogue

    def names(self, library: Library) -> tuple[str, ...]:
        """Return the official name and the former ones."""
        former = [status.former_name for status in self.catalogue.statuses.get(library.code, ()) if status.former_name]
        return (library.name, *former)

    def cores(self, library: Library) -> set[Core]:
        """Return the cores of every name, without the commune that tells homonyms apart, and with the Russian place.

        A branch is known by its number, too: "Filiala nr. 2" below the row of its library. Who writes without
        diacritics makes an a of each â, so such a core is there beside the one that `core` makes.
        """
        found = set()
        area = self.catalogue.areas.get(library.area or "")
        for name in (*self.names(library), *library.aliases):
            bare = name.split(",")[0].split("(")[0]
            found |= {core(form) for written in (name, bare) for form in (written, sound_as(written, "a"))}
            if area is not None:
                found |= _with_other_place(core(bare), area)
                if library.parent is not None:
                    found.add(_without_place(core(bare), area))
        return found - {()}

    def shown(self, code: str, territory: str | None) -> str:
        """Return a library as a question lists it: code, name, its village and commune, its territory if another."""
        library = self.catalogue.libraries[code]
        place = self.catalogue.areas.get(library.area or "")
        commune = self.catalogue.areas.get(place.parent or "") if place is not None else None
        home = self.catalogue.territories.get(library.territory)
        where = [_name(place), _name(commune) if commune is not None and commune.depth else ""]
        if library.territory != territory and home is not None:
            where.append(next(iter(home.names.values())))
        said = f" {fold(library.name)} "
        told = [name for name in dict.fromkeys(where) if name and f" {fold(name)} " not in said]
        return f"{code} {library.name}" + (f" ({', '.join(told)})" if told else "")


def _name(area: Area | None) -> str:
    return next(iter(area.names.values()), "") if area is not None else ""


def _with_other_place(words: Core, area: Area) -> set[Core]:
    """Return the core with the area's name in each of its other languages, where the core holds it."""
    names = [core(name) for name in area.names.values() if name]
    held = [name for name in names if name and set(name) <= set(words)]
    return {tuple(sorted({*set(words) - set(old), *new})) for old in held for new in names if new}


def _without_place(words: Core, area: Area) -> Core:
    """Return a core without the names of its place, where a number is left that tells it from others."""
    places = {word for name in area.names.values() for word in core(name)}
    left = tuple(word for word in words if word not in places)
    return left if any(word.isdecimal() for word in left) else ()
