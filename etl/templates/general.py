"""Sheet 1: whose report it is and of when; what is known stands there, the rest is asked."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.formats import calendar_month
from data.models import Library
from etl.templates.inputs import DAYS_OPEN, Block, kind_of, put_input
from etl.templates.order import Order
from etl.templates.paper import Paper


def draw_general(paper: Paper, order: Order, library: Library, asked: Mapping[str, str]) -> None:
    """Draw the sheet; `asked`: the figures that stand on it, by the word beside their cell."""
    sheet = paper.sheet(order.word("general.sheet"), [32, 60], freeze=(0, 0), landscape=False)
    paper.head(sheet, order.word("general.heading"), paper.version)
    given: dict[str, str | float] = {
        "code": library.code,
        "name": library.name,
        "territory": order.territory(library),
        "locality": order.locality(library),
        "area": library.area or "",
        **({} if order.annual else {"month": calendar_month(order.month.month, order.language)}),
        "year": order.month.year,
    }
    for row, key in enumerate((*given, *asked, "person", "phone", "date"), start=3):
        sheet.set_row(row, 20)
        paper.write(sheet, row, 0, order.word(f"general.{key}"), "label")
        if key in given:
            paper.write(sheet, row, 1, given[key], "given")
        elif key in asked:
            _ask(paper, sheet, order, row, asked[key])
        else:
            kind = "date" if key == "date" else "text"
            put_input(paper, sheet, Block.cell(row, 1), kind, strict=False)


def _ask(paper: Paper, sheet: Worksheet, order: Order, row: int, code: str) -> None:
    hint = order.word("hint.days") if code == DAYS_OPEN else order.said[f"indicator.{code}.definition"]
    title = order.said[f"indicator.{code}.short"]
    put_input(paper, sheet, Block.cell(row, 1), kind_of(order.catalogue.indicators[code]), title=title, hint=hint)
