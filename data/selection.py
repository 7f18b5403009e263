"""Selection: what a page, a file or a command is asked about, read from and written to an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.periods import Month


def _month(text: str | None) -> Month | None:
    try:
        return Month.parse(text or "")
    except ValueError:
        return None


def _many(text: str | None) -> tuple[str, ...]:
    return tuple(sorted({part for part in (text or "").split(",") if part}))


@dataclass(frozen=True, slots=True)
class Selection:
    """Months from `start` to `end` (None: the page's default), and which libraries; empty means all."""

    start: Month | None = None
    end: Month | None = None
    territories: tuple[str, ...] = ()
    group: str | None = None
    kinds: tuple[str, ...] = ()

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
        )

    def to_query(self) -> dict[str, str]:
        """Return the keys and values of the address, in a fixed order; the inverse of `from_query`."""
        pairs = {
            "from": str(self.start) if self.start else "",
            "to": str(self.end) if self.end else "",
            "territory": ",".join(self.territories),
            "group": self.group or "",
            "kind": ",".join(self.kinds),
        }
        return {key: value for key, value in pairs.items() if value}
