"""The consolidated monthly table of a territory, ready to be filled in: a row for each library."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.models import Library, Territory
from etl.templates.inputs import Block, kind_of, put_input
from etl.templates.instructions import STEPS, draw_instructions
from etl.templates.order import Order
from etl.templates.paper import Paper
from etl.templates.users import whole_and_part

_HEADER = 3  # the first of its two rows
_LABELS = {"number": 5.0, "code": 13.0, "library": 40.0, "locality": 20.0}
_WIDTH = 12.0
_PAGES = 6  # side by side, when printed


class Heading(NamedTuple):
    """A column of figures: what stands above its heading, the heading (empty: alone), its indicator."""

    group: str
    text: str
    indicator: str


def consolidated_workbook(order: Order, territory: Territory, libraries: list[Library]) -> bytes:
    """Return the file of a territory's form."""
    paper = Paper(order.said, order.version(territory.code), order.month)
    about = order.dated("consolidated.for_territory", territory=territory.name(order.language))
    own = {"step_1", "step_4"}
    steps = [order.word(f"{'consolidated' if step in own else 'instructions'}.{step}") for step in STEPS]
    del steps[4:6]  # no lists and no stories on this form
    del steps[2]  # and no column for notes
    draw_instructions(paper, order, order.word("consolidated.heading"), about, steps)
    paper.meta(order.meta(territory.code))
    _draw_table(paper, order, territory, libraries)
    return paper.content()


def _draw_table(paper: Paper, order: Order, territory: Territory, libraries: list[Library]) -> None:
    headings = _headings(order)
    first = _HEADER + 2
    widths = [*_LABELS.values(), *[_WIDTH] * len(headings)]
    sheet = paper.sheet(order.word("consolidated.sheet"), widths, freeze=(first, 3))
    sheet.fit_to_pages(_PAGES, 0)
    sheet.repeat_columns(0, len(_LABELS) - 1)
    name = territory.name(order.language)
    paper.head(sheet, order.word("consolidated.title").format(territory=name), order.dated("consolidated.month"))
    sheet.set_row(_HEADER, 34)
    sheet.set_row(_HEADER + 1, 62)
    for column, key in enumerate(_LABELS):
        _merged(paper, sheet, Block(_HEADER, column, _HEADER + 1, column), order.word(f"consolidated.{key}"))
    _draw_headings(paper, sheet, headings)
    for number, library in enumerate(libraries, start=1):
        row = first + number - 1
        paper.write(sheet, row, 0, number, "code")
        for column, text in enumerate((library.code, library.name, order.locality(library)), start=1):
            paper.write(sheet, row, column, text, "label")
    if not libraries:
        return
    for column, heading in enumerate(headings, start=len(_LABELS)):
        indicator = order.catalogue.indicators[heading.indicator]
        hint = order.said[f"indicator.{indicator.code}.definition"]
        block = Block(first, column, first + len(libraries) - 1, column)
        put_input(paper, sheet, block, kind_of(indicator), title=heading.text or heading.group, hint=hint)


def _headings(order: Order) -> list[Heading]:
    """Return the columns of figures: indicators under their group, then services, a category under each indicator."""
    said, found = order.said, list[Heading]()
    for letter, members in groupby(whole_and_part(order), key=lambda pair: pair[0][0]):
        pairs = list(members)
        alone = [code for code, part in pairs if not part]
        for code, part in pairs:
            name = said[f"indicator.{code}.name"]
            if part:
                found.append(Heading(name, order.word("consolidated.total"), code))
                found.append(Heading(name, order.word("consolidated.children"), part))
            elif len(alone) == 1:
                found.append(Heading(name, "", code))
            else:
                found.append(Heading(order.word(f"group.{letter}"), name, code))
    for code in order.form.consolidated:
        name = said[f"indicator.{code}.name"]
        found += [Heading(name, said[f"category.{category}.name"], code) for category in order.form.categories]
    return found


def _draw_headings(paper: Paper, sheet: Worksheet, headings: list[Heading]) -> None:
    column = len(_LABELS)
    for group, members in groupby(headings, key=lambda heading: heading.group):
        texts = [heading.text for heading in members]
        last = column + len(texts) - 1
        if texts == [""]:
            _merged(paper, sheet, Block(_HEADER, column, _HEADER + 1, column), group)
        else:
            _merged(paper, sheet, Block(_HEADER, column, _HEADER, last), group)
            for step, text in enumerate(texts):
                paper.write(sheet, _HEADER + 1, column + step, text, "header")
        column = last + 1


def _merged(paper: Paper, sheet: Worksheet, block: Block, text: str) -> None:
    style = paper.formats["header"]
    if (block.row, block.column) == (block.last_row, block.last_column):
        sheet.write_string(block.row, block.column, text, style)
        return
    sheet.merge_range(block.row, block.column, block.last_row, block.last_column, "", style)
    sheet.write_string(block.row, block.column, text, style)
