"""Counts of people in sensitive services, rounded where they are finest: one library, one month, one category.

Every larger figure is a sum of these, so that no difference of two figures (filters, months, areas, releases) holds
more than rounded counts. A count x becomes base * floor((x + u) / base), with 0 <= u < base. u follows from the
library, the month, the indicator and the category and from nothing else, so that the same count is rounded in the same
way for ever (record and cell keys: Fraser and Wooton, A proposed method for confidentialising tabular output to protect
against differencing, UNECE work session, Geneva 2005; fixed random rounding: Statistics New Zealand).

u is 0, 1, ..., base - 1, each as often, so that rounding keeps the mean. Of counts below the base, u is never base - 2,
which would leave a count of 1 alone: base - 3 and base - 1 stand for it in turn, and keep the mean of a 1 and a 2. So
who knows this file, and that somebody came, still has two counts or more to choose from where a rounded count is 0, and
base - 1 or more where it is not.

`SHOWN` says it to the database, `rounded` to everybody else; a test holds both equal.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text

LEAST_BASE = 3
_PRIME = 2_147_483_647
_MONTH = 48_271  # a multiplier of the same prime: neighbouring months fall far from each other

# To be read beside observation o, library l and, joined from the left by JOIN, protected p.
JOIN = "LEFT JOIN protected p ON p.indicator_id = o.indicator_id AND p.category_id = o.category_id"
_MIXED = f"((CAST(o.period AS BIGINT) * {_MONTH} + l.record_key + p.cell_key) % {_PRIME})"
_DRAWN = f"((({_MIXED} * {_MIXED}) % {_PRIME}) % (2 * p.base))"
_COUNT = "CAST(ROUND(CAST(o.value AS NUMERIC)) AS BIGINT)"
_STEP = (
    f"CASE WHEN {_COUNT} >= p.base OR {_DRAWN} < 2 * (p.base - 2) THEN {_DRAWN} / 2 "
    f"WHEN {_DRAWN} < 2 * p.base - 3 THEN p.base - 3 ELSE p.base - 1 END"
)
SHOWN = f"CASE WHEN p.base IS NULL THEN o.value ELSE (({_COUNT} + {_STEP}) / p.base) * p.base END"

Counts = NDArray[np.float64]
Keys = NDArray[np.int64]


def key_of(*codes: str) -> int:
    """Return the number that belongs to codes, of a library or of an indicator and a category: 1 to 2^31 - 2."""
    digest = hashlib.sha256("/".join(codes).encode()).digest()
    return int.from_bytes(digest[:8]) % (_PRIME - 1) + 1


def rounded(counts: Counts, *, record_key: Keys, cell_key: Keys, period: Keys, base: Keys) -> Counts:
    """Return the counts rounded, each to a multiple of its base (at least 3); a missing count stays missing."""
    mixed = (record_key + cell_key + period * _MONTH) % _PRIME
    drawn = (mixed * mixed % _PRIME) % (2 * base)
    whole = np.floor(counts + 0.5)
    last = np.where(drawn < 2 * base - 3, base - 3, base - 1)
    step = np.where((whole >= base) | (drawn < 2 * (base - 2)), drawn // 2, last)
    return np.floor((whole + step) / base) * base


def rounded_columns(
    connection: Connection, values: Counts, *, indicator_id: Keys, period: Keys, library_id: Keys, category_id: Keys
) -> Counts:
    """Return observations, column by column, as they are shown: those of protected categories rounded."""
    shown, record_keys = values.copy(), None
    for indicator, category, base, cell_key in connection.execute(
        text("SELECT indicator_id, category_id, base, cell_key FROM protected")
    ):
        some = np.flatnonzero((indicator_id == indicator) & (category_id == category))
        if not len(some):
            continue
        record_keys = _record_keys(connection) if record_keys is None else record_keys
        keys = record_keys[library_id[some]]
        cells, bases = np.full(len(some), cell_key, np.int64), np.full(len(some), base, np.int64)
        shown[some] = rounded(values[some], record_key=keys, cell_key=cells, period=period[some], base=bases)
    return shown


def _record_keys(connection: Connection) -> Keys:
    """Return the number of each library, at the place of its id."""
    rows = connection.execute(text("SELECT id, record_key FROM library")).all()
    keys = np.zeros(1 + max((row[0] for row in rows), default=0), dtype=np.int64)
    keys[[row[0] for row in rows]] = [row[1] for row in rows]
    return keys
