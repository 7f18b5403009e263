"""A library on the range of its peers, as dots: in per cent of the peers' median, so that measures share a scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dashboard.charts.building import Shape, spec_of, table_of
from dashboard.charts.spec import ChartSpec, Series
from dashboard.charts.words import ChartWords

MEDIAN = 100.0
_SHAPE: Shape = (
    ("name", "text"), ("value", "decimal"), ("low", "decimal"), ("median", "decimal"), ("high", "decimal"),
    ("of_median_pct", "percent"), ("peers", "whole"),
)  # fmt: skip


class Measured(NamedTuple):
    """A measure of a library and of its peers: their lower quarter, median and upper quarter."""

    name: str
    value: float | None
    low: float
    median: float
    high: float
    peers: int

    @property
    def of_median(self) -> float | None:
        """The library's value in per cent of its peers' median."""
        return None if self.value is None or not self.median else 100 * self.value / self.median


def on_range_of_peers(rows: Sequence[Measured], *, key: str, words: ChartWords, unit: str) -> ChartSpec:
    """Return a row for each measure whose peers' median is not 0; the table has all of them, in their own units."""
    drawn = [row for row in rows if row.median]
    names = [row.name for row in drawn]
    peers = Series(
        "peers",
        words.labels["peers_range"],
        tuple(MEDIAN for _ in drawn),
        low=tuple(100 * row.low / row.median for row in drawn),
        high=tuple(100 * row.high / row.median for row in drawn),
        context=True,
    )
    library = Series("library", words.labels["library"], tuple(row.of_median for row in drawn))
    cells = [(row.name, row.value, row.low, row.median, row.high, row.of_median, row.peers) for row in rows]
    spec = spec_of("dots", key, words, names, names, [peers, library], table_of(key, words, _SHAPE, cells))
    return replace(spec, reference=MEDIAN, unit=unit)
