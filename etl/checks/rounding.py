"""Reports in which every number is round: rather guessed than counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from data.check_rules import CheckRules
from data.models import Indicator
from etl.checks.figures import Figures, Finding

_COUNTS = ("sum", "unique")
_SHOWN = 3


def check_round(figures: Figures, rules: CheckRules, indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield each report whose counts are nearly all round, at the first of them."""
    rule = rules.round
    limited = {limit.indicator for limit in rules.most}
    columns = np.array(
        [
            column
            for (code, _), column in figures.columns.items()
            if indicators[code].whole and indicators[code].rule in _COUNTS and code not in limited
        ],
        dtype=np.int64,
    )
    values = figures.values[:, columns]
    large = values >= rule.least
    rounded = large & (values % rule.unit == 0)
    given, round_ones = large.sum(axis=1), rounded.sum(axis=1)
    for report in np.flatnonzero((given >= rule.figures) & (round_ones >= rule.share * given)).tolist():
        places = np.flatnonzero(rounded[report])
        shown = ", ".join(f"{value:g}" for value in values[report, places[:_SHOWN]])
        details = {"round": int(round_ones[report]), "given": int(given[report])}
        yield Finding("round-numbers", report, int(columns[places[0]]), shown, details)
