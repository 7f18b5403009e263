"""The closed set of aggregation rules: what may be done with a value over months and over libraries.

An indicator has exactly one rule. Asking for what its rule forbids raises ForbiddenAggregation, never yields a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from data.models import Indicator, Rule

OverMonths = Literal["add", "latest", "never", "recompute"]

# What a library's values become over several months. Over libraries, values are always added up, except that
# "recompute" divides sums: a ratio is made anew from the sums of its parts and never averaged.
OVER_MONTHS: dict[Rule, OverMonths] = {
    "sum": "add",
    "money": "add",  # all amounts are in the reporting currency
    "last": "latest",  # a stock: what was there at the last report
    "unique": "never",  # people: who came in May and in June is one person
    "ratio": "recompute",
    "weighted_mean": "recompute",
}


class ForbiddenAggregation(Exception):
    """Says which rule of which indicator forbids what was asked; `key` names the explanation in the text files."""

    def __init__(self, indicator: Indicator, reason: Literal["months", "change", "parts"]) -> None:
        self.indicator = indicator.code
        self.reason = reason
        self.key = f"forbidden.{indicator.rule}_{reason}"
        super().__init__(
            f"{indicator.code}: the rule {indicator.rule!r} forbids this ({reason}); see the text {self.key}"
        )


def forbid_people_over_months(indicator: Indicator, indicators: Mapping[str, Indicator]) -> None:
    """Raise ForbiddenAggregation when the indicator, or a part of it, counts people: they never add up over months."""
    if OVER_MONTHS[indicator.rule] == "never":
        raise ForbiddenAggregation(indicator, "months")
    for code in parts(indicator):
        if OVER_MONTHS[indicators[code].rule] == "never":
            raise ForbiddenAggregation(indicator, "months")


def parts(indicator: Indicator) -> tuple[str, ...]:
    """Return the codes an indicator is recomputed from, the divisor last; empty for an indicator of its own."""
    return (*indicator.of, indicator.per) if indicator.per else indicator.of


def ratio(*, part: float | None, whole: float | None) -> float | None:
    """Return part / whole; None when either is unknown or the whole is 0: a share of nothing is unknown."""
    if part is None or not whole:
        return None
    return part / whole


def change_pct(*, now: float | None, before: float | None) -> float | None:
    """Return the change from `before` to `now` in percent of `before`; None when either is unknown or `before` is 0."""
    share = ratio(part=now, whole=before)
    return None if share is None else (share - 1) * 100
