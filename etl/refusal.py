"""A file, or a sheet of it, that is not read any further: raised wherever that is found out, told as one problem."""

from __future__ import annotations

from typing import Literal

from etl.limits import ReadingLimits


class Refused(Exception):
    """The file is not read; `kind` is a problem kind, `details` the values of its message beside the place.

    What a parser said stands in the detail `error`: it is kept for whoever looks into it, and shown to nobody.
    """

    def __init__(
        self,
        kind: str,
        found: str | None,
        *,
        sheet: str | None = None,
        cell: str | None = None,
        **details: str | int | float,
    ) -> None:
        self.kind, self.found, self.details = kind, found, details
        self.sheet, self.cell = sheet, cell
        super().__init__(f"{kind}: {found}")


def megabytes(size: int) -> str:
    """Return a size as people read it."""
    return f"{size / 1e6:.0f} MB"


def too_heavy(reason: Literal["time", "memory"], most: ReadingLimits) -> Refused:
    """Return the refusal of a file the reading of which had to be stopped."""
    found = f"> {most.seconds:g} s" if reason == "time" else f"> {megabytes(most.most_memory)}"
    return Refused("too-heavy", found, seconds=most.seconds, memory=most.most_memory / 1e6)
