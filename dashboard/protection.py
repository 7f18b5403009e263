"""What the pages say of counts that are protected (data.disclosure): rounded, and small ones not shown."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.charts.spec import TableSpec
from data.disclosure import class_of, load_classes
from data.formats import number
from data.models import Category
from data.wording import Text

EVENT_TABLES = ("library-events", "campaign-fairs")


def thresholds(language: str) -> dict[str, str]:
    """Return the numbers of the rule as read: yes and strictest, the least that are shown, and base."""
    rounded = next(one for one in load_classes().values() if one.yes and one.strictest)
    said = {"yes": rounded.yes, "strictest": rounded.strictest}
    least = {key: number(one.least, language) for key, one in said.items() if one}
    return {**least, "base": number(max(one.base for one in said.values() if one), language)}


def mark_of(text: Text, *, fixed: bool) -> str:
    """Return what the mark of a withheld number says; `fixed`: in tables that leave for good, where it may stand for a
    number beside a small one."""
    return text.format("services.withheld_fixed" if fixed else "services.withheld", **thresholds(text.language))


def withheld_at(rows: Iterable[bool], column: int) -> frozenset[tuple[int, int]]:
    """Return the places of a table whose value is withheld: a column, in the rows so marked."""
    return frozenset((row, column) for row, hidden in enumerate(rows) if hidden)


def of_events(table: TableSpec, text: Text) -> str:
    """Return the sentence that says what the mark in a table of events stands for; "" where there is none."""
    return text["services.events_withheld"] if table.withheld and table.key in EVENT_TABLES else ""


def notes_of(
    indicator: str, categories: Iterable[Category], text: Text, *, withheld: bool, fixed: bool = False
) -> list[str]:
    """Return what a reader of an indicator's figures by category must know of their protection, in sentences."""
    measure = class_of(indicator)
    if not any(measure.protection(category) for category in categories):
        return []
    marked = [mark_of(text, fixed=fixed)] if withheld else []
    return [*marked, text["services.rounded"]]
