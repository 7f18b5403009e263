"""Selection: what a page, a file or a command is asked about, read from and written to an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from data.catalogue import Catalogue
from data.formats import month_name, month_range
from data.periods import Month
from data.wording import Text


def _month(text: str | None) -> Month | None:
    try:
        return Month.parse(text or "")
    except ValueError:
        return None


def _many(text: str | None) -> tuple[str, ...]:
    return tuple(sorted({part for part in (text or "").split(",") if part}))


@dataclass(frozen=True, slots=True)
class Selection:
    """Months from `start` to `end` (None: the page's default), and which libraries; empty means all, one is one."""

    KEYS: ClassVar[tuple[str, ...]] = ("from", "to", "territory", "group", "kind", "library")

    start: Month | None = None
    end: Month | None = None
    territories: tuple[str, ...] = ()
    group: str | None = None
    kinds: tuple[str, ...] = ()
    library: str | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Selection:
        """Return the selection an address asks for; never raises: unknown keys are ignored, bad values fall back."""
        start, end = _month(query.get("from")), _month(query.get("to"))
        if start and end and end < start:
            start, end = end, start
        return cls(
            start=start,
            end=end,
            territories=_many(query.get("territory")),
            group=query.get("group") or None,
            kinds=_many(query.get("kind")),
            library=query.get("library") or None,
        )

    def to_query(self) -> dict[str, str]:
        """Return the keys and values of the address, in a fixed order; the inverse of `from_query`."""
        pairs = {
            "from": str(self.start) if self.start else "",
            "to": str(self.end) if self.end else "",
            "territory": ",".join(self.territories),
            "group": self.group or "",
            "kind": ",".join(self.kinds),
            "library": self.library or "",
        }
        return {key: value for key, value in pairs.items() if value}


def unreadable(query: Mapping[str, str]) -> tuple[str, ...]:
    """Return the values of an address that are no months, to be named on the page; they count as not given."""
    return tuple(query[key] for key in ("from", "to") if query.get(key) and _month(query[key]) is None)


def known(selection: Selection, catalogue: Catalogue) -> tuple[Selection, tuple[str, ...]]:
    """Return the selection without codes that the catalogue does not have, and those codes, to be named on the page.

    A network with an open register takes its libraries from the files: its library codes are left as they are.
    """
    territories = tuple(code for code in selection.territories if code in catalogue.territories)
    kinds = tuple(code for code in selection.kinds if code in catalogue.library_kinds)
    group = selection.group if selection.group in catalogue.groups else None
    declared = selection.library in catalogue.libraries or catalogue.settings.open_register
    library = selection.library if declared else None
    asked = {*selection.territories, *selection.kinds, *filter(None, [selection.group, selection.library])}
    unknown = asked - {*territories, *kinds, *filter(None, [group, library])}
    there = replace(selection, territories=territories, kinds=kinds, group=group, library=library)
    return there, tuple(sorted(unknown))


def in_words(selection: Selection, text: Text, catalogue: Catalogue, *, library: str = "") -> str:
    """Return the selection as read, e.g. "aprilie – octombrie 2017 · teritorii: Orhei"; its codes must be known.

    `library`: the name of the one library selected, where the catalogue does not have it.
    """
    parts = [_period_in_words(selection, text), *_scope_in_words(selection, text, catalogue, library)]
    return text["selection.separator"].join(parts)


def scope_in_words(selection: Selection, text: Text, catalogue: Catalogue, *, library: str = "") -> str:
    """Return which libraries a selection means, as read; `library` as for `in_words`."""
    return text["selection.separator"].join(_scope_in_words(selection, text, catalogue, library))


def _scope_in_words(selection: Selection, text: Text, catalogue: Catalogue, library: str) -> list[str]:
    if selection.library:
        declared = catalogue.libraries.get(selection.library)
        name = library or (declared.name if declared else selection.library)
        return [text.format("selection.library", name=name)]
    parts = []
    if selection.territories:
        names = ", ".join(catalogue.territories[code].name(text.language) for code in selection.territories)
        parts.append(text.format("selection.territories", names=names))
    if selection.group:
        parts.append(text.format("selection.group", name=group_name(selection.group, text, catalogue)))
    if not parts:
        parts.append(text["selection.all_libraries"])
    if selection.kinds:
        names = ", ".join(text[f"library_kind.{code}.name"] for code in selection.kinds)
        parts.append(text.format("selection.kinds", names=names))
    return parts


def group_name(code: str, text: Text, catalogue: Catalogue) -> str:
    """Return the name of a group, saying so where its list of territories is not confirmed."""
    name = text[f"group.{code}.name"]
    return name if catalogue.groups[code].confirmed else text.format("selection.unconfirmed", name=name)


def _period_in_words(selection: Selection, text: Text) -> str:
    if selection.start and selection.end:
        return month_range(selection.start, selection.end, text.language)
    if selection.start:
        return text.format("selection.since", month=month_name(selection.start, text.language))
    if selection.end:
        return text.format("selection.until", month=month_name(selection.end, text.language))
    return text["selection.all_months"]
