"""The first sheet of every form: whose it is, and how it is filled in."""

from __future__ import annotations

from collections.abc import Sequence

from etl.templates.order import Order
from etl.templates.paper import Paper

STEPS = tuple(f"step_{number}" for number in range(1, 8))


def draw_instructions(paper: Paper, order: Order, heading: str, about: str, steps: Sequence[str]) -> None:
    """Draw the sheet: a heading, whose form it is, the steps one below the other."""
    sheet = paper.sheet(order.word("instructions.sheet"), [5, 95], freeze=(0, 0), landscape=False)
    paper.head(sheet, heading, about)
    paper.write(sheet, 2, 0, paper.version, "subtitle")
    for number, step in enumerate(steps, start=1):
        sheet.set_row(3 + number, 32)
        paper.write(sheet, 3 + number, 0, number, "sample" if number == 1 else "step")  # as cells to be filled in look
        paper.write(sheet, 3 + number, 1, step, "line")
