"""The declared corrections as JSON and as a table for people."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text as Plain

from data.formats import number, period_name
from data.models import name_in
from data.queries.corrections import Corrected
from data.wording import Text

_COLUMNS = ("library", "period", "indicator", "source", "value", "state", "place", "reason")


def corrections_as_json(found: Sequence[Corrected]) -> str:
    """Return one JSON object with a list of what was declared."""
    return json.dumps({"corrections": [one._asdict() for one in found]}, ensure_ascii=False, indent=2)


def corrections_table(found: Sequence[Corrected], words: Text) -> Table:
    """Return the table; what senders wrote is shown as it is, never as markup."""
    table = Table(title=words["corrections.title"])
    for name in _COLUMNS:
        table.add_column(words[f"corrections.{name}"], overflow="fold")
    for one in found:
        table.add_row(*(Plain(cell) for cell in _cells(one, words)))
    return table


def _cells(one: Corrected, words: Text) -> tuple[str, ...]:
    indicator = words[f"indicator.{one.indicator}.short"]
    said = indicator if one.category == "-" else f"{indicator}: {words[f'category.{one.category}.name']}"
    value = words["absent.short"] if one.value is None else number(one.value, words.language, _decimals(one.value))
    place = " › ".join(part for part in (one.file, one.sheet, one.cell) if part)
    return (
        f"{one.library} {one.library_name}",
        period_name(one.period, words.language),
        said,
        one.source or words["absent.short"],
        value,
        words[f"corrections.outcome.{one.outcome}"],
        place or words["absent.short"],
        name_in(one.reason, words.language),
    )


def _decimals(value: float) -> int:
    return 0 if value == int(value) else 2
