"""The annual form of one library, ready to be filled in: a row for each question, the sum of its months beside it."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.models import Library
from etl.templates.general import draw_general
from etl.templates.inputs import Block, kind_of, put_input
from etl.templates.instructions import draw_instructions
from etl.templates.order import Order
from etl.templates.paper import Paper
from etl.templates.previous import Figures
from etl.templates.users import shown

_HEADER = 3
_STEPS = ("instructions.step_1", "instructions.step_2", "instructions.step_3", "annual.step_people", "annual.step_send")


def annual_workbook(order: Order, library: Library) -> bytes:
    """Return the file of a library's form of a year."""
    paper = Paper(order.said, order.version(library.code), order.month)
    whose = {"library": library.name, "territory": order.territory(library), "year": order.period}
    steps = [order.said.format(f"template.{step}", year=str(order.month.year + 1)) for step in _STEPS]
    if order.previous is not None:
        steps.append(order.word("annual.compared"))
    about = order.said.format("template.annual.for_library", **whose)
    draw_instructions(paper, order, order.word("annual.heading"), about, steps)
    paper.meta(order.meta(library.code))
    draw_general(paper, order, library, {})
    _draw_questions(paper, order, library)
    return paper.content()


def _draw_questions(paper: Paper, order: Order, library: Library) -> None:
    widths = {"code": 8.0, "indicator": 52.0, "total": 18.0, "months": 22.0, "notes": 44.0}
    if order.previous is None:
        del widths["months"]
    column_of = {name: column for column, name in enumerate(widths)}
    sheet = paper.sheet(order.word("annual.sheet"), list(widths.values()), freeze=(_HEADER + 1, 2))
    subtitle = order.said.format("template.annual.title", library=library.name, year=order.period)
    paper.head(sheet, order.word("annual.form"), subtitle)
    sheet.set_row(_HEADER, 32)
    for name, column in column_of.items():
        key = "annual.months" if name == "months" else f"users.{name}"
        paper.write(sheet, _HEADER, column, order.word(key), "header")
    figures = None if order.previous is None else order.previous.get(library.code, {})
    for row, code in enumerate(order.form.indicators, start=_HEADER + 1):
        _row(paper, sheet, order, row, column_of, code, figures)


def _row(
    paper: Paper,
    sheet: Worksheet,
    order: Order,
    row: int,
    column_of: dict[str, int],
    code: str,
    figures: Figures | None,
) -> None:
    said, indicator = order.said, order.catalogue.indicators[code]
    sheet.set_row(row, 20)
    paper.write(sheet, row, column_of["code"], code, "code")
    paper.write(sheet, row, column_of["indicator"], said[f"indicator.{code}.name"], "label")
    total, hint = Block.cell(row, column_of["total"]), said[f"indicator.{code}.definition"]
    put_input(paper, sheet, total, kind_of(indicator), title=said[f"indicator.{code}.short"], hint=hint)
    if figures is not None:
        paper.write(sheet, row, column_of["months"], shown(order, figures, code), "previous")
    put_input(paper, sheet, Block.cell(row, column_of["notes"]), "text")
