"""What may be typed into a cell of a form, and the friendly words when something else is typed."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.models import Indicator
from data.provenance import cell_name
from etl.templates.paper import Paper

LONGEST_TITLE, LONGEST_HINT = 32, 255  # of what a spreadsheet shows at a cell
DAYS_OPEN = "O01"  # where "closed" is written when the library was closed all month


@dataclass(frozen=True, slots=True)
class Block:
    """Cells filled in alike: from the first to the last row, the first to the last column, both included."""

    row: int
    column: int
    last_row: int
    last_column: int

    @classmethod
    def cell(cls, row: int, column: int) -> Block:
        """Return the block of one cell."""
        return cls(row, column, row, column)


def kind_of(indicator: Indicator) -> str:
    """Return how an indicator is typed: days open may say "closed", a count is whole."""
    if indicator.code == DAYS_OPEN:
        return "days"
    return "whole" if indicator.whole else "decimal"


def put_input(
    paper: Paper,
    sheet: Worksheet,
    block: Block,
    kind: str,
    *,
    title: str = "",
    hint: str = "",
    choices: str = "",
    strict: bool = True,
) -> None:
    """Make cells to be filled in: tinted, unlocked, checked as they are typed.

    `choices` is the range of a list; a hint is shown when the cell is chosen; not `strict`: nothing is refused.
    """
    for row in range(block.row, block.last_row + 1):
        for column in range(block.column, block.last_column + 1):
            paper.write(sheet, row, column, None, kind)
    rule = _rule(paper, block, kind, choices) if strict or choices else {}
    if not rule and not hint:
        return
    name = "list" if choices else kind
    words = {"error_title": paper.said["template.error.title"]}
    if f"template.error.{name}" in paper.said:
        words["error_message"] = paper.said[f"template.error.{name}"]
    if hint:
        words |= {"input_title": _short(title, LONGEST_TITLE), "input_message": _short(hint, LONGEST_HINT)}
    sheet.data_validation(
        block.row,
        block.column,
        block.last_row,
        block.last_column,
        {**(rule or {"validate": "any"}), **words, "show_error": strict},
    )


def _rule(paper: Paper, block: Block, kind: str, choices: str) -> dict[str, object]:
    """Return the rule of a kind of input, nothing for free text."""
    if choices:
        return {"validate": "list", "source": f"={choices}"}
    if kind in ("whole", "decimal"):
        return {"validate": "integer" if kind == "whole" else "decimal", "criteria": ">=", "value": 0}
    if kind == "days":
        cell, closed = cell_name(block.row, block.column), paper.said["template.closed"]
        number = f"AND({cell}>=0,{cell}<=31,INT({cell})={cell})"
        return {"validate": "custom", "value": f'=IF(ISNUMBER({cell}),{number},LOWER(TRIM({cell}))="{closed}")'}
    if kind == "date":  # a warning only: an event may begin the day before
        year, month = paper.month.year, paper.month.month
        last = date(year, month, calendar.monthrange(year, month)[1])
        between = {"criteria": "between", "minimum": date(year, month, 1), "maximum": last}
        return {"validate": "date", **between, "error_type": "warning"}
    return {}


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
