"""The second and third sentence of the overview: what became of the other measures, and who has not reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.asked import Asked
from dashboard.headline import Headline
from data.formats import change, month_name
from data.queries.reporting import rates


def other_measures(asked: Asked, found: Sequence[Headline]) -> tuple[str, ...]:
    """Return the changes of the measures on the same libraries in one sentence, or nothing where there are none."""
    text = asked.text
    said = [
        text.format(
            "overview.change",
            indicator=text[f"indicator.{one.code}.short"],
            change=change(one.comparison.change_pct, asked.language),
        )
        for one in found
        if one.comparison.change_pct is not None
    ]
    return (text.format("overview.others", changes=text["overview.join"].join(said)),) if said else ()


def last_month(asked: Asked) -> tuple[str, ...]:
    """Return how many libraries have not reported for the last month asked for; nothing of annual figures."""
    if asked.months is None or asked.annual:
        return ()
    text, last = asked.text, asked.months[1]
    found = rates(asked.session, asked.catalogue, replace(asked.selection, start=last, end=last))
    if not found.expected:
        return ()
    month, missing = month_name(last, asked.language), max(0, found.expected - found.actual)
    if not missing:
        return (text.plural("overview.all_reported", found.expected, month=month),)
    if asked.library:
        return (text.format("overview.not_yet", month=month),)
    return (text.plural("overview.missing", missing, month=month, expected=found.expected),)
