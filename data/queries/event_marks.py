"""The mark of an event: what its id says of it beside its library and the month of its report.

It follows from the day, the format and the row's own number, not from a title, which may be withheld; of several that
are alike in these, from their order in the list.
"""

from __future__ import annotations

import hashlib

import pandas as pd

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LENGTH = 4


def event_marks(told: pd.DataFrame) -> dict[int, str]:
    """Return the mark of each event by its id; columns used: id, library, period, starts, format, number."""
    ordered = told.sort_values("id")
    keys = [
        "|".join("" if pd.isna(one) else str(one) for one in row)
        for row in ordered[["starts", "format", "number"]].itertuples(index=False, name=None)
    ]
    alike = ordered.assign(key=keys).groupby(["library", "period", "key"]).cumcount()
    return {int(number): _mark(f"{key}|{place}") for number, key, place in zip(ordered["id"], keys, alike, strict=True)}


def _mark(key: str) -> str:
    number, letters = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]), ""
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_LETTERS))
        letters += _LETTERS[place]
    return letters
