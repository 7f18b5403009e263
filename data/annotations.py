"""What happened at a time and explains a figure: closures, repairs, roll-out waves, changes of method, holidays.

An annotation concerns the whole network, a group, a territory or one library, and perhaps some indicators only.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from data.loading_files import DefinitionError, build, read_toml, table
from data.loading_network import NetworkFolder
from data.models import Declared, name_in
from data.periods import Month

FILE = "annotations.toml"
Kind = Literal["closure", "repair", "wave", "method", "holiday"]
_LASTING = ("closure", "repair")  # without an end they still hold; the others are a day


class Annotation(Declared):
    """A dated note. At most one of `group`, `territory` and `library`; none of them: the whole network."""

    kind: Kind
    start: date
    end: date | None = None
    group: str | None = None
    territory: str | None = None
    library: str | None = None
    indicators: tuple[str, ...] = ()  # those it concerns; empty: all of them
    text: dict[str, str]  # language -> sentence

    @property
    def last(self) -> date | None:
        """The last day; None while it still holds."""
        return self.end if self.end is not None or self.kind in _LASTING else self.start

    @property
    def first_month(self) -> Month:
        """The month in which it begins."""
        return Month(self.start.year, self.start.month)

    @property
    def last_month(self) -> Month | None:
        """The month in which it ends; None while it still holds."""
        return Month(self.last.year, self.last.month) if self.last is not None else None

    def touches(self, first: Month | None, last: Month | None) -> bool:
        """Return True when it holds on any day of the months from `first` to `last` (None: no limit)."""
        ended = self.last_month is not None and first is not None and self.last_month < first
        return not ended and (last is None or self.first_month <= last)

    def says(self, language: str) -> str:
        """Return its sentence in a language."""
        return name_in(self.text, language)


def load_annotations(network: NetworkFolder) -> tuple[Annotation, ...]:
    """Return the annotations in order of time; raises DefinitionError for one that cannot be."""
    path = network.beside("libraries.csv", FILE)
    declared = read_toml(path).get("annotation", []) if path else []
    found = []
    for number, entry in enumerate(declared if isinstance(declared, list) else [], start=1):
        place = f"annotation {number}"
        annotation = build(Annotation, path or Path(), place, table(path or Path(), place, entry))
        _check(annotation, network.settings.languages, path or Path(), place)
        found.append(annotation)
    return tuple(sorted(found, key=lambda one: (one.start, one.last or date.max)))


def _check(annotation: Annotation, languages: tuple[str, ...], path: Path, place: str) -> None:
    scopes = [name for name in ("group", "territory", "library") if getattr(annotation, name) is not None]
    if len(scopes) > 1:
        remedy = "keep one; for several, write several annotations"
        raise DefinitionError(path, place, f"it names {' and '.join(scopes)}", remedy)
    if annotation.end is not None and annotation.end < annotation.start:
        raise DefinitionError(path, place, "it ends before it begins", "correct 'start' or 'end'")
    missing = [language for language in languages if not annotation.text.get(language)]
    if missing:
        raise DefinitionError(path, f"{place}.text", f"no text in {', '.join(missing)}", "write it")
