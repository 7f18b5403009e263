"""A number of a frame, which has no other word for a missing one than nan."""

from __future__ import annotations

import pandas as pd


def known(value: float) -> float | None:
    """Return the number; None where it is missing."""
    return None if pd.isna(value) else float(value)
