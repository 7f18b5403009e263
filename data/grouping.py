"""Rows put in the order of several columns of whole numbers, and in groups that are alike in all of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.generic]


def order_of(*keys: Whole) -> NDArray[np.int64]:
    """Return the places of the rows in the order of the keys, the first key first; equal rows stay as they stand.

    The keys are joined to one number a row, which sorts several times as fast as one key after the other does; raises
    OverflowError where their ranges are too wide for that.
    """
    order: NDArray[np.int64] = np.argsort(_joined(keys), kind="stable")
    return order


def grouped(*keys: Whole) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the order of the rows, and where in it each group of rows that are alike begins."""
    joined = _joined(keys)
    order: NDArray[np.int64] = np.argsort(joined, kind="stable")
    in_order = joined[order]
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = in_order[1:] != in_order[:-1]
    return order, np.flatnonzero(begins)


def _joined(keys: tuple[Whole, ...]) -> NDArray[np.int64]:
    joined, reach = np.zeros(len(keys[0]), dtype=np.int64), 1
    if not len(joined):
        return joined
    for key in keys:
        low = int(key.min())
        span = int(key.max()) - low + 1
        reach *= span
        if reach > np.iinfo(np.int64).max:
            raise OverflowError("the ranges of the keys are too wide to be joined")
        joined = joined * span + (key.astype(np.int64) - low)
    return joined
