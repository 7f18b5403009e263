"""Sheet 2: a row for each indicator, what the library reported the month before beside it."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.models import Indicator, Library
from data.states import State
from etl.templates.inputs import Block, kind_of, put_input
from etl.templates.order import Order
from etl.templates.paper import Paper
from etl.templates.previous import Figures

_HEADER = 3
_WIDTHS = {"code": 8.0, "indicator": 46.0, "total": 14.0, "children": 14.0, "women": 14.0, "notes": 40.0}
_PREVIOUS = {"previous": 21.0, "previous_children": 21.0}


def draw_users(paper: Paper, order: Order, library: Library, subtitle: str, without: tuple[str, ...]) -> None:
    """Draw the sheet; `without`: indicators that are asked elsewhere."""
    widths = dict(_WIDTHS)
    if order.previous is not None:
        notes = widths.pop("notes")
        widths |= {**_PREVIOUS, "notes": notes}
    column_of = {name: column for column, name in enumerate(widths)}
    sheet = paper.sheet(order.word("users.sheet"), list(widths.values()), freeze=(_HEADER + 1, 2))
    paper.head(sheet, order.word("users.heading"), subtitle)
    sheet.fit_to_pages(1, 1)
    sheet.set_row(_HEADER, 32)
    for name, column in column_of.items():
        before = order.month.plus(-1)
        text = order.dated("users.previous", month=before) if name == "previous" else order.word(f"users.{name}")
        paper.write(sheet, _HEADER, column, text, "header")
    figures = None if order.previous is None else order.previous.get(library.code, {})
    row, group = _HEADER + 1, ""
    for code, part in whole_and_part(order):
        if code in without:
            continue
        if code[0] != group:
            group = code[0]
            _section(paper, sheet, row, order.word(f"group.{group}"), len(widths))
            row += 1
        _row(paper, sheet, order, row, column_of, order.catalogue.indicators[code], part, figures)
        row += 1


def whole_and_part(order: Order) -> list[tuple[str, str | None]]:
    """Return the indicators of the form, each with the part that is asked beside it (users: of which children)."""
    asked = order.form.indicators
    parts = {whole: part for whole, part in order.form.children.items() if part in asked}
    return [(code, parts.get(code)) for code in asked if code not in parts.values()]


def _section(paper: Paper, sheet: Worksheet, row: int, title: str, columns: int) -> None:
    """Draw the heading of a group. It stands in the second column: a row without a code is no figure."""
    sheet.set_row(row, 18)
    for column in range(columns):
        paper.write(sheet, row, column, title if column == 1 else None, "section")


def _row(
    paper: Paper,
    sheet: Worksheet,
    order: Order,
    row: int,
    column_of: dict[str, int],
    indicator: Indicator,
    part: str | None,
    figures: Figures | None,
) -> None:
    said, kind = order.said, kind_of(indicator)
    name, definition = said[f"indicator.{indicator.code}.name"], said[f"indicator.{indicator.code}.definition"]
    sheet.set_row(row, 20)
    paper.write(sheet, row, column_of["code"], indicator.code, "code")
    paper.write(sheet, row, column_of["indicator"], name, "label")
    total = Block.cell(row, column_of["total"])
    put_input(paper, sheet, total, kind, title=said[f"indicator.{indicator.code}.short"], hint=definition)
    for column in ("children", "women"):
        if part:
            put_input(paper, sheet, Block.cell(row, column_of[column]), kind)
        else:
            paper.write(sheet, row, column_of[column], None, "closed")
    put_input(paper, sheet, Block.cell(row, column_of["notes"]), "text")
    if figures is not None:
        paper.write(sheet, row, column_of["previous"], shown(order, figures, indicator.code), "previous")
        before = shown(order, figures, part) if part else None
        paper.write(sheet, row, column_of["previous_children"], before, "previous")


def shown(order: Order, figures: Figures, indicator: str) -> str | float:
    """Return the figure, or the words for why there is none; a missing figure is never shown as 0."""
    figure = figures.get(indicator)
    if figure is None:
        return order.word("state_not_asked" if figures else "state_none")
    if figure.state == State.REPORTED and figure.value is not None:
        return figure.value
    return order.said[f"state.{figure.state.name.lower()}.name"].lower()
