"""The sheet of closed lists: what the cells of the other sheets are chosen from."""

from __future__ import annotations

from collections.abc import Mapping

from data.provenance import cell_name
from etl.templates.declared import sheets
from etl.templates.order import Order
from etl.templates.paper import Paper

_FIRST = 4  # row of the first choice


def choices(order: Order) -> dict[str, list[str]]:
    """Return the closed lists by name, in the words of the form."""
    said = order.said
    found = {
        "category": [said[f"category.{code}.name"] for code in order.form.categories],
        "format": [said[f"event_format.{code}.name"] for code in order.catalogue.event_formats],
    }
    for name, codes in sheets().list.items():
        found[name] = [order.word(f"list.{name}.{code}") for code in codes]
    return found


def ranges(order: Order) -> dict[str, str]:
    """Return where each list stands, as the cells that choose from it name it."""
    name = order.word("lists.sheet")
    return {
        key: f"'{name}'!{_fixed(_FIRST, column)}:{_fixed(_FIRST + len(texts) - 1, column)}"
        for column, (key, texts) in enumerate(choices(order).items())
    }


def _fixed(row: int, column: int) -> str:
    name = cell_name(row, column)
    letters = name.rstrip("0123456789")
    return f"${letters}${name[len(letters) :]}"


def draw_choices(paper: Paper, order: Order) -> None:
    """Draw the sheet of lists."""
    lists: Mapping[str, list[str]] = choices(order)
    widths = [max(14.0, *(len(text) * 0.95 + 2 for text in texts)) for texts in lists.values()]
    sheet = paper.sheet(order.word("lists.sheet"), widths, freeze=(_FIRST, 0))
    paper.head(sheet, order.word("lists.sheet"), "")
    for column, (name, texts) in enumerate(lists.items()):
        paper.write(sheet, _FIRST - 1, column, order.word(f"lists.{name}"), "header")
        for row, text in enumerate(texts, start=_FIRST):
            paper.write(sheet, row, column, text, "label")
