"""The monthly workbook of one library, ready to be filled in."""

from __future__ import annotations

from data.models import Library
from etl.templates.choices import draw_choices, ranges
from etl.templates.general import draw_general
from etl.templates.inputs import DAYS_OPEN, Block, kind_of, put_input
from etl.templates.instructions import STEPS, draw_instructions
from etl.templates.lists import draw_lists
from etl.templates.order import Order
from etl.templates.paper import Paper
from etl.templates.users import draw_users

_ON_FIRST_SHEET = {"days": DAYS_OPEN, "hours": "O02"}  # where these two are asked, as the layout knows them


def single_workbook(order: Order, library: Library) -> bytes:
    """Return the file of a library's form."""
    paper = Paper(order.said, order.version(library.code), order.month)
    subtitle = order.dated("title", library=library.name)
    lists = ranges(order)
    _instructions(paper, order, library)
    paper.meta(order.meta(library.code))
    asked = {name: code for name, code in _ON_FIRST_SHEET.items() if code in order.form.indicators}
    draw_general(paper, order, library, asked)
    draw_users(paper, order, library, subtitle, without=tuple(_ON_FIRST_SHEET.values()))
    _services(paper, order, subtitle, lists)
    draw_lists(paper, order, subtitle, lists)
    draw_choices(paper, order)
    return paper.content()


def _instructions(paper: Paper, order: Order, library: Library) -> None:
    about = order.dated("instructions.for_library", library=library.name, territory=order.territory(library))
    steps = [order.word(f"instructions.{step}") for step in STEPS]
    if order.previous is not None:
        steps.append(order.word("instructions.previous"))
    draw_instructions(paper, order, order.word("instructions.heading"), about, steps)


def _services(paper: Paper, order: Order, subtitle: str, lists: dict[str, str]) -> None:
    """Draw the sheet of services: a row for each category."""
    asked = order.form.by_category
    widths = [36.0, 34.0, *[14.0] * len(asked), 28.0, 14.0]
    sheet = paper.sheet(order.word("services.sheet"), widths, freeze=(4, 1))
    paper.head(sheet, order.word("services.heading"), subtitle)
    sheet.set_row(3, 32)
    for column, key in enumerate(("category", "name", *asked, "partners", "new")):
        paper.write(sheet, 3, column, order.word(f"services.{key}"), "header")
    last = 3 + len(order.form.categories)
    for row, category in enumerate(order.form.categories, start=4):
        paper.write(sheet, row, 0, order.said[f"category.{category}.name"], "label")
    put_input(paper, sheet, Block(4, 1, last, 1), "text")
    for column, code in enumerate(asked, start=2):
        hint = order.said[f"indicator.{code}.definition"]
        kind = kind_of(order.catalogue.indicators[code])
        put_input(paper, sheet, Block(4, column, last, column), kind, title=order.word(f"services.{code}"), hint=hint)
    after = 2 + len(asked)
    put_input(paper, sheet, Block(4, after, last, after), "text")
    put_input(paper, sheet, Block(4, after + 1, last, after + 1), "text", choices=lists["yes_no"])
