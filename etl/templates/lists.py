"""Sheets 4 to 7: events, partners, actions, stories; each a list filled in from the top, as sheets.toml declares it."""

from __future__ import annotations

from collections.abc import Mapping

from etl.templates.declared import ListSheet, sheets
from etl.templates.inputs import Block, put_input
from etl.templates.order import Order
from etl.templates.paper import Paper

HEADER = 3  # row of the headings


def draw_lists(paper: Paper, order: Order, subtitle: str, ranges: Mapping[str, str]) -> None:
    """Draw the list sheets; `ranges` says where each closed list stands."""
    for name, declared in sheets().sheet.items():
        _draw(paper, order, name, declared, subtitle, ranges)


def _draw(paper: Paper, order: Order, name: str, declared: ListSheet, subtitle: str, ranges: Mapping[str, str]) -> None:
    columns = declared.column
    sheet = paper.sheet(
        order.word(f"{name}.sheet"), [column.width for column in columns.values()], freeze=(HEADER + 1, 0)
    )
    sheet.set_default_row(18)
    paper.head(sheet, order.word(f"{name}.heading"), subtitle)
    sheet.set_row(HEADER, 32)
    for at, (key, column) in enumerate(columns.items()):
        paper.write(sheet, HEADER, at, order.word(f"{name}.{key}"), "header")
        block = Block(HEADER + 1, at, HEADER + declared.rows, at)
        put_input(paper, sheet, block, column.kind, choices=ranges.get(column.list, ""), strict=not column.open)
